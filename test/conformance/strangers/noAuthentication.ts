import { randomUUID } from 'node:crypto';
import { bodyOf, type Json, type Stranger, send } from './Stranger.js';

const concluded = ['canceled', 'succeeded'];
const reasons = ['duplicate', 'fraudulent', 'requested_by_customer', 'abandoned'];
const moment = () => new Date().toISOString().replace(/\.\d+/, '');

/** Keeps its state well, and looks at no key at all. */
export const noAuthentication: Stranger = {
  dialect: 'chargefy',
  shape: 'it asks for no key',
  start() {
    const intents = new Map<string, Json>();
    return async (request, response) => {
      const refuse = (status: number, code: string, message: string) =>
        send(response, status, { error: { code, message, type: 'invalid_request_error' } });
      const text = await bodyOf(request);
      const path = request.url?.split('?')[0] ?? '';
      if (path === '/_fixtures/payment_intents') {
        const made = makeIntent(JSON.parse(text));
        intents.set(made.id as string, made);
        return send(response, 201, made);
      }
      const [, id = '', cancel] = /^\/v1\/payment-intents\/([^/]+)(\/cancel)?$/.exec(path) ?? [];
      if (id === '') return refuse(404, 'no_such_route', 'No such route.');
      const intent = intents.get(id);
      if (!intent) return refuse(404, 'resource_missing', 'No such payment intent.');
      if (request.method === 'GET' && !cancel) return send(response, 200, intent);
      if (request.method !== 'POST' || !cancel) return refuse(404, 'resource_missing', 'No such route.');
      let asked: Json;
      try {
        asked = text === '' ? {} : JSON.parse(text);
      } catch {
        return refuse(400, 'invalid_request', 'The body is no JSON.');
      }
      const { cancellation_reason: reason = null } = asked ?? {};
      if (reason !== null && !reasons.includes(reason as string)) return refuse(400, 'invalid_request', 'Bad reason.');
      if (concluded.includes(intent.status as string)) {
        return refuse(409, 'resource_state_conflict', 'The payment intent is concluded.');
      }
      const now = moment();
      Object.assign(intent, { status: 'canceled', canceled_at: now, updated_at: now, cancellation_reason: reason });
      Object.assign(intent, { amount_capturable: 0, next_action: null });
      send(response, 200, intent);
    };
  },
};

function makeIntent({ status, ...wishes }: Json): Json {
  const id = `pi_${randomUUID().replaceAll('-', '').slice(0, 24)}`;
  const amount = 2000;
  return {
    id,
    object: 'payment_intent',
    amount,
    amount_capturable: status === 'requires_capture' ? amount : 0,
    amount_details: null,
    amount_received: status === 'succeeded' ? amount : 0,
    canceled_at: status === 'canceled' ? moment() : null,
    cancellation_reason: null,
    capture_method: status === 'requires_capture' ? 'manual' : 'automatic',
    client_secret: `${id}_secret_${randomUUID().slice(0, 8)}`,
    confirmation_method: 'automatic',
    created_at: moment(),
    currency: 'brl',
    customer: null,
    invoice: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    metadata: {},
    next_action: null,
    payment_method: null,
    payment_method_options: {},
    payment_method_types: ['card'],
    setup_future_usage: null,
    status,
    updated_at: moment(),
    ...wishes,
  };
}
