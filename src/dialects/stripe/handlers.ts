/** The operations of Stripe. */

import { cancelableStatusValues, type operations } from '../../../generated/stripe.js';
import type { Handlers } from '../../contract/handlers.js';
import { type CancellationPolicy, cancellation } from '../../domain/cancellation.js';
import { capture, isHeld } from '../../domain/capture.js';
import type { HandlerContext } from '../Dialect.js';
import { amountTooLarge } from './amountErrors.js';
import { notCancelable, notCapturable, notFound, ownedByCheckout } from './errors.js';
import { expand, refuseExpand } from './expand.js';

/** "You can directly cancel the PaymentIntent for a Checkout Session only when [its] status [is] `requires_capture`." */
const policy: CancellationPolicy = { from: cancelableStatusValues, fromWhenOwnedByCheckout: ['requires_capture'] };

export const handlers: Handlers<operations, HandlerContext> = {
  async cancelPaymentIntent({ path, body }, context) {
    const { intents, key, now } = context;
    const paths = body?.expand ?? [];
    const refusal = refuseExpand(paths, context);
    if (refusal) return refusal;

    const outcome = await intents.transition(
      key,
      path.intent,
      cancellation(policy, body?.cancellation_reason ?? null, now),
    );
    switch (outcome.kind) {
      case 'moved':
        return { status: 200, body: expand(outcome.intent, paths) };
      case 'refused':
        return isHeldByCheckout(outcome.intent)
          ? ownedByCheckout(outcome.intent, context)
          : notCancelable(outcome.intent, context);
      case 'missing':
        return missing(path.intent, context);
    }
  },

  async retrievePaymentIntent({ path, query }, context) {
    const { intents, key } = context;
    const paths = query?.expand ?? [];
    const refusal = refuseExpand(paths, context);
    if (refusal) return refusal;

    const intent = await intents.find(key, path.intent);
    return intent ? { status: 200, body: expand(intent, paths) } : missing(path.intent, context);
  },

  async capturePaymentIntent({ path, body }, context) {
    const { intents, key, now } = context;
    const paths = body?.expand ?? [];
    const refusal = refuseExpand(paths, context);
    if (refusal) return refusal;

    const outcome = await intents.transition(key, path.intent, capture(body?.amount_to_capture, now));
    switch (outcome.kind) {
      case 'moved':
        return { status: 200, body: expand(outcome.intent, paths) };
      case 'refused':
        return isHeld(outcome.intent)
          ? amountTooLarge(outcome.intent, context)
          : notCapturable(outcome.intent, context);
      case 'missing':
        return missing(path.intent, context);
    }
  },
};

function isHeldByCheckout({ checkoutSession, status }: { checkoutSession: string | null; status: string }): boolean {
  return checkoutSession !== null && status !== 'requires_capture';
}

/** The vendor tells a caller whose key has the wrong mode, as far as the intent is the caller's own. */
export async function missing(id: string, context: HandlerContext) {
  const { organization, livemode } = context.key;
  const other = await context.intents.find({ organization, livemode: !livemode }, id);
  return notFound(id, other !== undefined, context);
}
