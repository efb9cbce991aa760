import { chargefyLike } from './chargefyLike.js';
import { withoutIntents } from './chargefyLikeVerdicts.js';
import type { Stranger } from './Stranger.js';

/** Its fixtures endpoint answers with bytes that never end. */
export const endlessFixtures: Stranger = {
  dialect: 'chargefy',
  shape: 'its fixtures endpoint never comes to an end',
  start() {
    const next = chargefyLike();
    return (request, response) => {
      if (!request.url?.startsWith('/_fixtures')) return next(request, response);
      request.resume();
      response.writeHead(201, { 'Content-Type': 'application/json' });
      const write = () => {
        while (response.writable && response.write('{"id":"'.padEnd(65_536, 'x')));
        response.once('drain', write);
      };
      write();
    };
  },
  verdicts: [withoutIntents],
  reason: /got no answer \(the answer is larger than the kit reads \(1 MB\)\)/,
};
