/** The operations of Stripe. */

import type { Handlers } from '../../contract/handlers.js';
import { cancelableStatusValues, type Operations } from '../../contract/stripe.js';
import { type CancellationPolicy, cancellation } from '../../domain/cancellation.js';
import { capture, isHeld } from '../../domain/capture.js';
import { allows, lifecycle } from '../../domain/lifecycle.js';
import type { HandlerContext } from '../Dialect.js';
import { amountTooLarge } from './amountErrors.js';
import { expireCharge, retrieveCharge } from './charges.js';
import type { WireIntent } from './codec.js';
import { confirm } from './confirmation.js';
import { create } from './creation.js';
import { notCancelable, notCapturable, notFound, notIncrementable, ownedByCheckout } from './errors.js';
import { listEvents, retrieveEvent } from './events.js';
import { expand, refuseExpand } from './expand.js';
import { givenMembers } from './givenMembers.js';
import { list } from './listing.js';
import { acceptanceOf, namedMethod, refuseCombination } from './paymentParameters.js';
import { expireSession, retrieveSession } from './sessions.js';
import { update } from './update.js';

/** "You can directly cancel the PaymentIntent for a Checkout Session only when [its] status [is] `requires_capture`." */
const policy: CancellationPolicy = { from: cancelableStatusValues, fromWhenOwnedByCheckout: ['requires_capture'] };

export const handlers: Handlers<Operations, HandlerContext> = {
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
        return { status: 200, body: await expand(outcome.intent, paths, context) };
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
    return intent ? { status: 200, body: await expand(intent, paths, context) } : missing(path.intent, context);
  },

  async capturePaymentIntent({ path, body }, context) {
    const { intents, key, now } = context;
    const paths = body?.expand ?? [];
    const refusal = refuseExpand(paths, context);
    if (refusal) return refusal;

    const outcome = await intents.transition(key, path.intent, capture(body?.amount_to_capture, now));
    switch (outcome.kind) {
      case 'moved':
        return { status: 200, body: await expand(outcome.intent, paths, context) };
      case 'refused':
        return isHeld(outcome.intent)
          ? amountTooLarge(outcome.intent, context)
          : notCapturable(outcome.intent, context);
      case 'missing':
        return missing(path.intent, context);
    }
  },

  async createPaymentIntent({ body }, context) {
    // The document requires a body; without one the request is invalid.
    return create(body as NonNullable<typeof body>, context);
  },

  async updatePaymentIntent({ path, body }, context) {
    return (await update(path.intent, body ?? {}, context)) ?? missing(path.intent, context);
  },

  async confirmPaymentIntent({ path, body = {} }, context) {
    const refusal = refuseExpand(body.expand ?? [], context) ?? refuseCombination(body, context);
    if (refusal) return refusal;
    const intent = await context.intents.find(context.key, path.intent);
    if (!intent) return missing(path.intent, context);
    const { payment_method_types: types } = body;
    const accepted = acceptanceOf(intent);
    const named = allows(lifecycle.succeed, intent)
      ? await namedMethod(body, { ...accepted, types: types ?? accepted.types }, intent, context)
      : { method: undefined };
    if ('refusal' in named) return named.refusal;
    const given = givenMembers(body, intent.details as WireIntent);
    const shown = types ? { ...given, payment_method_types: types } : given;
    const confirmation = { id: path.intent, method: named.method, terms: body, shown, expand: body.expand ?? [] };
    return (await confirm(confirmation, context)) ?? missing(path.intent, context);
  },

  async incrementAuthorization({ path, body }, context) {
    const refusal = refuseExpand(body?.expand ?? [], context);
    if (refusal) return refusal;
    const outcome = await context.intents.change(context.key, path.intent, async (intent) => ({
      refusal: notIncrementable(intent, context),
    }));
    return outcome.kind === 'refused' ? outcome.refusal : missing(path.intent, context);
  },

  async listPaymentIntents({ query }, context) {
    return list(query ?? {}, context);
  },

  async retrieveCharge({ path, query }, context) {
    return retrieveCharge(path.charge, query?.expand ?? [], context);
  },

  async expireCharge({ path, body }, context) {
    return expireCharge(path.charge, body?.expand ?? [], context);
  },

  async retrieveCheckoutSession({ path, query }, context) {
    return retrieveSession(path.session, query?.expand ?? [], context);
  },

  async listEvents({ query }, context) {
    return listEvents(query ?? {}, context);
  },

  async retrieveEvent({ path }, context) {
    return retrieveEvent(path.event, context);
  },

  async expireCheckoutSession({ path, body }, context) {
    return expireSession(path.session, body?.expand ?? [], context);
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
