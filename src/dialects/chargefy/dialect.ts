/** Chargefy as a dialect. */

import { contractFor } from '../../contract/contracts.js';
import type { Dialect } from '../Dialect.js';
import { parseApiKey, parseCredentials } from './authentication.js';
import { readJson, refuseQuery } from './body.js';
import { decode, encode, type WireIntent } from './codec.js';
import { fixture } from './fixture.js';
import { handlers } from './handlers.js';
import { invalidReply } from './invalid.js';
import { readRecording } from './recording.js';
import { referenceKeys } from './referenceKeys.js';
import { rejectionReply } from './rejections.js';
import { webhooks } from './webhooks.js';

export const chargefy: Dialect = {
  name: 'chargefy',
  contract: contractFor('chargefy'),
  organizationPrefix: 'org_',
  keyForms: 'ch_test_ or ch_live_',
  actsForAccounts: false,
  referenceKeys,
  parseCredentials,
  parseApiKey,
  authorize: (key, secret) => (key.expired ? { rejection: { kind: 'expired_key', secret } } : { key }),
  readBody: readJson,
  readQuery: () => ({ value: {} }),
  readParameters: (body, query) => refuseQuery(query) ?? { value: body },
  refusesUnknownQuery: false,
  // No other operation of the vendor's is known for certain.
  isUnserved: () => false,
  handlers,
  rejectionReply,
  invalidReply: async (request) => invalidReply(request),
  idempotency: undefined,
  versionOf: () => undefined,
  headers: () => ({}),
  fixture,
  entriesOf: () => undefined,
  readRecording,
  decode: (wire) => decode(wire as WireIntent),
  // Nothing that an intent names has an operation here.
  namedBy: () => ({}),
  encode,
  webhooks,
};
