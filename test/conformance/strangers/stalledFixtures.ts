import { chargefyLike } from './chargefyLike.js';
import { withoutIntents } from './chargefyLikeVerdicts.js';
import type { Stranger } from './Stranger.js';

/** Its fixtures endpoint takes the request and says nothing. */
export const stalledFixtures: Stranger = {
  dialect: 'chargefy',
  shape: 'its fixtures endpoint never answers',
  start() {
    const next = chargefyLike();
    return (request, response) => {
      if (!request.url?.startsWith('/_fixtures')) return next(request, response);
      request.resume();
    };
  },
  timeoutMs: 1_000,
  verdicts: [withoutIntents],
  reason: /got no answer \(none within \d+ ms\)/,
};
