import type { Stranger } from './Stranger.js';
import { stripeLike } from './stripeLike.js';

/** Takes the money of a hold that was canceled. Nothing in its errors is for a program. */
export const capturesCanceledHolds: Stranger = {
  dialect: 'stripe',
  shape: 'it captures canceled holds, and its errors have only a message',
  start: () => stripeLike({ captures: ['requires_capture', 'canceled'], error: ({ message }) => ({ message }) }),
};
