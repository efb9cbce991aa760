import { chargefyLike } from './chargefyLike.js';
import { chargefyLikeVerdicts } from './chargefyLikeVerdicts.js';
import type { Stranger } from './Stranger.js';

/** Has one route for every method, so that whoever follows a link cancels. */
export const cancelsByGet: Stranger = {
  dialect: 'chargefy',
  shape: 'it knows its own keys, but a GET cancels as well, in the other mode too',
  start() {
    const next = chargefyLike({
      knows: (authorization) => /^Bearer ch_(test|live)_reference$/.test(authorization ?? ''),
    });
    return (request, response) => {
      if (request.url?.endsWith('/cancel')) request.method = 'POST';
      next(request, response);
    };
  },
  verdicts: [
    chargefyLikeVerdicts,
    {
      fail: ['chargefy/request/safe-methods-cancel-nothing', 'chargefy/mode/!(not-found)'],
      warn: ['chargefy/request/only-post-cancels', 'chargefy/mode/not-found'],
    },
  ],
};
