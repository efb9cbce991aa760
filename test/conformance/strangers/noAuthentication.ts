import { chargefyLike } from './chargefyLike.js';
import { chargefyLikeVerdicts } from './chargefyLikeVerdicts.js';
import type { Stranger } from './Stranger.js';

/** Keeps its state well, and looks at no key at all. */
export const noAuthentication: Stranger = {
  dialect: 'chargefy',
  shape: 'it asks for no key',
  start: () => chargefyLike({ knows: () => true }),
  verdicts: [
    chargefyLikeVerdicts,
    {
      fail: [
        'chargefy/authentication/*',
        'chargefy/organization/!(retrieve-not-found)',
        'chargefy/mode/!(not-found)',
        'chargefy/error/unauthorized',
      ],
      warn: [
        'chargefy/organization/retrieve-not-found',
        'chargefy/mode/not-found',
        'chargefy/error/unauthorized-alike',
      ],
    },
  ],
};
