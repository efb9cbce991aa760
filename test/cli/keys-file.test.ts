import { describe, expect, it } from 'vitest';
import { readKeys } from '../../src/cli/keys.js';
import { UsageError } from '../../src/cli/UsageError.js';
import { chargefy } from '../../src/dialects/chargefy/dialect.js';
import { referenceKeys } from '../../src/dialects/keyEntry.js';
import { stripe } from '../../src/dialects/stripe/dialect.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';

const mine = { key: 'sk_live_51Secret', organization: 'acct_mine' };

/** What is wrong with a keys file of this content. */
function complaintAbout(content: unknown): string {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  return complaintOf(`${temporaryDirectory({ 'keys.json': text })}/keys.json`);
}

function complaintOf(path: string): string {
  try {
    readKeys(path, [stripe, chargefy]);
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    const { message } = error as UsageError;
    expect(message.startsWith(`--keys ${path}: `)).toBe(true);
    return message.slice(`--keys ${path}: `.length);
  }
  throw new Error('the file was taken');
}

describe('a keys file', () => {
  it('gives each dialect its keys, and mode and kind are in the form of the key', () => {
    const directory = temporaryDirectory({
      'keys.json': JSON.stringify([mine, { key: 'ch_test_51Mine', organization: 'org_mine' }]),
    });
    expect(Object.fromEntries(readKeys(`${directory}/keys.json`, [stripe, chargefy]).get(stripe) ?? [])).toEqual({
      sk_live_51Secret: {
        kind: 'secret',
        livemode: true,
        organization: 'acct_mine',
        access: 'write',
        expired: false,
        accounts: [],
      },
    });
    expect(Object.fromEntries(readKeys(`${directory}/keys.json`, [stripe, chargefy]).get(chargefy) ?? [])).toEqual({
      ch_test_51Mine: {
        kind: 'secret',
        livemode: false,
        organization: 'org_mine',
        access: 'write',
        expired: false,
        accounts: [],
      },
    });
  });

  it.each<[string, unknown, string]>([
    ['that is empty', '', 'the file is not valid JSON at line 1, column 1.'],
    ['that is no JSON', 'sk_live_51Secret', 'the file is not valid JSON at line 1, column 1.'],
    ['that breaks off', '[{"key":"sk_live_51Secret"', 'the file is not valid JSON at line 1, column 27.'],
    ['with a stray key', '[sk_live_51Secret]', 'the file is not valid JSON at line 1, column 2.'],
    ['that is no list', mine, 'the file must be array; expected [{"key": "sk_test_…", "organization": "acct_…"}].'],
    ['without a key', [], 'the file must NOT have fewer than 1 items; expected ['],
    ['with a key of no organization', [{ key: mine.key }], "/0 must have required property 'organization'; expected ["],
    ['with an unknown field', [{ ...mine, role: 'admin' }], '/0 must NOT have additional properties; expected ['],
    ['with a key of unknown form', [{ ...mine, key: 'xx_51Secret' }], '/0 has a key of unknown form; keys begin with'],
    [
      'that gives a Stripe key to an organization of Chargefy',
      [mine, { key: 'sk_test_51Secret', organization: 'org_mine' }],
      "/1 has an organization that doesn't begin with acct_.",
    ],
    [
      'that gives a Chargefy key to an account of Stripe',
      [{ ...mine, key: 'ch_live_51Secret' }],
      "/0 has an organization that doesn't begin with org_.",
    ],
    ['with accounts in no list', [{ ...mine, accounts: 'acct_1' }], '/0/accounts must be array; expected ['],
    [
      'with accounts of another form',
      [{ ...mine, accounts: ['acct_1', 'org_1'] }],
      '/0 has accounts that are not ids like',
    ],
    [
      'with a path of accounts',
      [{ ...mine, accounts: ['acct_1/acct_2'] }],
      '/0 has accounts that are not ids like acct_123.',
    ],
    [
      'with accounts of a Chargefy key',
      [{ key: 'ch_live_51Secret', organization: 'org_mine', accounts: ['org_yours'] }],
      "/0 has accounts, but a request at chargefy can't name another organization; leave them out.",
    ],
    ['that restricts a secret key', [{ ...mine, access: 'read' }], '/0 has access "read", which only a restricted key'],
    [
      'with one key for two organizations',
      [mine, { ...mine, organization: 'acct_yours' }],
      '/1 repeats the key of an earlier entry; remove one.',
    ],
  ])('%s is refused in a line that says what is wrong and does not repeat the key', (_, content, why) => {
    const complaint = complaintAbout(content);
    expect(complaint.slice(0, why.length)).toBe(why);
    expect(complaint).not.toContain('51Secret');
    expect(complaint).not.toContain('\n');
  });

  it('that is missing, or is a directory, is refused with the reason', () => {
    const directory = temporaryDirectory();
    expect(complaintOf(`${directory}/none.json`)).toMatch(/^can't read the file \(ENOENT: /);
    expect(complaintOf(directory)).toMatch(/^can't read the file \(EISDIR: /);
  });
});

it('every reference key is one of its dialect', () => {
  const described = [stripe, chargefy].map((dialect) =>
    referenceKeys(dialect).map(([secret, { kind, livemode, organization }]) => [secret, kind, livemode, organization]),
  );
  expect(described).toEqual([
    [
      ['sk_test_reference', 'secret', false, 'acct_reference'],
      ['sk_live_reference', 'secret', true, 'acct_reference'],
      ['pk_test_reference', 'publishable', false, 'acct_reference'],
      ['sk_test_other', 'secret', false, 'acct_other'],
      ['sk_test_platform', 'secret', false, 'acct_platform'],
    ],
    [
      ['ch_test_reference', 'secret', false, 'org_reference'],
      ['ch_live_reference', 'secret', true, 'org_reference'],
      ['ch_test_other', 'secret', false, 'org_other'],
    ],
  ]);
});
