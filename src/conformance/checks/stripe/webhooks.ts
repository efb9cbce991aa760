/** Checks of the event of a cancel. */

import { createHmac } from 'node:crypto';
import type { Delivery } from '../../target/Inbox.js';
import { Unarranged } from '../../target/Target.js';
import type { Check } from '../Check.js';
import { isSuccess } from '../controls.js';
import { expectSame } from '../expect.js';
import { must } from '../requirement.js';
import {
  type EventForm,
  expectCanceledByThen,
  expectCanceledObject,
  expectEnvelope,
  expectEvent,
  expectIds,
  expectNoEvent,
  expectOneEvent,
  expectSameEventAgain,
  expectSameObject,
  expectSigned,
  expectSignedAgain,
  expectSignedNow,
  firstDelivery,
  memberIn,
  type Signature,
} from '../webhooks.js';
import { freshKey, keyed } from './idempotencyKey.js';
import { told, toldTwice } from './prerequisites.js';
import { sentences, should } from './sources.js';

const form: EventForm = {
  type: 'payment_intent.canceled',
  cancel: (session, id) => session.cancel(id),
  readSignature,
  idOf: (delivery) => memberIn(delivery, 'id'),
};

const event = 'stripe/webhooks/canceled';
const signed = '#/components/parameters/StripeSignature';
const schema = '#/components/schemas/EventEnvelope/properties';

/** What a receiver of webhooks learns of a cancel. */
export const webhookChecks: readonly Check[] = [
  {
    id: event,
    ...must(sentences.occurs),
    title: 'a cancel sends the event payment_intent.canceled about the intent',
    needs: told,
    run: (session) => expectEvent(session, form),
  },
  {
    id: 'stripe/webhooks/one-event',
    ...should('one cancel is one event; deliveries of it may be several', sentences.occurs),
    title: 'a cancel sends one event, not several with ids of their own',
    needs: toldTwice,
    after: [event],
    run: (session) => expectOneEvent(session, form),
  },
  {
    id: 'stripe/webhooks/refused-cancel',
    ...must(sentences.occurs, 'a cancel that is refused cancels nothing, so nothing has occurred'),
    title: 'a cancel that is refused sends no event',
    needs: [{ status: 'succeeded' }, ...told],
    after: [event],
    run: (session) => expectNoEvent(session, form),
  },
  {
    id: 'stripe/webhooks/replay',
    ...should('a replay cancels nothing again, so there is no second event', sentences.occurs),
    title: 'a cancel that is repeated with its key sends no second event',
    needs: toldTwice,
    after: [event],
    async run(session) {
      const headers = keyed(freshKey());
      const { id } = await firstDelivery(session, form, (intent) => session.cancel(intent, { headers }));
      const replay = await session.cancel(id, { headers });
      if (!isSuccess(replay)) throw new Unarranged(`it needs a replay that succeeds; the answer is ${replay.status}`);
      await expectIds(session, form, id, 1);
    },
  },
  {
    id: 'stripe/webhooks/after-the-cancel',
    ...must(sentences.occurs, 'the intent is canceled by then, and retrieve shows that'),
    title: 'the intent is canceled when its event comes',
    needs: told,
    after: [event],
    run: (session) => expectCanceledByThen(session, form),
  },
  {
    id: 'stripe/webhooks/canceled-object',
    document: '#/components/schemas/CanceledPaymentIntent',
    ...must(sentences.eventObject, 'the PaymentIntent that was canceled'),
    title: 'the event shows the intent as canceled',
    needs: told,
    after: [event],
    run: (session) => expectCanceledObject(session, form),
  },
  {
    id: 'stripe/webhooks/same-object',
    document: '#/components/schemas/CanceledPaymentIntent',
    ...should('an account with the version that the kit sends gets what retrieve shows', sentences.eventObject),
    title: 'the event shows the intent as retrieve does',
    needs: told,
    after: [event],
    run: (session) => expectSameObject(session, form),
  },
  {
    id: 'stripe/webhooks/envelope',
    document: '#/components/schemas/PaymentIntentCanceledEvent',
    ...should('the types of the official SDK, as the document has them'),
    title: 'the event has the documented form',
    needs: told,
    after: [event],
    run: (session) => expectEnvelope(session, form),
  },
  {
    id: 'stripe/webhooks/idempotency-key',
    document: `${schema}/request/properties/idempotency_key`,
    ...must(sentences.eventKey),
    title: 'the event names the idempotency key that was sent with the cancel',
    needs: told,
    after: [event],
    async run(session) {
      const key = freshKey();
      const cancel = (id: string) => session.cancel(id, { headers: keyed(key) });
      const { delivery } = await firstDelivery(session, form, cancel);
      const { idempotency_key } = Object(memberIn(delivery, 'request')) as { readonly idempotency_key?: unknown };
      expectSame(session, 'request.idempotency_key', idempotency_key, key);
    },
  },
  {
    id: 'stripe/webhooks/signature',
    document: signed,
    ...must(sentences.signs, 'the signature that the official SDK verifies, over the body as it was sent'),
    title: 'the event is signed with the secret, over the body as it was sent',
    needs: told,
    after: [event],
    run: (session) => expectSigned(session, form),
  },
  {
    id: 'stripe/webhooks/signature-time',
    document: signed,
    ...should('the official SDK refuses a time that is more than five minutes old', sentences.outsideTolerance),
    title: 'the event is signed with the time at which it is sent',
    needs: told,
    after: [event],
    run: (session) => expectSignedNow(session, form),
  },
  {
    id: 'stripe/webhooks/redelivered-id',
    document: `${schema}/id`,
    ...must(sentences.uniqueId, 'the id is that of the event, so it is the same on every delivery'),
    title: 'an event that is delivered again has the same id',
    needs: told,
    after: [event],
    run: (session) => expectSameEventAgain(session, form),
  },
  {
    id: 'stripe/webhooks/redelivered-time',
    document: signed,
    ...should('each attempt is signed with its own time; else a late one would be refused', sentences.outsideTolerance),
    title: 'an event that is delivered again is signed with a later time',
    needs: told,
    after: [event],
    run: (session) => expectSignedAgain(session, form),
  },
];

/** The key is the whole secret as text; any one of several signatures suffices. */
function readSignature({ headers, body }: Delivery, secret: string): Signature | undefined {
  const parts = (headers['stripe-signature'] ?? '').split(',').map((part) => part.split('='));
  const [at = ''] = valuesOf(parts, 't');
  const signatures = valuesOf(parts, 'v1');
  if (!/^\d+$/.test(at) || signatures.length === 0) return undefined;
  const expected = createHmac('sha256', secret).update(`${at}.`).update(body).digest('hex');
  return { at: Number(at), isValid: signatures.includes(expected) };
}

function valuesOf(parts: readonly string[][], wanted: string): string[] {
  return parts.flatMap(([name, value]) => (name === wanted && value !== undefined ? [value] : []));
}
