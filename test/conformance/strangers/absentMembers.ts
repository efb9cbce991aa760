import type { Stranger } from './Stranger.js';
import { stripeLike } from './stripeLike.js';
import { stripeLikeVerdicts } from './stripeLikeVerdicts.js';

/** Leaves out of its answers what it does not have. */
export const absentMembers: Stranger = {
  dialect: 'stripe',
  shape: 'it shows no canceled_at, no client_secret and no amounts held, and its errors have no message',
  start: () =>
    stripeLike({
      shown: ({ canceled_at: _at, client_secret: _secret, amount_capturable: _held, ...intent }) => intent,
      error: ({ message: _message, ...error }) => error,
    }),
  verdicts: [
    stripeLikeVerdicts,
    {
      fail: ['stripe/cancel/canceled-at', 'stripe/hold/capturable-shown', 'stripe/capture/collects-the-hold'],
      warn: [
        'stripe/cancel/{refusal-names-the-status,unknown-id-is-quoted}',
        'stripe/id/{hostile,dots}',
        'stripe/body/{malformed,oversize}',
        'stripe/request/{other-methods,trailing-slash}',
        'stripe/document/{cancel,retrieve,capture}-401',
      ],
      // A secret and a hold that are not shown can't be seen to stay or to go.
      unarranged: ['stripe/effect/{client-secret-kept,hold-released}', 'stripe/capture/part'],
    },
  ],
};
