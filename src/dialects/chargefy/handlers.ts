/** The operations of Chargefy. */

import { cancelableStatusValues, type Operations } from '../../contract/chargefy.js';
import type { Handlers } from '../../contract/handlers.js';
import { type CancellationPolicy, cancellation } from '../../domain/cancellation.js';
import type { HandlerContext } from '../Dialect.js';
import { encode } from './codec.js';
import { notFound, stateConflict } from './errors.js';

const policy: CancellationPolicy = { from: cancelableStatusValues, fromWhenOwnedByCheckout: cancelableStatusValues };

export const handlers: Handlers<Operations, HandlerContext> = {
  async cancelPaymentIntent({ path, body }, { intents, key, now }) {
    const transition = cancellation(policy, body?.cancellation_reason ?? null, now);
    const outcome = await intents.transition(key, path.id, transition);
    switch (outcome.kind) {
      case 'moved':
        return { status: 200, body: encode(outcome.intent) };
      case 'refused':
        return stateConflict(outcome.intent.status);
      case 'missing':
        return notFound;
    }
  },

  async retrievePaymentIntent({ path }, { intents, key }) {
    const intent = await intents.find(key, path.id);
    return intent ? { status: 200, body: encode(intent) } : notFound;
  },
};
