/** Checks of intents that a Checkout Session owns. */

import type { Check } from '../Check.js';
import { expectSame } from '../expect.js';
import { canceled, expectNoSideEffects, retrieved } from '../intents.js';
import { expectRefusal } from '../refusal.js';
import { must } from '../requirement.js';
import type { Session } from '../Session.js';
import { retrieveWorks } from './prerequisites.js';
import { badRequest, expectMessage } from './refusal.js';
import { sentences, should } from './sources.js';

const options = { checkout_session: 'cs_test_conformance' };
const waiting = [{ status: 'requires_payment_method', options }];
const refused = 'stripe/checkout/refused';

const arrangeWaiting = (session: Session) => session.arrange('requires_payment_method', options);

/** Intents that a Checkout Session owns. */
export const checkoutChecks: readonly Check[] = [
  {
    id: 'stripe/checkout/hold',
    ...must(sentences.checkout),
    title: 'a hold of a Checkout Session can be canceled',
    needs: [{ status: 'requires_capture', options }],
    async run(session) {
      const intent = await canceled(session, await session.arrange('requires_capture', options));
      expectSame(session, 'status', intent.status, 'canceled');
    },
  },
  {
    id: refused,
    ...must(sentences.checkout, 'in any other status a 400 of type invalid_request_error'),
    title: 'an intent of a Checkout Session cannot be canceled unless it is a hold',
    needs: waiting,
    async run(session) {
      expectRefusal(session, await session.cancel(await arrangeWaiting(session)), badRequest);
    },
  },
  {
    id: 'stripe/checkout/untouched',
    ...must(sentences.checkout, 'refused, so nothing has changed'),
    title: 'a refused cancel leaves the intent of a Checkout Session as it is',
    needs: waiting,
    after: [refused, ...retrieveWorks],
    async run(session) {
      const id = await arrangeWaiting(session);
      const before = await retrieved(session, id);
      await session.cancel(id);
      await expectNoSideEffects(session, id, before, 'a refused cancel');
    },
  },
  {
    id: 'stripe/checkout/refusal-names-the-reason',
    ...should('so begins the recorded message; a text for people binds less than a code', sentences.madeByCheckout),
    title: 'the refusal says that the intent was created by Checkout',
    needs: waiting,
    after: [refused],
    async run(session) {
      expectMessage(session, await session.cancel(await arrangeWaiting(session)), sentences.madeByCheckout.quote);
    },
  },
];
