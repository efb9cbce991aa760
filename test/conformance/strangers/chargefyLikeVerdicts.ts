import type { Verdicts } from './Verdicts.js';

/** Of a server that is like Chargefy, without a fault of its own. */
export const chargefyLikeVerdicts: Verdicts = {
  pass: [
    'chargefy/{race,reason,id,authentication}/*',
    'chargefy/cancel/!(complete-object|generated-requests)',
    'chargefy/retrieve/!(complete-object)',
    'chargefy/effect/!(next-action-cleared)',
    'chargefy/body/{empty,empty-object,malformed-json}',
    'chargefy/request/!(query-parameter)',
    'chargefy/header/content-type',
    'chargefy/error/{unauthorized,unauthorized-alike,retrieve-not-found,already-canceled,envelope,content-type}',
  ],
  fail: [
    // Its amount_details is null.
    'chargefy/{cancel,retrieve}/complete-object',
    // A list, a string and a number are taken for an object without members.
    'chargefy/body/malformed-cancels-nothing',
    // Its messages are its own.
    'chargefy/error/{not-found,already-succeeded}',
  ],
  warn: [
    'chargefy/body/not-an-object',
    'chargefy/cancel/generated-requests',
    // It looks at no content type, no size and no query.
    'chargefy/body/{wrong-content-type,oversize}',
    'chargefy/request/query-parameter',
  ],
  unarranged: [
    // It has one key, and answers 401 to the others.
    'chargefy/{organization,mode}/*',
    // Nobody has to do anything at it.
    'chargefy/effect/next-action-cleared',
    // Nobody is told of its events.
    'chargefy/webhooks/*',
  ],
};

/** Of a server like Chargefy that makes no intents: what needs none is judged. */
export const withoutIntents: Verdicts = {
  pass: ['chargefy/error/retrieve-not-found'],
  fail: ['chargefy/error/not-found'],
  blocked: ['chargefy/cancel/generated-requests'],
  unarranged: [
    'chargefy/!(cancel|error)/*',
    'chargefy/cancel/!(generated-requests)',
    'chargefy/error/!(not-found|retrieve-not-found)',
  ],
};
