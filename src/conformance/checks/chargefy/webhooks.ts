/** Checks of the event of a cancel. Chargefy's pages show its envelope; the rest is our reading. */

import { createHmac } from 'node:crypto';
import type { Delivery } from '../../target/Inbox.js';
import type { Check } from '../Check.js';
import {
  type EventForm,
  expectCanceledByThen,
  expectCanceledObject,
  expectEnvelope,
  expectEvent,
  expectNoEvent,
  expectOneEvent,
  expectSameEventAgain,
  expectSameObject,
  expectSigned,
  expectSignedAgain,
  expectSignedNow,
  type Signature,
} from '../webhooks.js';
import { cancelPlainly } from './cancels.js';
import { told, toldTwice } from './prerequisites.js';
import { should, standardWebhooks } from './sources.js';

const form: EventForm = {
  type: 'payment.intent.canceled',
  cancel: (session, id) => cancelPlainly(session, id),
  readSignature,
  idOf: ({ headers }) => headers['webhook-id'],
};

const event = 'chargefy/webhooks/canceled';
const document = '#/webhooks/payment.intent.canceled/post';
const parameters = '#/components/parameters';

/** What a receiver of webhooks learns of a cancel. */
export const webhookChecks: readonly Check[] = [
  {
    id: event,
    document,
    ...should('a cancel sends payment.intent.canceled, by the pattern of the names that the pages have'),
    title: 'a cancel sends the event payment.intent.canceled about the intent',
    needs: told,
    run: (session) => expectEvent(session, form),
  },
  {
    id: 'chargefy/webhooks/one-event',
    document,
    ...should('one cancel is one event; deliveries of it may be several'),
    title: 'a cancel sends one event, not several with ids of their own',
    needs: toldTwice,
    after: [event],
    run: (session) => expectOneEvent(session, form),
  },
  {
    id: 'chargefy/webhooks/refused-cancel',
    document,
    ...should('a cancel that is refused cancels nothing, so it sends nothing'),
    title: 'a cancel that is refused sends no event',
    needs: [{ status: 'succeeded' }, ...told],
    after: [event],
    run: (session) => expectNoEvent(session, form),
  },
  {
    id: 'chargefy/webhooks/after-the-cancel',
    document,
    ...should('the event says that the intent is canceled, so retrieve shows that by then'),
    title: 'the intent is canceled when its event comes',
    needs: told,
    after: [event],
    run: (session) => expectCanceledByThen(session, form),
  },
  {
    id: 'chargefy/webhooks/canceled-object',
    document,
    ...should('data.object is the intent right after the cancel'),
    title: 'the event shows the intent as canceled',
    needs: told,
    after: [event],
    run: (session) => expectCanceledObject(session, form),
  },
  {
    id: 'chargefy/webhooks/same-object',
    document,
    ...should('data.object is the object that retrieve shows from then on'),
    title: 'the event shows the intent as retrieve does',
    needs: told,
    after: [event],
    run: (session) => expectSameObject(session, form),
  },
  {
    id: 'chargefy/webhooks/envelope',
    document: '#/components/schemas/PaymentIntentCanceledEvent',
    ...should('the envelope is the newest that the pages show'),
    title: 'the event has the documented form',
    needs: told,
    after: [event],
    run: (session) => expectEnvelope(session, form),
  },
  {
    id: 'chargefy/webhooks/signature',
    document: `${parameters}/WebhookSignature`,
    ...should('deliveries are signed by Standard Webhooks, over the body as it was sent', standardWebhooks),
    title: 'the event is signed with the secret, over the body as it was sent',
    needs: told,
    after: [event],
    run: (session) => expectSigned(session, form),
  },
  {
    id: 'chargefy/webhooks/signature-time',
    document: `${parameters}/WebhookTimestamp`,
    ...should('the time is that of the attempt; libraries refuse one that is five minutes away', standardWebhooks),
    title: 'the event is signed with the time at which it is sent',
    needs: told,
    after: [event],
    run: (session) => expectSignedNow(session, form),
  },
  {
    id: 'chargefy/webhooks/redelivered-id',
    document: `${parameters}/WebhookId`,
    ...should('webhook-id is the same on every attempt', standardWebhooks),
    title: 'an event that is delivered again has the same id',
    needs: told,
    after: [event],
    run: (session) => expectSameEventAgain(session, form),
  },
  {
    id: 'chargefy/webhooks/redelivered-time',
    document: `${parameters}/WebhookTimestamp`,
    ...should('webhook-timestamp is the time of the attempt, so a later attempt has a later one', standardWebhooks),
    title: 'an event that is delivered again is signed with a later time',
    needs: told,
    after: [event],
    run: (session) => expectSignedAgain(session, form),
  },
];

/** The key is what follows the prefix of the secret, decoded; any one of several signatures suffices. */
function readSignature({ headers, body }: Delivery, secret: string): Signature | undefined {
  const id = headers['webhook-id'];
  const at = headers['webhook-timestamp'] ?? '';
  const signatures = headers['webhook-signature']?.split(' ');
  if (id === undefined || !/^\d+$/.test(at) || !signatures) return undefined;
  const key = Buffer.from(secret.replace(/^(?:whsec|chargefy_whs)_/, ''), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${at}.`).update(body).digest('base64');
  return { at: Number(at), isValid: signatures.includes(`v1,${expected}`) };
}
