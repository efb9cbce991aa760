import type { Stranger } from './Stranger.js';
import { stripeLike } from './stripeLike.js';

/** Speaks JSON both ways, as those do that were written for a framework's default. */
export const jsonOnly: Stranger = {
  dialect: 'stripe',
  shape: 'it takes JSON bodies and answers 415 to forms',
  start: () =>
    stripeLike({
      refusesForm: ({ headers: { 'content-type': type = '' } }) => (/urlencoded/.test(type) ? 415 : undefined),
      parse: (body) => (body === '' ? {} : JSON.parse(body)),
    }),
};
