/** Stripe as a dialect. */

import { contractFor } from '../../contract/contracts.js';
import type { Dialect } from '../Dialect.js';
import { authorize, parseApiKey, parseCredentials } from './authentication.js';
import { decode, encode, type WireIntent } from './codec.js';
import { customerAuthentication } from './customerAuthentication.js';
import { fixture } from './fixture.js';
import { readForm } from './form.js';
import { handlers } from './handlers.js';
import { headers } from './headers.js';
import { idempotency } from './idempotency.js';
import { invalidReply } from './invalid.js';
import { namedBy } from './namedBy.js';
import { readParameters, readQuery } from './parameters.js';
import { entriesOf, readRecording } from './recording.js';
import { referenceKeys } from './referenceKeys.js';
import { rejectionReply } from './rejections.js';
import { isUnserved } from './unserved.js';
import { versionOf } from './version.js';
import { webhooks } from './webhooks.js';

export const stripe: Dialect = {
  name: 'stripe',
  contract: contractFor('stripe'),
  organizationPrefix: 'acct_',
  keyForms: 'sk_test_, sk_live_, rk_test_, rk_live_, pk_test_ or pk_live_',
  actsForAccounts: true,
  referenceKeys,
  parseCredentials,
  parseApiKey,
  authorize,
  readBody: readForm,
  readQuery,
  readParameters,
  refusesUnknownQuery: true,
  isUnserved,
  handlers,
  rejectionReply,
  invalidReply,
  idempotency,
  versionOf,
  headers,
  fixture,
  entriesOf,
  readRecording,
  decode: (wire, now) => decode(wire as WireIntent, now),
  namedBy,
  encode,
  customerAuthentication,
  webhooks,
};
