import { type Stranger, send } from './Stranger.js';
import { withoutIntents } from './stripeLikeVerdicts.js';

const intent = {
  id: 'pi_3MtwBwLkdIwHu7ix28a3tqPa',
  object: 'payment_intent',
  amount: 2000,
  amount_capturable: 0,
  amount_received: 0,
  canceled_at: null,
  cancellation_reason: null,
  capture_method: 'automatic',
  client_secret: 'pi_3MtwBwLkdIwHu7ix28a3tqPa_secret_YrKJUKribcBjcG8HVhfZluoGH',
  created: 1680800504,
  currency: 'usd',
  latest_charge: null,
  livemode: false,
  metadata: {},
  next_action: null,
  payment_method: null,
  status: 'requires_payment_method',
};

/** A mock that answers with examples, as those do that are made from a document: to every id, to every key. */
export const staticAnswers: Stranger = {
  dialect: 'stripe',
  shape: 'it answers with examples and has no state',
  start: () => (request, response) => {
    const [, , id] = request.url?.match(/^\/v1\/(payment_intents)\/([^/?]+)/) ?? [];
    request.resume();
    if (id === undefined)
      return send(response, 404, { error: { message: 'Not found', type: 'invalid_request_error' } });
    if (request.method === 'GET') return send(response, 200, { ...intent, id });
    if (request.url?.endsWith('/cancel')) {
      return send(response, 200, { ...intent, id, status: 'canceled', canceled_at: 1680800600 });
    }
    send(response, 404, { error: { message: 'Not found', type: 'invalid_request_error' } });
  },
  // To it, every id is one.
  verdicts: [withoutIntents, { warn: ['stripe/id/{hostile,dots}'] }],
  reason: 'POST /_fixtures/payment_intents answered 404, so no intent could be made; try --arrange api (arrangeByApi)',
};
