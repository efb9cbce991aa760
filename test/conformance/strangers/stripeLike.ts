import type { IncomingMessage, RequestListener } from 'node:http';
import { bodyOf, type Json, send } from './Stranger.js';
import { makeStripeIntent, now } from './stripeIntent.js';

/** Where one of the strangers is different from the others. */
export interface Ways {
  readonly knows?: (key: string) => boolean;
  /** A status that refuses a POST for how its body is sent; undefined takes it. */
  readonly refusesForm?: (request: IncomingMessage, body: string) => number | undefined;
  readonly parse?: (body: string) => Json;
  /** An error as it is answered. */
  readonly error?: (error: Json) => Json;
  readonly shown?: (intent: Json) => Json;
  readonly captures?: readonly string[];
  /** What becomes of an intent in secret, once a cancel has been answered. */
  readonly afterwards?: (intent: Json) => Json;
}

const cancelable = ['requires_payment_method', 'requires_confirmation', 'requires_action', 'requires_capture'];
const reasons = ['duplicate', 'fraudulent', 'requested_by_customer', 'abandoned'];

/** What many who speak Stripe have: state, one tenant, the four reasons and little else. */
export function stripeLike(ways: Ways = {}): RequestListener {
  const { knows = (key) => key === 'sk_test_reference', refusesForm, shown = (intent) => intent } = ways;
  const { parse = (body) => Object.fromEntries(new URLSearchParams(body)), error: told = (error) => error } = ways;
  const { captures = ['requires_capture'], afterwards = () => ({}) } = ways;
  const intents = new Map<string, Json>();
  return async (request, response) => {
    const refuse = (status: number, message: string, more: Json = {}) =>
      send(response, status, { error: told({ message, type: 'invalid_request_error', ...more }) });
    const text = await bodyOf(request);
    const path = request.url?.split('?')[0] ?? '';
    if (path === '/_fixtures/payment_intents') {
      const made = makeStripeIntent(JSON.parse(text));
      intents.set(made.id as string, made);
      return send(response, 201, shown(made));
    }
    const [, scheme, sent = ''] = /^(Bearer|Basic) (.+)$/.exec(request.headers.authorization ?? '') ?? [];
    const key = scheme === 'Basic' ? Buffer.from(sent, 'base64').toString().replace(/:$/, '') : sent;
    if (!knows(key)) return refuse(401, 'Invalid API Key provided.');
    const [, id = '', , action] = /^\/v1\/payment_intents\/([^/]+)(\/(\w+))?$/.exec(path) ?? [];
    if (id === '') return refuse(404, `Unrecognized request URL (${request.method}: ${path}).`);
    const refused = request.method === 'POST' ? refusesForm?.(request, text) : undefined;
    if (refused !== undefined) return refuse(refused, 'Unsupported media type');
    const intent = intents.get(id);
    if (!intent) {
      return refuse(404, `No such payment_intent: '${id}'`, { code: 'resource_missing', param: 'intent' });
    }
    if (request.method === 'GET' && !action) return send(response, 200, shown(intent));
    if (request.method !== 'POST' || !['cancel', 'capture'].includes(action ?? ''))
      return refuse(404, `Unrecognized request URL (${request.method}: ${path}).`);
    const wrongState = { code: 'payment_intent_unexpected_state', payment_intent: shown(intent) };
    const { status, amount } = intent;
    if (action === 'capture') {
      if (!captures.includes(status as string)) return refuse(400, `It has a status of ${status}.`, wrongState);
      Object.assign(intent, { status: 'succeeded', amount_capturable: 0, amount_received: amount });
      return send(response, 200, shown(intent));
    }
    let asked: Json;
    try {
      asked = parse(text);
    } catch {
      return refuse(400, 'Invalid body');
    }
    const { cancellation_reason: reason = null } = asked;
    if (reason !== null && !reasons.includes(reason as string)) {
      return refuse(400, 'Invalid cancellation_reason', { param: 'cancellation_reason' });
    }
    if (!cancelable.includes(status as string)) {
      return refuse(400, `You cannot cancel this PaymentIntent because it has a status of ${status}.`, wrongState);
    }
    Object.assign(intent, { status: 'canceled', canceled_at: now(), cancellation_reason: reason });
    Object.assign(intent, { amount_capturable: 0, next_action: null });
    send(response, 200, shown(intent));
    Object.assign(intent, afterwards(intent));
  };
}
