/** Checks of intents that a Checkout Session owns. */

import type { Check } from '../Check.js';
import { requireCancels, requireRefusal } from '../controls.js';
import { expectSame, expectStatus, objectOf } from '../expect.js';
import { canceled, expectNoSideEffects, shown } from '../intents.js';
import { expectClientError } from '../refusal.js';
import { must } from '../requirement.js';
import type { Session } from '../Session.js';
import { freshKey } from './idempotencyKey.js';
import { expireSession, requireDone, requireSession, retrieveSession } from './operations.js';
import { badRequest, expectForm, expectMessage } from './refusal.js';
import { sentences, should } from './sources.js';

const options = { checkout_session: 'cs_test_conformance' };
export const waitingInCheckout = [{ status: 'requires_payment_method', options }];

const arrangeWaiting = (session: Session) => session.arrange('requires_payment_method', options);

/** An intent with a session of its own, because a session has only one intent. */
export async function arrangeWithSession(session: Session) {
  const checkout_session = `${options.checkout_session}_${freshKey().replaceAll('-', '')}`;
  return { checkout_session, id: await session.arrange('requires_payment_method', { checkout_session }) };
}

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
    id: 'stripe/checkout/refused',
    ...must(sentences.checkout, 'in any other status it is refused'),
    title: 'an intent of a Checkout Session cannot be canceled unless it is a hold',
    needs: [...waitingInCheckout, { status: 'requires_payment_method' }],
    async run(session) {
      expectClientError(session, await session.cancel(await arrangeWaiting(session)), 'the cancel');
      await requireCancels(session);
    },
  },
  {
    id: 'stripe/checkout/refusal-status',
    ...should('status 400, type invalid_request_error', sentences.madeByCheckout),
    title: 'the refusal of an intent of a Checkout Session is a 400 of type invalid_request_error',
    needs: waitingInCheckout,
    async run(session) {
      expectForm(session, await session.cancel(await arrangeWaiting(session)), badRequest);
    },
  },
  {
    id: 'stripe/checkout/untouched',
    ...must(sentences.checkout, 'the cancel is refused, so nothing has changed'),
    title: 'a refused cancel leaves the intent of a Checkout Session as it is',
    needs: waitingInCheckout,
    async run(session) {
      const id = await arrangeWaiting(session);
      const before = await shown(session, id);
      await session.cancel(id);
      await expectNoSideEffects(session, id, before, 'a refused cancel');
    },
  },
  {
    id: 'stripe/checkout/refusal-names-the-reason',
    ...should(
      'the recorded message begins this way; a text for people binds less than a code',
      sentences.madeByCheckout,
    ),
    title: 'the refusal says that the intent was created by Checkout',
    needs: waitingInCheckout,
    async run(session) {
      const answer = await session.cancel(await arrangeWaiting(session));
      requireRefusal(answer);
      expectMessage(session, answer, sentences.madeByCheckout.quote);
    },
  },
  {
    id: 'stripe/checkout/session-retrieved',
    ...must(sentences.retrievesSession),
    title: 'the Checkout Session of an intent can be retrieved',
    needs: waitingInCheckout,
    async run(session) {
      const { checkout_session } = await arrangeWithSession(session);
      const answer = await retrieveSession(session, checkout_session);
      expectStatus(session, requireSession(answer), 200);
      const { id, object } = objectOf(session, answer);
      expectSame(session, 'the session', { id, object }, { id: checkout_session, object: 'checkout.session' });
    },
  },
  {
    id: 'stripe/checkout/expired-once',
    ...must(sentences.expiresSession, 'an expired session is no longer open, so it cannot be expired again'),
    title: 'a Checkout Session that was expired cannot be expired again',
    needs: waitingInCheckout,
    async run(session) {
      const { checkout_session } = await arrangeWithSession(session);
      requireDone(requireSession(await expireSession(session, checkout_session)), 'expiring an open session');
      expectClientError(session, await expireSession(session, checkout_session), 'expiring it again');
    },
  },
  {
    id: 'stripe/checkout/expiry-cancels',
    ...should('expiring the session is the other way to cancel its intent', sentences.checkout),
    title: 'expiring a Checkout Session cancels its intent',
    needs: waitingInCheckout,
    async run(session) {
      const { id, checkout_session } = await arrangeWithSession(session);
      const before = await shown(session, id);
      const answer = await expireSession(session, checkout_session);
      requireDone(requireSession(answer), 'expiring an open session');
      const { status, amount_received } = await shown(session, id);
      const expected = { status: 'canceled', amount_received: before.amount_received };
      expectSame(session, 'the intent', { status, amount_received }, expected);
    },
  },
];
