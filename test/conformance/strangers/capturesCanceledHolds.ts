import type { Stranger } from './Stranger.js';
import { stripeLike } from './stripeLike.js';
import { stripeLikeVerdicts } from './stripeLikeVerdicts.js';

/** Takes the money of a hold that was canceled. Nothing in its errors is for a program. */
export const capturesCanceledHolds: Stranger = {
  dialect: 'stripe',
  shape: 'it captures canceled holds, and its errors have only a message',
  start: () => stripeLike({ captures: ['requires_capture', 'canceled'], error: ({ message }) => ({ message }) }),
  verdicts: [
    stripeLikeVerdicts,
    {
      fail: [
        'stripe/hold/{later-capture,later-capture-collects-nothing}',
        'stripe/race/cancel-against-capture',
        'stripe/cancel/refusal-embeds-the-intent',
      ],
      warn: [
        'stripe/cancel/{already-canceled-code,already-succeeded-code,unknown-id-code,unknown-id-param}',
        'stripe/retrieve/unknown-id-code',
        'stripe/reason/{refusal-status,refusal-names-the-parameter}',
        'stripe/capture/nothing-held-code',
        'stripe/id/*',
        'stripe/authentication/status',
        'stripe/body/{malformed,oversize}',
        'stripe/request/{get,other-methods,trailing-slash}',
        'stripe/document/{cancel,retrieve,capture}-401',
      ],
      // A capture that is not refused has no code, and the refusal for the status has none to compare.
      unarranged: ['stripe/hold/later-capture-code', 'stripe/body/unknown-parameter-before-state'],
    },
  ],
  luck: {
    'stripe/race/cancel-against-capture': {
      verdict: 'pass',
      why: 'when a capture comes first, no cancel succeeds after it',
    },
  },
};
