/** The errors of the operations by which a payment is made. */

import type { OperationReply } from '../../contract/handlers.js';
import type {
  PaymentError as DeclaredPaymentError,
  Operations,
  PaymentMethod as WirePaymentMethod,
} from '../../contract/stripe.js';
import type { PaymentIntent } from '../../domain/PaymentIntent.js';
import type { RequestContext } from '../Dialect.js';
import { encode } from './codec.js';
import { envelope, invalid } from './errors.js';
import type { PaymentMethod } from './paymentMethod.js';
import { type DebitFailure, type DeclineName, debitFailureOf, declines } from './testPaymentMethods.js';

type ConfirmReply = OperationReply<Operations['confirmPaymentIntent']>;
export type ConfirmRefusal = Extract<ConfirmReply, { status: 400 }>;
export type PaymentFailed = Extract<ConfirmReply, { status: 402 }>;
export type UpdateRefusal = Extract<OperationReply<Operations['updatePaymentIntent']>, { status: 400 }>;

/** An error of a payment as its intent shows it. */
export type PaymentError = DeclaredPaymentError & {
  readonly code: string;
  readonly message: string;
};

/** One for which a confirmation is answered with a 402. */
export type CardError = PaymentError & {
  readonly code: PaymentFailed['body']['error']['code'];
  readonly payment_method: WirePaymentMethod;
};

const docUrl = (code: string) => `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`;

/** @param charge id of the charge that was declined. */
export function declineError(name: DeclineName, charge: string, { wire, type }: PaymentMethod): CardError {
  const { advice_code, code, decline_code, message, network_decline_code, ...others } = declines[name];
  const { network_advice_code, param } = others as { network_advice_code?: string; param?: string };
  return {
    advice_code,
    charge,
    code,
    decline_code,
    doc_url: docUrl(code),
    message,
    ...(network_advice_code !== undefined && { network_advice_code }),
    network_decline_code,
    ...(param !== undefined && { param }),
    payment_method: wire,
    payment_method_type: type,
    type: 'card_error',
  };
}

export function debitError(name: DebitFailure, charge: string, { wire, type }: PaymentMethod): PaymentError {
  const { code, message } = debitFailureOf(name);
  const about = { charge, code, doc_url: docUrl(code), message };
  return { ...about, payment_method: wire, payment_method_type: type, type: 'card_error' };
}

/** The customer would have to authenticate, and is absent or may not be asked. */
export function authenticationError(why: 'off_session' | 'error_on_requires_action', method: PaymentMethod): CardError {
  const code = 'authentication_required';
  const message =
    why === 'off_session'
      ? 'Your card was declined. This transaction requires authentication.'
      : "This payment required an authentication action to complete, but `error_on_requires_action` was set. When you're ready, you can upgrade your integration to handle actions at https://stripe.com/docs/payments/payment-intents/upgrade-to-handle-actions.";
  return {
    code,
    ...(why === 'off_session' && { decline_code: code }),
    doc_url: docUrl(code),
    message,
    payment_method: method.wire,
    payment_method_type: method.type,
    type: 'card_error',
  };
}

/** The customer has tried to authenticate, in vain. */
export function authenticationFailure({ wire, type }: PaymentMethod): PaymentError {
  const code = 'payment_intent_authentication_failure';
  const message =
    'The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod to attempt to fulfill this PaymentIntent again.';
  const about = { code, doc_url: docUrl(code), message };
  return { ...about, payment_method: wire, payment_method_type: type, type: 'invalid_request_error' };
}

/** The answer to a confirmation that was declined. The intent shows the same error. */
export function paymentFailed(error: CardError, intent: PaymentIntent, context: RequestContext): PaymentFailed {
  const { payment_method: method, payment_method_type: _, type: __, doc_url: ___, ...about } = error;
  const fields = { ...about, payment_intent: encode(intent), payment_method: method, type: 'card_error' as const };
  return { status: 402, body: { error: byName(envelope(fields, context).error) } };
}

/** The same members in the order of their names, as recorded. */
function byName<Fields extends object>(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).sort(([one], [other]) => (one < other ? -1 : 1))) as Fields;
}

const unexpected = 'payment_intent_unexpected_state';

export function notConfirmable(intent: PaymentIntent, context: RequestContext): ConfirmRefusal {
  const message =
    intent.status === 'succeeded'
      ? 'You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.'
      : `You cannot confirm this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be confirmed: requires_confirmation, requires_action.`;
  const fields = { code: unexpected, message, payment_intent: encode(intent), type: invalid } as const;
  return { status: 400, body: envelope(fields, context) };
}

