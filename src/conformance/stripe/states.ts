import type { Check } from '../Check.js';
import { expectSame, expectStatus, objectOf } from '../expect.js';
import { cancelPage } from './sources.js';

/** What becomes of a second cancel. */
export const stateChecks: readonly Check[] = [
  {
    id: 'stripe/cancel/already-canceled',
    level: 'MUST',
    title: 'a canceled intent cannot be canceled again',
    source: {
      page: cancelPage,
      quote: 'Returns an error if the PaymentIntent is already canceled or isn’t in a cancelable state.',
      reading: 'status 400, type invalid_request_error, code payment_intent_unexpected_state',
    },
    needs: [{ status: 'requires_payment_method' }],
    after: ['stripe/cancel/requires-payment-method'],
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      await session.cancel(id);
      const answer = await session.cancel(id);
      expectStatus(session, answer, 400);
      const error = objectOf(session, answer).error as Record<string, unknown>;
      expectSame(session, 'code', error?.code, 'payment_intent_unexpected_state');
    },
  },
];
