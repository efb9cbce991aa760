import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { ApiKey } from '../../src/domain/ApiKey.js';
import { createKeyRing } from '../../src/server/KeyRing.js';

const keyOf = (organization: string): ApiKey => ({
  kind: 'secret',
  organization,
  livemode: false,
  access: 'write',
  expired: false,
  accounts: [],
});

describe('a key ring', () => {
  const mine = keyOf('acct_mine');
  const yours = keyOf('acct_yours');
  const keys = createKeyRing([
    ['sk_test_mine', mine],
    ['sk_test_yours', yours],
  ]);

  it('finds what each of its keys stands for', () => {
    expect(keys.find('sk_test_mine')).toBe(mine);
    expect(keys.find('sk_test_yours')).toBe(yours);
  });

  it.each(['', 'sk_test', 'sk_test_min', 'sk_test_mine ', 'SK_TEST_MINE', 'sk_test_mine\0', '__proto__'])(
    'does not find %j',
    (secret) => {
      expect(keys.find(secret)).toBeUndefined();
    },
  );

  it('finds nothing when it is empty', () => {
    expect(createKeyRing([]).find('')).toBeUndefined();
  });

  it('lists the owners of its keys, each once', () => {
    const test = { ...mine, accounts: ['acct_connected'] };
    const ring = createKeyRing([
      ['sk_test_mine', test],
      ['rk_test_mine', { ...mine, kind: 'restricted' }],
      ['sk_live_mine', { ...mine, livemode: true }],
    ]);

    expect(ring.owners).toEqual([
      { organization: 'acct_mine', livemode: false },
      { organization: 'acct_connected', livemode: false },
      { organization: 'acct_mine', livemode: true },
    ]);
  });

  it('shows no key when it is printed', () => {
    const shown = `${inspect(keys, { depth: null, showHidden: true })}${JSON.stringify(keys)}${keys.find}`;
    expect(shown).not.toContain('sk_test');
  });
});
