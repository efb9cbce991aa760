/** What the parameters of a create, an update and a confirmation have in common. */

import type { PaymentMethodDataRequest } from '../../contract/stripe.js';
import type { PaymentIntent } from '../../domain/PaymentIntent.js';
import type { HandlerContext } from '../Dialect.js';
import type { WireIntent } from './codec.js';
import { envelope, invalid } from './errors.js';
import {
  type ConfirmRefusal,
  exclusiveParameters,
  foreignPaymentMethod,
  incompatiblePaymentMethod,
  typesNoLongerSupported,
  unknownCustomer,
  unknownPaymentMethod,
} from './paymentErrors.js';
import { type PaymentMethod, paymentMethodFrom, paymentMethodOf } from './paymentMethod.js';
import { returnUrlIn } from './returnUrl.js';
import { versionOf } from './version.js';

/** The first version without `payment_method_types`. */
const withoutTypes = '2026-09-30';

/** The parameters by which all three are told about the payment method. */
export interface PaymentParameters {
  readonly allowed_payment_method_types?: unknown;
  readonly automatic_payment_methods?: unknown;
  readonly confirmation_method?: unknown;
  readonly payment_method?: string;
  readonly payment_method_data?: PaymentMethodDataRequest;
  readonly payment_method_types?: unknown;
  readonly return_url?: string;
  readonly setup_future_usage?: unknown;
  readonly statement_descriptor?: unknown;
}

/** Why parameters can't be sent together, in this version of the API, or to lead the customer back; undefined when they can. */
export function refuseCombination(parameters: PaymentParameters, context: HandlerContext): ConfirmRefusal | undefined {
  if (parameters.payment_method_types !== undefined && versionOf(context).slice(0, 10) >= withoutTypes) {
    return typesNoLongerSupported(context);
  }
  const together = [
    ['automatic_payment_methods', 'payment_method_types'],
    ['allowed_payment_method_types', 'automatic_payment_methods'],
    ['allowed_payment_method_types', 'payment_method_types'],
    ['automatic_payment_methods', 'confirmation_method'],
    ['payment_method', 'payment_method_data'],
  ] as const;
  const pair = together.find((names) => names.every((name) => parameters[name] !== undefined));
  return (pair && exclusiveParameters(pair, context)) ?? refuseReturnUrl(parameters, context);
}

/** Our reading: message. */
function refuseReturnUrl({ return_url: url }: PaymentParameters, context: HandlerContext): ConfirmRefusal | undefined {
  if (url === undefined || returnUrlIn(url)) return undefined;
  const message = 'Invalid return_url: give an http or https URL, or one with the scheme of your app.';
  return { status: 400, body: envelope({ message, param: 'return_url', type: invalid }, context) };
}

/** Why there is no such customer; undefined when there is. */
export async function refuseCustomer(
  customer: string | undefined,
  context: HandlerContext,
): Promise<ConfirmRefusal | undefined> {
  if (customer === undefined) return undefined;
  return (await context.objects.find(context.key, 'customer', customer))
    ? undefined
    : unknownCustomer(customer, context);
}

/** What an intent lets itself be paid with. */
export interface Acceptance {
  /** Id of the customer whose payment methods it takes; null for none. */
  readonly customer: string | null;
  /** Types of the payment methods that it takes; undefined when the account decides. */
  readonly types: readonly string[] | undefined;
}

/** What an intent accepts, as it is shown. */
export function acceptanceOf({ customer, details }: PaymentIntent): Acceptance {
  const { automatic_payment_methods: automatic, payment_method_types: types } = details as WireIntent;
  return { customer, types: automatic?.enabled ? undefined : types };
}

/** Why an intent does not accept a payment method; undefined when it does. */
export function refuseMethod(
  method: PaymentMethod,
  { customer, types }: Acceptance,
  intent: PaymentIntent | undefined,
  context: HandlerContext,
): ConfirmRefusal | undefined {
  if (method.customer !== null && method.customer !== customer) {
    return foreignPaymentMethod(method, customer, intent, context);
  }
  return types && !types.includes(method.type) ? incompatiblePaymentMethod(method, types, intent, context) : undefined;
}

/**
 * The payment method that a request names or describes; undefined when it does neither.
 *
 * @param intent undefined as long as there is none.
 */
export async function namedMethod(
  parameters: PaymentParameters,
  acceptance: Acceptance,
  intent: PaymentIntent | undefined,
  context: HandlerContext,
): Promise<{ method: PaymentMethod | undefined } | { refusal: ConfirmRefusal }> {
  const { payment_method: id, payment_method_data: data } = parameters;
  const { objects, key, now } = context;
  // The vendor attaches it once it is paid with.
  const attached = parameters.setup_future_usage === undefined ? null : acceptance.customer;
  const circumstances = { owner: key, now, customer: attached };
  if (data !== undefined) {
    const method = await paymentMethodFrom(data, objects, circumstances);
    const refusal = method ? refuseMethod(method, acceptance, intent, context) : notForTests(data, context);
    return refusal ? { refusal } : { method };
  }
  if (id === undefined || id === '') return { method: undefined };
  const method = await paymentMethodOf(id, objects, circumstances);
  if (!method) return { refusal: unknownPaymentMethod(id, context) };
  const refusal = refuseMethod(method, acceptance, intent, context);
  return refusal ? { refusal } : { method };
}

/** Our reading: a card or an account that is none for tests is refused in the words of an unknown token. */
function notForTests(
  { type, card }: { type: string; card?: { token?: string } },
  context: HandlerContext,
): ConfirmRefusal {
  const token = card?.token;
  const message =
    token === undefined
      ? `The reference server takes test numbers and tokens only; there is none in payment_method_data[${type}].`
      : `No such token: '${token}'`;
  const param = `payment_method_data[${type}]${token === undefined ? '' : '[token]'}`;
  return { status: 400, body: envelope({ code: 'resource_missing', message, param, type: invalid }, context) };
}

/** Cards don't have one. */
export function refuseStatementDescriptor(
  { statement_descriptor: descriptor }: PaymentParameters,
  types: readonly string[],
  context: HandlerContext,
): ConfirmRefusal | undefined {
  if (descriptor === undefined || descriptor === '' || !types.includes('card')) return undefined;
  const message =
    'The statement_descriptor parameter is not supported for the payment_method_type `card`. To continue supporting payment_method_type `card`, please pass in `statement_descriptor_suffix` or remove the `statement_descriptor` parameter altogether.';
  return { status: 400, body: envelope({ message, param: 'statement_descriptor', type: invalid }, context) };
}
