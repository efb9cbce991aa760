import type { Server } from 'node:http';
import { noAuthentication } from './noAuthentication.js';
import type { Stranger } from './Stranger.js';

/** Its process ends with the first path that can't be decoded. */
export const diesOnEncoding: Stranger = {
  dialect: 'chargefy',
  shape: 'it dies of broken percent-encoding in a path',
  start() {
    const next = noAuthentication.start();
    return (request, response) => {
      try {
        decodeURIComponent(request.url ?? '');
        next(request, response);
      } catch {
        const { server } = request.socket as typeof request.socket & { server: Server };
        server.close();
        server.closeAllConnections();
      }
    };
  },
};
