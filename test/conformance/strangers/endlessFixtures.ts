import { noAuthentication } from './noAuthentication.js';
import type { Stranger } from './Stranger.js';

/** Its fixtures endpoint answers with bytes that never end. */
export const endlessFixtures: Stranger = {
  dialect: 'chargefy',
  shape: 'its fixtures endpoint never comes to an end',
  start() {
    const next = noAuthentication.start();
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
};
