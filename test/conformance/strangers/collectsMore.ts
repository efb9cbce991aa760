import type { Stranger } from './Stranger.js';
import { stripeLike } from './stripeLike.js';
import { stripeLikeVerdicts } from './stripeLikeVerdicts.js';

/** Answers that a canceled hold cost nothing, and has collected it when one looks again. */
export const collectsMore: Stranger = {
  dialect: 'stripe',
  shape: 'it collects holds that it says are released',
  start: () =>
    stripeLike({
      afterwards: ({ capture_method: method, amount }) => (method === 'manual' ? { amount_received: amount } : {}),
    }),
  verdicts: [
    stripeLikeVerdicts,
    {
      fail: ['stripe/effect/amount-received', 'stripe/race/cancel-against-capture'],
    },
  ],
  luck: {
    'stripe/race/cancel-against-capture': {
      verdict: 'pass',
      why: 'when a capture comes first, it is right that the amount is received',
    },
  },
};
