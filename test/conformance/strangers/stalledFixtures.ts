import { noAuthentication } from './noAuthentication.js';
import type { Stranger } from './Stranger.js';

/** Its fixtures endpoint takes the request and says nothing. */
export const stalledFixtures: Stranger = {
  dialect: 'chargefy',
  shape: 'its fixtures endpoint never answers',
  start() {
    const next = noAuthentication.start();
    return (request, response) => {
      if (!request.url?.startsWith('/_fixtures')) return next(request, response);
      request.resume();
    };
  },
};
