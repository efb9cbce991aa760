/** The update of an intent. */

import type { OperationReply } from '../../contract/handlers.js';
import type { UpdatePaymentIntentRequest as Body, Operations } from '../../contract/stripe.js';
import { allows, lifecycle, moveBy, type StepName } from '../../domain/lifecycle.js';
import type { PaymentIntent } from '../../domain/PaymentIntent.js';
import type { Decision } from '../../domain/transition.js';
import type { HandlerContext } from '../Dialect.js';
import { refuseAmount, refuseCurrency } from './amounts.js';
import type { WireIntent } from './codec.js';
import { ownedByCheckout } from './errors.js';
import { expand, refuseExpand } from './expand.js';
import { givenMembers } from './givenMembers.js';
import { noTransfer, notUpdatable, type UpdateRefusal } from './paymentErrors.js';
import type { PaymentMethod } from './paymentMethod.js';
import {
  type Acceptance,
  acceptanceOf,
  namedMethod,
  refuseCombination,
  refuseCustomer,
  refuseMethod,
  refuseStatementDescriptor,
} from './paymentParameters.js';

type UpdateReply = Exclude<OperationReply<Operations['updatePaymentIntent']>, { status: 404 }>;

/** Parameters that change in every status. */
const always: readonly string[] = ['description', 'expand', 'metadata'];

/** Parameters that decide about the payment, and change until it is confirmed. */
const beforeThePayment: readonly string[] = [
  'amount',
  'currency',
  'customer',
  'payment_method',
  'payment_method_data',
  'payment_method_types',
  'capture_method',
];

const ended: readonly string[] = ['canceled', 'succeeded'];

/** Updates an intent. Undefined when there is none. */
export async function update(id: string, body: Body, context: HandlerContext): Promise<UpdateReply | undefined> {
  const { intents, key } = context;
  const paths = body.expand ?? [];
  const refusal =
    refuseExpand(paths, context) ??
    refuseCombination(body, context) ??
    (body.currency === undefined ? undefined : refuseCurrency(body.currency.toLowerCase(), context)) ??
    (await refuseCustomer(body.customer, context));
  if (refusal) return refusal;
  const found = await intents.find(key, id);
  if (!found) return undefined;
  // A refusal for the parameters is no execution; one for the status is.
  const named = allows(lifecycle.edit, found) ? await methodNamedBy(body, found, context) : undefined;
  if (named && 'refusal' in named) return named.refusal;
  const outcome = await intents.change<UpdateRefusal>(key, id, async (intent) => decide(intent, body, named, context));
  switch (outcome.kind) {
    case 'moved':
      return { status: 200, body: await expand(outcome.intent, paths, context) };
    case 'refused':
      return outcome.refusal;
    case 'missing':
      return undefined;
  }
}

interface Named {
  readonly method: PaymentMethod | undefined;
}

async function methodNamedBy(body: Body, intent: PaymentIntent, context: HandlerContext) {
  const refusal = refuseValues(body, intent, context);
  return refusal ? { refusal } : namedMethod(body, acceptanceAfter(body, intent), intent, context);
}

/** What the intent accepts once it is updated. */
function acceptanceAfter(body: Body, intent: PaymentIntent): Acceptance {
  const { customer, types } = acceptanceOf(intent);
  return { customer: body.customer ?? customer, types: body.payment_method_types ?? types };
}

/** Why amount, currency, descriptor and transfer don't fit together with those that the intent has. */
function refuseValues(body: Body, intent: PaymentIntent, context: HandlerContext) {
  const wire = intent.details as WireIntent;
  const currency = (body.currency ?? wire.currency).toLowerCase();
  const changesAmount = (body.amount ?? body.currency) !== undefined;
  return (
    (changesAmount ? refuseAmount(body.amount ?? intent.amount, currency, context) : undefined) ??
    refuseStatementDescriptor(body, body.payment_method_types ?? wire.payment_method_types, context) ??
    (body.transfer_data && !wire.transfer_data ? noTransfer(context) : undefined)
  );
}

/** @param named undefined when the intent could not be edited as it was found. */
function decide(
  intent: PaymentIntent,
  body: Body,
  named: Named | undefined,
  context: HandlerContext,
): Decision<UpdateRefusal> {
  const wire = intent.details as WireIntent;
  const names = Object.keys(body);
  const guarded = names.find((name) => beforeThePayment.includes(name));
  const late = ended.includes(intent.status) ? names.find((name) => !always.includes(name)) : guarded;
  if (late !== undefined && !(named && allows(lifecycle.edit, intent))) {
    return { refusal: notUpdatable(guarded ?? late, intent, context) };
  }
  if (guarded !== undefined && intent.checkoutSession !== null) return { refusal: ownedByCheckout(intent, context) };
  const unfit = refuseValues(body, intent, context);
  if (unfit) return { refusal: unfit };
  const method = named?.method;
  const acceptance = acceptanceAfter(body, intent);
  const unaccepted = method && refuseMethod(method, acceptance, intent, context);
  if (unaccepted) return { refusal: unaccepted };

  const { customer } = acceptance;
  const types = body.payment_method_types ?? wire.payment_method_types;
  const taken = body.payment_method === '';
  const shown = {
    currency: (body.currency ?? wire.currency).toLowerCase(),
    payment_method_types: method && !types.includes(method.type) ? [...types, method.type] : types,
    ...(body.customer !== undefined && { customer }),
    ...(method && { payment_method: method.id, last_payment_error: null }),
    ...(taken && { payment_method: null }),
    ...givenMembers(body, wire),
  };
  if (guarded === undefined) {
    return { changes: { updatedAt: context.now, details: { ...intent.details, ...shown } }, events: [] };
  }
  const step = stepOf(intent, { given: method !== undefined, taken, amount: body.amount });
  const amount = body.amount ?? intent.amount;
  return moveBy(step, intent, context.now, { amount, customer, shown });
}

/** An authentication is for the payment as it was; what is changed has to be confirmed again. */
function stepOf(
  { status, details }: PaymentIntent,
  { given, taken, amount }: { given: boolean; taken: boolean; amount: number | undefined },
): StepName {
  if (taken) return 'losePaymentMethod';
  if (given) return 'receivePaymentMethod';
  const isStale = status === 'requires_action' && amount !== undefined;
  if (!isStale) return 'edit';
  return (details as WireIntent).payment_method === null ? 'losePaymentMethod' : 'receivePaymentMethod';
}
