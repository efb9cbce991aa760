import { loadDocument } from '../../contract/document.js';
import type { Dialect } from '../Dialect.js';
import { admit, describeKey, readKey } from './authentication.js';
import { decode, encode, type WireIntent } from './codec.js';
import { fixture } from './fixture.js';
import { readForm, readQuery } from './form.js';
import { handlers } from './handlers.js';
import { headers } from './headers.js';
import { idempotency } from './idempotency.js';
import { refuseInvalid } from './invalid.js';
import { refuse } from './refuse.js';

export const stripe: Dialect = {
  name: 'stripe',
  document: loadDocument('stripe'),
  readKey,
  describeKey,
  admit,
  readBody: readForm,
  readQuery,
  handlers,
  refuse,
  refuseInvalid,
  idempotency,
  headers,
  fixture,
  decode: (wire) => decode(wire as WireIntent),
  encode,
};
