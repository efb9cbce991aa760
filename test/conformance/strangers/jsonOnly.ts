import { chargefyLike } from './chargefyLike.js';
import { chargefyLikeVerdicts } from './chargefyLikeVerdicts.js';
import type { Stranger } from './Stranger.js';
import { stripeLike } from './stripeLike.js';
import { stripeLikeVerdicts } from './stripeLikeVerdicts.js';

/** Speaks JSON both ways, as those do that were written for a framework's default. */
export const jsonOnly: Stranger = {
  dialect: 'stripe',
  shape: 'it takes JSON bodies and answers 415 to forms',
  start: () =>
    stripeLike({
      refusesForm: ({ headers: { 'content-type': type = '' } }) => (/urlencoded/.test(type) ? 415 : undefined),
      parse: (body) => (body === '' ? {} : JSON.parse(body)),
    }),
  verdicts: [
    stripeLikeVerdicts,
    {
      warn: ['stripe/request/form-accepted'],
      // A map is no reason, and what is no JSON is refused.
      pass: ['stripe/reason/wrong-type', 'stripe/body/wrong-content-type'],
      // Every form is refused, so one tells nothing.
      unarranged: ['stripe/body/{empty,charset,malformed}', 'stripe/reason/sent-twice'],
    },
  ],
};

/** The same, and strict about it: a POST without a body says that it is JSON as well. */
export const strictlyJson: Stranger = {
  dialect: 'stripe',
  shape: 'it answers 415 to every POST that does not say it is JSON',
  start: () =>
    stripeLike({
      refusesForm: ({ headers: { 'content-type': type = '' } }) => (/json/.test(type) ? undefined : 415),
      parse: (body) => (body === '' ? {} : JSON.parse(body)),
    }),
  verdicts: [
    ...jsonOnly.verdicts,
    {
      fail: ['stripe/request/without-body'],
    },
  ],
};

export const chargefyJsonOnly: Stranger = {
  dialect: 'chargefy',
  shape: 'it answers 415 to every POST that does not say it is JSON',
  start: () => chargefyLike({ refusesForm: ({ headers }) => headers['content-type'] !== 'application/json' }),
  verdicts: [
    chargefyLikeVerdicts,
    {
      fail: ['chargefy/cancel/without-a-body'],
      pass: ['chargefy/body/wrong-content-type'],
    },
  ],
};