export function noPaymentMethod(intent: PaymentIntent, context: RequestContext): ConfirmRefusal {
  const missing = "You cannot confirm this PaymentIntent because it's missing a payment method.";
  const message =
    intent.customer === null
      ? `${missing} You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.`
      : `${missing} To confirm the PaymentIntent with ${intent.customer}, specify a payment method attached to this customer along with the customer ID.`;
  const fields = { code: unexpected, message, payment_intent: encode(intent), type: invalid } as const;
  return { status: 400, body: envelope(fields, context) };
}

export function noReturnUrl(context: RequestContext): ConfirmRefusal {
  const message =
    "This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because some of these payment methods might redirect your customer off of your page, you must provide a `return_url`. If you don't want to accept redirect-based payment methods, set `automatic_payment_methods[enabled]` to `true` and `automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents and Payment Intents.";
  return { status: 400, body: envelope({ message, type: invalid }, context) };
}

export function unknownPaymentMethod(id: string, context: RequestContext): ConfirmRefusal {
  const message = `No such PaymentMethod: '${id}'`;
  const fields = { code: 'resource_missing', message, param: 'payment_method', type: invalid } as const;
  return { status: 400, body: envelope(fields, context) };
}

export function unknownCustomer(id: string, context: RequestContext): ConfirmRefusal {
  const message = `No such customer: '${id}'`;
  const fields = { code: 'resource_missing', message, param: 'customer', type: invalid } as const;
  return { status: 400, body: envelope(fields, context) };
}

/** The payment method belongs to a customer that the intent does not name, or to another than it names. */
export function foreignPaymentMethod(
  { id, customer: owner }: PaymentMethod,
  customer: string | null,
  intent: PaymentIntent | undefined,
  context: RequestContext,
): ConfirmRefusal {
  const embedded = intent ? { payment_intent: encode(intent) } : {};
  if (customer === null) {
    const message = `The \`payment_method\` parameter supplied ${id} belongs to the Customer ${owner}. Please include the Customer in the \`customer\` parameter on the PaymentIntent.`;
    const fields = { code: 'parameter_missing', message, param: 'source', ...embedded, type: invalid } as const;
    return { status: 400, body: envelope(fields, context) };
  }
  const message = `The PaymentMethod ${id} does not belong to the Customer you supplied ${customer}. Please use this PaymentMethod with the Customer that it belongs to instead.`;
  return { status: 400, body: envelope({ message, param: 'payment_method', ...embedded, type: invalid }, context) };
}

/**
 * The payment method is of a type that the intent does not take. Our reading: code and param.
 *
 * @see {@link https://github.com/stripe/stripe-terminal-react-native/issues/745} for the message
 */
export function incompatiblePaymentMethod(
  { type }: PaymentMethod,
  types: readonly string[],
  intent: PaymentIntent | undefined,
  context: RequestContext,
): ConfirmRefusal {
  const message = `The PaymentMethod provided (${type}) is not allowed for this PaymentIntent. Please attach a PaymentMethod of one of the following types: ${types.join(', ')}. Alternatively, update the allowed payment_method_types for this PaymentIntent to include "${type}"`;
  const code = 'payment_intent_incompatible_payment_method';
  const embedded = intent ? { payment_intent: encode(intent) } : {};
  return {
    status: 400,
    body: envelope({ code, message, param: 'payment_method', ...embedded, type: invalid }, context),
  };
}

export function typesNoLongerSupported(context: RequestContext): ConfirmRefusal {
  const message =
    'The `payment_method_types` parameter is no longer supported in this API version. Use `allowed_payment_method_types`, or an earlier `Stripe-Version`.';
  const code = 'payment_method_types_no_longer_supported';
  return { status: 400, body: envelope({ code, message, param: 'payment_method_types', type: invalid }, context) };
}

export function exclusiveParameters(names: readonly string[], context: RequestContext): ConfirmRefusal {
  const message = `You may only specify one of these parameters: ${names.join(', ')}.`;
  return { status: 400, body: envelope({ message, param: String(names[0]), type: invalid }, context) };
}

/** Our reading: message. */
export function noTransfer(context: RequestContext): UpdateRefusal {
  const message = 'This PaymentIntent makes no transfer, so `transfer_data` cannot be updated.';
  return { status: 400, body: envelope({ message, param: 'transfer_data', type: invalid }, context) };
}

/** A property that can't change any more, named as the request has it. */
export function notUpdatable(property: string, intent: PaymentIntent, context: RequestContext): UpdateRefusal {
  const message = `This PaymentIntent's ${property} could not be updated because it has a status of ${intent.status}. You may only update the ${property} of a PaymentIntent with one of the following statuses: requires_payment_method, requires_confirmation, requires_action.`;
  const fields = { code: unexpected, message, param: property, payment_intent: encode(intent), type: invalid } as const;
  return { status: 400, body: envelope(fields, context) };
}
