import type { Stranger } from './Stranger.js';
import { stripeLike } from './stripeLike.js';
import { stripeLikeVerdicts } from './stripeLikeVerdicts.js';

/** Looks at the beginning of a key only, so that everybody is the owner of everything. */
export const prefixAuthentication: Stranger = {
  dialect: 'stripe',
  shape: 'it takes any key that begins with sk_test_ or sk_live_',
  start: () => stripeLike({ knows: (key) => /^sk_(test|live)_/.test(key) }),
  verdicts: [
    stripeLikeVerdicts,
    {
      fail: [
        'stripe/authentication/{bad-key,nothing-canceled,retrieve}',
        'stripe/{account,mode}/{cancel,retrieve,nothing-canceled}',
      ],
      pass: ['stripe/idempotency/other-account'],
      // Not every refusal is there to be looked at.
      unarranged: ['stripe/authentication/{status,key-not-repeated}'],
    },
  ],
};
