import type { Stranger } from './Stranger.js';
import { stripeLike } from './stripeLike.js';

/** Leaves out of its answers what it does not have. */
export const absentMembers: Stranger = {
  dialect: 'stripe',
  shape: 'it shows no canceled_at, no client_secret and no amounts held, and its errors have no message',
  start: () =>
    stripeLike({
      shown: ({ canceled_at: _at, client_secret: _secret, amount_capturable: _held, ...intent }) => intent,
      error: ({ message: _message, ...error }) => error,
    }),
};
