import { loadDocument } from '../../contract/document.js';
import type { Dialect } from '../Dialect.js';
import { describeKey, readKey } from './authentication.js';
import { readJson } from './body.js';
import { decode, encode, type WireIntent } from './codec.js';
import { refuse } from './errors.js';
import { fixture } from './fixture.js';
import { handlers } from './handlers.js';
import { refuseInvalid } from './invalid.js';

export const chargefy: Dialect = {
  name: 'chargefy',
  document: loadDocument('chargefy'),
  readKey,
  describeKey,
  admit: (key, secret) => (key.expired ? { kind: 'expired_key', secret } : undefined),
  readBody: readJson,
  readQuery: () => ({ value: {} }),
  handlers,
  refuse: (fault, { method, path }) => refuse(fault, method, path),
  refuseInvalid: async (request) => refuseInvalid(request),
  idempotency: undefined,
  headers: () => ({}),
  fixture,
  decode: (wire) => decode(wire as WireIntent),
  encode,
};
