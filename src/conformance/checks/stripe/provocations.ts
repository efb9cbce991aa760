/** Requests that provoke the answers which Stripe’s document gives the operations around a cancel. */

import { NotServed } from '../../target/NotServed.js';
import { isObject } from '../expect.js';
import type { Session } from '../Session.js';
import { arrangeWithSession, waitingInCheckout } from './checkout.js';
import { declinedCard, requireDecline } from './decline.js';
import { chargeOfAHold, collection, confirmOf, requireServed, requireSession } from './operations.js';
import { hold, waiting } from './prerequisites.js';
import { expired, found, get, type Provocation, post, unauthorized } from './provocation.js';

const sessionPath = async (session: Session) =>
  `/v1/checkout/sessions/${(await arrangeWithSession(session)).checkout_session}`;

const eventsPath = '/v1/events';

/** Every operation that a target need not have, with each answer that a client can provoke. */
export const provocations: readonly Provocation[] = [
  {
    subject: 'create',
    operationId: 'createPaymentIntent',
    document: '#/paths/~1v1~1payment_intents/post',
    what: 'a create',
    needs: [],
    async requests(session) {
      const created = post(collection(session), { amount: '2000', currency: 'usd' });
      const refused = post(collection(session), { amount: '0', currency: 'usd' });
      return { 200: created, 400: refused, ...unauthorized(created) };
    },
  },
  {
    subject: 'list',
    operationId: 'listPaymentIntents',
    document: '#/paths/~1v1~1payment_intents/get',
    what: 'a list',
    needs: [],
    async requests(session) {
      const listed = get(collection(session));
      return { 200: listed, 400: get(`${collection(session)}?limit=101`), ...unauthorized(listed) };
    },
  },
  {
    subject: 'update',
    operationId: 'updatePaymentIntent',
    document: '#/paths/~1v1~1payment_intents~1{intent}/post',
    what: 'an update',
    needs: waiting,
    async requests(session) {
      const path = session.retrievePath(await session.arrange('requires_payment_method'));
      const updated = post(path, { amount: '2100' });
      return {
        200: updated,
        400: post(path, { amount: '0' }),
        ...unauthorized(updated),
        404: { ...updated, path: `${path}x` },
      };
    },
  },
  {
    subject: 'confirm',
    operationId: 'confirmPaymentIntent',
    document: '#/paths/~1v1~1payment_intents~1{intent}~1confirm/post',
    what: 'a confirm',
    needs: [{ status: 'requires_confirmation' }, ...waiting],
    async requests(session) {
      const id = await session.arrange('requires_confirmation');
      const confirmed = confirmOf(session, id);
      // It has no payment method.
      const refused = confirmOf(session, await session.arrange('requires_payment_method'));
      return { 200: confirmed, 400: refused, ...unauthorized(confirmed), 404: confirmOf(session, `${id}x`) };
    },
  },
  {
    subject: 'increment',
    operationId: 'incrementAuthorization',
    document: '#/paths/~1v1~1payment_intents~1{intent}~1increment_authorization/post',
    what: 'an increment',
    needs: waiting,
    async requests(session) {
      const path = session.retrievePath(await session.arrange('requires_payment_method'));
      // Nothing is held: merchant and vendor decide whether a hold can be incremented.
      const refused = post(`${path}/increment_authorization`, { amount: '90000' });
      const unknown = { ...refused, path: `${path}x/increment_authorization` };
      return { 400: refused, ...unauthorized(refused), 404: unknown };
    },
  },
  {
    subject: 'charge',
    operationId: 'retrieveCharge',
    document: '#/paths/~1v1~1charges~1{charge}/get',
    what: 'a retrieve of a charge',
    needs: hold,
    requests: async (session) => found(`/v1/charges/${await chargeOfAHold(session)}`),
  },
  {
    subject: 'session',
    operationId: 'retrieveCheckoutSession',
    document: '#/paths/~1v1~1checkout~1sessions~1{session}/get',
    what: 'a retrieve of a Checkout Session',
    needs: waitingInCheckout,
    served: requireSession,
    requests: async (session) => found(await sessionPath(session)),
  },
  {
    subject: 'session-expiry',
    operationId: 'expireCheckoutSession',
    document: '#/paths/~1v1~1checkout~1sessions~1{session}~1expire/post',
    what: 'an expiry of a Checkout Session',
    needs: waitingInCheckout,
    served: requireSession,
    requests: async (session) => expired(await sessionPath(session)),
  },
  {
    subject: 'hold-expiry',
    operationId: 'expireCharge',
    document: '#/paths/~1v1~1test_helpers~1charges~1{charge}~1expire/post',
    what: 'an expiry of a hold',
    needs: hold,
    requests: async (session) => expired(`/v1/test_helpers/charges/${await chargeOfAHold(session)}`),
  },
  {
    subject: 'events',
    operationId: 'listEvents',
    document: '#/paths/~1v1~1events/get',
    what: 'a list of events',
    needs: waiting,
    async requests(session) {
      await session.send({ path: session.cancelPath(await session.arrange('requires_payment_method')) });
      return { 200: get(eventsPath), 400: get(`${eventsPath}?limit=101`), ...unauthorized(get(eventsPath)) };
    },
  },
  {
    subject: 'event',
    operationId: 'retrieveEvent',
    document: '#/paths/~1v1~1events~1{event}/get',
    what: 'a retrieve of an event',
    needs: waiting,
    requests: async (session) => found(`${eventsPath}/${await newestEvent(session)}`),
  },
  {
    subject: 'confirm-402',
    operationId: 'confirmPaymentIntent',
    document: '#/paths/~1v1~1payment_intents~1{intent}~1confirm/post',
    what: 'a confirm that is declined',
    needs: waiting,
    served: requireDecline,
    async requests(session) {
      const id = await session.arrange('requires_payment_method');
      return { 402: confirmOf(session, id, { payment_method: declinedCard }) };
    },
  },
  {
    subject: 'create-402',
    operationId: 'createPaymentIntent',
    document: '#/paths/~1v1~1payment_intents/post',
    what: 'a create that is declined',
    needs: [],
    served: requireDecline,
    async requests(session) {
      const withoutRedirects = {
        'automatic_payment_methods[enabled]': 'true',
        'automatic_payment_methods[allow_redirects]': 'never',
      };
      const payment = { amount: '2000', currency: 'usd', confirm: 'true', payment_method: declinedCard };
      return { 402: post(collection(session), { ...payment, ...withoutRedirects }) };
    },
  },
];

/**
 * The id of an event, which a cancel has caused.
 *
 * @throws NotServed when the target lists none.
 */
async function newestEvent(session: Session): Promise<string> {
  await session.send({ path: session.cancelPath(await session.arrange('requires_payment_method')) });
  const { json } = requireServed(await session.send(get(eventsPath)), 'list events');
  const [event] = isObject(json) && Array.isArray(json.data) ? json.data : [];
  const id = isObject(event) ? event.id : undefined;
  if (typeof id !== 'string') throw new NotServed('the target lists no event after a cancel');
  return id;
}
