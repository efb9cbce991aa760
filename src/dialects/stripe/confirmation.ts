/** The confirmation of an intent. */

import type { OperationReply } from '../../contract/handlers.js';
import type { Operations } from '../../contract/stripe.js';
import { allows, lifecycle } from '../../domain/lifecycle.js';
import type { JsonObject, Owner, PaymentIntent } from '../../domain/PaymentIntent.js';
import type { RelatedObject } from '../../domain/RelatedObject.js';
import type { HandlerContext } from '../Dialect.js';
import { attempt, type ConfirmationTerms } from './attempt.js';
import { idOf, type WireIntent } from './codec.js';
import { ownedByCheckout } from './errors.js';
import { expand } from './expand.js';
import {
  type CardError,
  type ConfirmRefusal,
  noPaymentMethod,
  noReturnUrl,
  notConfirmable,
  paymentFailed,
} from './paymentErrors.js';
import { ordinaryCard, type PaymentMethod, paymentMethodOf } from './paymentMethod.js';
import { acceptanceOf, refuseMethod } from './paymentParameters.js';

type ConfirmReply = Exclude<OperationReply<Operations['confirmPaymentIntent']>, { status: 404 }>;

/** What is confirmed, and how. */
export interface Confirmation {
  readonly id: string;
  /** The payment method that the request names; undefined for the intent's own. */
  readonly method: PaymentMethod | undefined;
  readonly terms: ConfirmationTerms;
  /** Members of the object that the request sets with the confirmation. */
  readonly shown: JsonObject;
  readonly expand: readonly string[];
}

/** Confirms an intent. Undefined when there is none. */
export async function confirm(
  { id, method, terms, shown, expand: paths }: Confirmation,
  context: HandlerContext,
): Promise<ConfirmReply | undefined> {
  const { intents, key, objects, now, origin } = context;
  const made: { charge?: RelatedObject; error?: CardError } = {};

  const outcome = await intents.change<ConfirmRefusal>(key, id, async (found) => {
    if (found.checkoutSession !== null) return { refusal: ownedByCheckout(found, context) };
    if (!allows(lifecycle.succeed, found)) return { refusal: notConfirmable(found, context) };
    const intent = { ...found, details: { ...found.details, ...shown } };
    const used = method ?? (await methodOf(intent, context));
    if (!used) return { refusal: noPaymentMethod(found, context) };
    const unfit = refuseMethod(used, acceptanceOf(intent), found, context);
    if (unfit) return { refusal: unfit };
    if (needsReturnUrl(intent.details as WireIntent, terms)) return { refusal: noReturnUrl(context) };
    const pageUrl = `${origin}/_3ds/${encodeURIComponent(id)}`;
    const { move, ...others } = attempt(intent, used, terms, { authenticated: false, pageUrl, now });
    Object.assign(made, others);
    return move;
  });
  if (outcome.kind === 'missing') return undefined;
  if (outcome.kind === 'refused') return outcome.refusal;
  if (made.charge) await objects.add(key, made.charge);
  if (made.error) return paymentFailed(made.error, outcome.intent, context);
  return { status: 200, body: await expand(outcome.intent, paths, context) };
}

/** Whether the customer may be sent away, so that the request has to say where the way leads back to. */
export function needsReturnUrl(wire: Pick<WireIntent, 'automatic_payment_methods'>, terms: ConfirmationTerms): boolean {
  const { automatic_payment_methods: automatic } = wire;
  return automatic?.enabled === true && automatic.allow_redirects !== 'never' && terms.return_url === undefined;
}

/** The payment method that an intent has; undefined when it has none. */
export async function methodOf(
  { details, customer }: PaymentIntent,
  { key, objects, now }: Pick<HandlerContext, 'objects' | 'now'> & { readonly key: Owner },
): Promise<PaymentMethod | undefined> {
  const id = idOf((details as WireIntent).payment_method);
  if (id === null) return undefined;
  const circumstances = { owner: key, now, customer };
  return (await paymentMethodOf(id, objects, circumstances)) ?? ordinaryCard(id, circumstances);
}
