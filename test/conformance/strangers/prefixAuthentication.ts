import type { Stranger } from './Stranger.js';
import { stripeLike } from './stripeLike.js';

/** Looks at the beginning of a key only, so that everybody is the owner of everything. */
export const prefixAuthentication: Stranger = {
  dialect: 'stripe',
  shape: 'it takes any key that begins with sk_test_ or sk_live_',
  start: () => stripeLike({ knows: (key) => /^sk_(test|live)_/.test(key) }),
};
