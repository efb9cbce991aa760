/** The update of an intent. */

import type { components, operations } from '../../../generated/stripe.js';
import type { OperationReply } from '../../contract/handlers.js';
import { allows, changesBy, lifecycle, type StepName } from '../../domain/lifecycle.js';
import type { PaymentIntent } from '../../domain/PaymentIntent.js';
import type { Decision } from '../../domain/transition.js';
import type { HandlerContext } from '../Dialect.js';
import { refuseAmount, refuseCurrency } from './amounts.js';
import type { WireIntent } from './codec.js';
import { ownedByCheckout } from './errors.js';
import { expand, refuseExpand } from './expand.js';
import { givenMembers } from './givenMembers.js';
import { notUpdatable, type UpdateRefusal } from './paymentErrors.js';
import { namedMethod, refuseCombination, refuseCustomer, refuseStatementDescriptor } from './paymentParameters.js';

type Body = components['schemas']['UpdatePaymentIntentRequest'];
type UpdateReply = Exclude<OperationReply<operations['updatePaymentIntent']>, { status: 404 }>;

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
  const currency = body.currency?.toLowerCase();
  const refusal =
    refuseExpand(paths, context) ??
    refuseCombination(body, context) ??
    (currency === undefined ? undefined : refuseCurrency(currency, context)) ??
    (await refuseCustomer(body.customer, context, context));
  if (refusal) return refusal;
  const outcome = await intents.change<UpdateRefusal>(key, id, (intent) => decide(intent, { ...body }, context));
  switch (outcome.kind) {
    case 'moved':
      return { status: 200, body: await expand(outcome.intent, paths, context) };
    case 'refused':
      return outcome.refusal;
    case 'missing':
      return undefined;
  }
}

async function decide(intent: PaymentIntent, body: Body, context: HandlerContext): Promise<Decision<UpdateRefusal>> {
  const wire = intent.details as WireIntent;
  const names = Object.keys(body);
  const guarded = names.find((name) => beforeThePayment.includes(name));
  const late = ended.includes(intent.status) ? names.find((name) => !always.includes(name)) : guarded;
  if (late !== undefined && !allows(lifecycle.edit, intent)) {
    return { refusal: notUpdatable(guarded ?? late, intent, context) };
  }
  if (guarded !== undefined && intent.checkoutSession !== null) return { refusal: ownedByCheckout(intent, context) };

  const currency = (body.currency ?? wire.currency).toLowerCase();
  const customer = body.customer ?? intent.customer;
  const refusal =
    (body.amount ?? body.currency) === undefined
      ? undefined
      : refuseAmount(body.amount ?? intent.amount, currency, context);
  const types = body.payment_method_types ?? wire.payment_method_types;
  const unfit = refusal ?? refuseStatementDescriptor(body, types, context);
  if (unfit) return { refusal: unfit };
  const named = await namedMethod(body, customer, intent, context);
  if ('refusal' in named) return named;

  const { method } = named;
  const taken = body.payment_method === '';
  const shown = {
    currency,
    payment_method_types: method && !types.includes(method.type) ? [...types, method.type] : types,
    ...(body.customer !== undefined && { customer }),
    ...(method && { payment_method: method.id, last_payment_error: null }),
    ...(taken && { payment_method: null }),
    ...givenMembers(body, wire),
  };
  if (guarded === undefined) {
    return { changes: { updatedAt: context.now, details: { ...intent.details, ...shown } } };
  }
  const step = stepOf(intent, { given: method !== undefined, taken, amount: body.amount });
  const amount = body.amount ?? intent.amount;
  return { changes: changesBy(step, intent, context.now, { amount, customer, shown }) };
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
