import type { Server } from 'node:http';
import { chargefyLike } from './chargefyLike.js';
import type { Stranger } from './Stranger.js';

/** Its process ends with the first path that can't be decoded. */
export const diesOnEncoding: Stranger = {
  dialect: 'chargefy',
  shape: 'it dies of broken percent-encoding in a path',
  start() {
    const next = chargefyLike();
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
  // One after the other, until the first id with such an encoding.
  concurrency: 1,
  verdicts: [
    {
      pass: [
        'chargefy/{race,reason}/*',
        'chargefy/cancel/!(complete-object|refusal-changes-nothing|generated-requests)',
        'chargefy/retrieve/!(complete-object)',
        'chargefy/effect/!(next-action-cleared)',
        'chargefy/id/{near-miss,encoded-slash,control-characters}',
      ],
      fail: ['chargefy/{cancel,retrieve}/complete-object'],
      unarranged: [
        'chargefy/effect/next-action-cleared',
        // It went over a connection that was there already: whether it had arrived nobody can tell.
        'chargefy/id/{malformed-encoding,injection,very-long,odd-cancels-nothing}',
        'chargefy/{authentication,organization,mode,body,request,header,error,webhooks}/*',
        'chargefy/cancel/{refusal-changes-nothing,generated-requests}',
      ],
    },
  ],
};
