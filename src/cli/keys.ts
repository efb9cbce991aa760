/** The API keys in the file of `--keys`. */

import { Ajv } from 'ajv';
import type { Dialect } from '../dialects/Dialect.js';
import type { KeyDescription } from '../dialects/KeyDescription.js';
import { type KeyEntry, keyEntry } from '../dialects/keyEntry.js';
import { readJson } from './readJson.js';
import { UsageError } from './UsageError.js';

const schema = {
  type: 'array',
  minItems: 1,
  items: {
    type: 'object',
    required: ['key', 'organization'],
    additionalProperties: false,
    properties: {
      key: { type: 'string' },
      organization: { type: 'string' },
      access: { enum: ['read', 'write'] },
      expired: { type: 'boolean' },
      accounts: { type: 'array', items: { type: 'string' } },
    },
  },
};

/**
 * Reads the file of `--keys`: a JSON array of `{ key, organization, access?, expired?, accounts? }`.
 *
 * @returns by dialect, those of its keys; an empty list for a dialect the file has none for.
 */
export function readKeys(path: string, dialects: readonly Dialect[]): Map<Dialect, KeyEntry[]> {
  const lines = readJson('--keys', path);
  const validate = new Ajv({ validateSchema: false }).compile<readonly KeyDescription[]>(schema);
  if (!validate(lines)) {
    const { instancePath = '', message = 'is not valid' } = validate.errors?.[0] ?? {};
    throw new UsageError(
      `--keys ${path}: ${instancePath || 'the file'} ${message}; expected [{"key": "sk_test_…", "organization": "acct_…"}].`,
    );
  }
  const entries = new Map(dialects.map((dialect): [Dialect, KeyEntry[]] => [dialect, []]));
  lines.forEach((line, index) => {
    const repeated = lines.findIndex(({ key }) => key === line.key) < index;
    const problem = repeated ? 'repeats the key of an earlier entry; remove one.' : problemWith(line, dialects);
    if (problem) throw new UsageError(`--keys ${path}: /${index} ${problem}`);
    const owner = dialects.find((dialect) => dialect.parseApiKey(line.key));
    if (owner) entries.get(owner)?.push(keyEntry(owner, line));
  });
  return entries;
}

function problemWith(line: KeyDescription, dialects: readonly Dialect[]): string | undefined {
  const dialect = dialects.find((candidate) => candidate.parseApiKey(line.key));
  // The key itself is not repeated: error messages end up in logs.
  if (!dialect)
    return `has a key of unknown form; keys begin with ${dialects.map(({ keyForms }) => keyForms).join('; or ')}.`;
  const { organizationPrefix: prefix } = dialect;
  if (!line.organization.startsWith(prefix)) return `has an organization that doesn't begin with ${prefix}.`;
  if (line.accounts && !dialect.actsForAccounts) {
    return `has accounts, but a request at ${dialect.name} can't name another organization; leave them out.`;
  }
  if (line.accounts?.some((account) => !isAccount(account, prefix))) {
    return `has accounts that are not ids like ${prefix}123.`;
  }
  if (line.access === 'read' && dialect.parseApiKey(line.key)?.kind !== 'restricted') {
    return 'has access "read", which only a restricted key (rk_…) can have.';
  }
  return undefined;
}

function isAccount(id: string, prefix: string): boolean {
  return id.startsWith(prefix) && /^\w+$/.test(id);
}
