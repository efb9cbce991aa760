import type { DialectName } from '../../../src/contract/dialect.js';

/** Faults that a server must not have at any vendor: for each the mutants that have it. */
export const classes: Readonly<Record<string, Readonly<Record<DialectName, readonly string[]>>>> = {
  'it cancels without a key': { stripe: ['no-key-needed'], chargefy: ['no-key-needed'] },
  'it cancels with a wrong key': {
    stripe: ['any-key', 'any-key-by-basic', 'canceled-despite-the-key'],
    chargefy: ['any-key', 'key-by-its-form', 'canceled-despite-the-key'],
  },
  'it cancels with a foreign scheme': { stripe: ['any-scheme'], chargefy: ['any-scheme'] },
  'it cancels for a foreign tenant': {
    stripe: ['canceled-across-accounts', 'canceled-secretly-across-accounts', 'any-account'],
    chargefy: ['canceled-across-organizations', 'canceled-secretly-across-organizations'],
  },
  'it shows an intent to a foreign tenant': {
    stripe: ['retrieved-across-accounts', 'keys-of-everybody'],
    chargefy: ['retrieved-across-organizations'],
  },
  'it cancels for a foreign mode': {
    stripe: ['canceled-across-modes', 'canceled-secretly-across-modes'],
    chargefy: ['canceled-across-modes', 'canceled-secretly-across-modes'],
  },
  'it cancels by GET': { stripe: ['get-cancels'], chargefy: ['get-cancels'] },
  'it cancels for malformed input': {
    stripe: ['malformed-form-ignored', 'reason-in-capitals', 'canceled-despite-the-reason'],
    chargefy: ['malformed-json-ignored', 'any-json', 'canceled-despite-the-reason'],
  },
  'it does not answer after malformed input': { stripe: ['lost-after-a-put'], chargefy: ['upset-by-malformed'] },
  'it answers about another id': { stripe: ['other-id'], chargefy: ['other-id'] },
  ...Object.fromEntries(
    ['amount', 'currency', 'livemode', 'client_secret', 'amount_received'].map((name) => [
      `it answers with the ${name} of another intent`,
      { stripe: [`answered-with-another-${name}`], chargefy: [`answered-with-another-${name}`] },
    ]),
  ),
  'it collects what it holds': { stripe: ['hold-collected'], chargefy: ['hold-collected'] },
  'it answers with a reason that was not sent': { stripe: ['reason-made-up'], chargefy: ['reason-made-up'] },
};
