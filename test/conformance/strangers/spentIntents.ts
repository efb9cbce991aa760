import type { Stranger } from './Stranger.js';
import { stripeLike } from './stripeLike.js';
import { withoutIntents } from './stripeLikeVerdicts.js';

/** Its fixtures are canceled already, whatever was asked for. */
export const spentIntents: Stranger = {
  dialect: 'stripe',
  shape: 'it makes every intent canceled and says that it is as was wanted',
  start: () => stripeLike({ shown: (intent) => ({ ...intent, status: 'canceled' }) }),
  verdicts: [withoutIntents],
  reason: 'the adapter gave canceled instead of requires_payment_method',
};
