import type { IncomingMessage, RequestListener } from 'node:http';
import { makeChargefyIntent, moment } from './chargefyIntent.js';
import { bodyOf, type Json, send } from './Stranger.js';

/** Where one of the strangers is different from the others. */
export interface Ways {
  readonly knows?: (authorization: string | undefined) => boolean;
  /** Whether a POST is refused for how its body is sent. */
  readonly refusesForm?: (request: IncomingMessage) => boolean;
}

const concluded = ['canceled', 'succeeded'];
const reasons = ['duplicate', 'fraudulent', 'requested_by_customer', 'abandoned'];

/** Keeps its state well, has one tenant, looks at no content type, and has messages of its own. */
export function chargefyLike(ways: Ways = {}): RequestListener {
  const { knows = (authorization) => authorization === 'Bearer ch_test_reference', refusesForm = () => false } = ways;
  const intents = new Map<string, Json>();
  return async (request, response) => {
    const refuse = (status: number, code: string, message: string, type = 'invalid_request_error') =>
      send(response, status, { error: { code, message, type } });
    const text = await bodyOf(request);
    const path = request.url?.split('?')[0] ?? '';
    if (path === '/_fixtures/payment_intents') {
      const made = makeChargefyIntent(JSON.parse(text));
      intents.set(made.id as string, made);
      return send(response, 201, made);
    }
    if (!knows(request.headers.authorization)) {
      return refuse(401, 'authentication_failed', 'Invalid API key provided.', 'authentication_error');
    }
    const [, id = '', cancel] = /^\/v1\/payment-intents\/([^/]+)(\/cancel)?$/.exec(path) ?? [];
    if (id === '') return refuse(404, 'no_such_route', 'No such route.');
    if (request.method === 'POST' && refusesForm(request)) return refuse(415, 'unsupported', 'JSON only.');
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
}
