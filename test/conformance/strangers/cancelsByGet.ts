import { noAuthentication } from './noAuthentication.js';
import type { Stranger } from './Stranger.js';

/** Has one route for every method, so that whoever follows a link cancels. */
export const cancelsByGet: Stranger = {
  dialect: 'chargefy',
  shape: 'it knows its own keys, but a GET cancels as well, in the other mode too',
  start() {
    const next = noAuthentication.start();
    return (request, response) => {
      const known = /^Bearer ch_(test|live)_reference$/.test(request.headers.authorization ?? '');
      if (!known && !request.url?.startsWith('/_fixtures')) {
        response.writeHead(401, { 'Content-Type': 'application/json' });
        const error = {
          code: 'authentication_failed',
          message: 'Invalid API key provided.',
          type: 'authentication_error',
        };
        return response.end(JSON.stringify({ error }));
      }
      if (request.url?.endsWith('/cancel')) request.method = 'POST';
      next(request, response);
    };
  },
};
