/** The errors of Stripe. */

import type { OperationReply } from '../../contract/handlers.js';
import {
  cancelableStatusValues,
  cancellationReasonValues,
  type ErrorObject,
  type Operations,
  requestedCancellationReasonValues,
} from '../../contract/stripe.js';
import type { Owner, PaymentIntent } from '../../domain/PaymentIntent.js';
import type { RequestContext } from '../Dialect.js';
import { encode } from './codec.js';

type CancelReply<Status> = Extract<OperationReply<Operations['cancelPaymentIntent']>, { status: Status }>;
/** A 400 that cancel and capture can answer. */
type StateReply = CancelReply<400>;
/** A 400 that every operation can answer. */
type BadRequest = Extract<OperationReply<Operations['retrievePaymentIntent']>, { status: 400 }>;

/** The envelope. A code brings its page of the documentation, an authenticated request its page of the log. */
export function envelope<const Fields extends Omit<ErrorObject, 'doc_url' | 'request_log_url'>>(
  fields: Fields,
  { key, requestId }: RequestContext,
): { error: Fields & Pick<ErrorObject, 'doc_url' | 'request_log_url'> } {
  return {
    error: {
      ...fields,
      ...(fields.code && { doc_url: `https://stripe.com/docs/error-codes/${fields.code.replaceAll('_', '-')}` }),
      ...(key && { request_log_url: requestLogUrl(key, requestId) }),
    },
  };
}

function requestLogUrl({ organization, livemode }: Owner, requestId: string): string {
  const mode = livemode ? '' : '/test';
  return `https://dashboard.stripe.com/${organization}${mode}/workbench/logs?object=${requestId}`;
}

export const invalid = 'invalid_request_error';

/** Reasons that only the vendor itself gives. */
const systemReasons: ReadonlySet<string> = new Set(
  cancellationReasonValues.filter((reason) => !requestedCancellationReasonValues.some((known) => known === reason)),
);

export function notCancelable(intent: PaymentIntent, context: RequestContext): StateReply {
  const { status } = intent;
  const refusal = `You cannot cancel this PaymentIntent because it has a status of ${status}.`;
  const list = cancelableStatusValues.join(', ');
  const message =
    status === 'processing'
      ? refusal
      : `${refusal} Only a PaymentIntent with one of the following statuses may be canceled: ${list}.`;
  return unexpectedState(message, intent, context);
}

export function notCapturable(intent: PaymentIntent, context: RequestContext): StateReply {
  const message =
    intent.status === 'succeeded'
      ? 'The remaining amount on this PaymentIntent could not be captured because the remainder of the authorized amount has been released.'
      : `This PaymentIntent could not be captured because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.`;
  return unexpectedState(message, intent, context);
}

function unexpectedState(message: string, intent: PaymentIntent, context: RequestContext): StateReply {
  const fields = {
    code: 'payment_intent_unexpected_state',
    message,
    payment_intent: encode(intent),
    type: invalid,
  } as const;
  return { status: 400, body: envelope(fields, context) };
}

export function ownedByCheckout(intent: PaymentIntent, context: RequestContext): CancelReply<400> {
  const message =
    'You cannot perform this action on PaymentIntents created by Checkout. Try expiring the Checkout Session instead.';
  return { status: 400, body: envelope({ message, payment_intent: encode(intent), type: invalid }, context) };
}

export function notFound(id: string, inOtherMode: boolean, context: RequestContext): CancelReply<404> {
  if (/^pi_\w+_secret_/.test(id)) {
    const message =
      'You passed a string that looks like a client secret as the PaymentIntent ID, but you must provide a valid PaymentIntent ID. Please use the value in the `id` field of the PaymentIntent.';
    return { status: 404, body: envelope({ message, param: 'intent', type: invalid }, context) };
  }
  const [other, own] = context.key?.livemode ? ['test', 'live'] : ['live', 'test'];
  const hint = `; a similar object exists in ${other} mode, but a ${own} mode key was used to make this request.`;
  const message = `No such payment_intent: '${id}'${inOtherMode ? hint : ''}`;
  return {
    status: 404,
    body: envelope({ code: 'resource_missing', message, param: 'intent', type: invalid }, context),
  };
}

export function unknownParameters(
  names: readonly string[],
  intent: PaymentIntent | undefined,
  context: RequestContext,
): BadRequest {
  const message = `Received unknown parameter${names.length > 1 ? 's' : ''}: ${names.join(', ')}`;
  const embedded = intent ? { payment_intent: encode(intent) } : {};
  const fields = { code: 'parameter_unknown', message, param: String(names[0]), ...embedded, type: invalid } as const;
  return { status: 400, body: envelope(fields, context) };
}

/** Parameters that the vendor would have taken. The message is the reference server's own. */
export function notServed(
  names: readonly string[],
  intent: PaymentIntent | undefined,
  context: RequestContext,
): BadRequest {
  const list = names.map((name) => `\`${name}\``).join(', ');
  const message = `${list} ${names.length > 1 ? 'are parameters' : 'is a parameter'} of Stripe's that this reference server doesn't serve.`;
  const embedded = intent ? { payment_intent: encode(intent) } : {};
  const fields = { message, param: String(names[0]), ...embedded, type: invalid } as const;
  return { status: 400, body: envelope(fields, context) };
}

export function emptyParameter(param: string, intent: PaymentIntent | undefined, context: RequestContext): StateReply {
  const message = `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a parameter; however '${param}' cannot be unset. You should remove '${param}' from your request or supply a non-empty value.`;
  const fields = {
    code: 'parameter_invalid_empty',
    message,
    param,
    ...(intent && { payment_intent: encode(intent) }),
    type: invalid,
  } as const;
  return { status: 400, body: envelope(fields, context) };
}

/** @param reason any string that the document does not allow. */
export function badReason(reason: string, intent: PaymentIntent, context: RequestContext): CancelReply<400> {
  const param = 'cancellation_reason';
  const fields = { param, payment_intent: encode(intent), type: invalid } as const;
  const [first, second, third, fourth] = requestedCancellationReasonValues;
  const message = systemReasons.has(reason)
    ? `The cancellation_reason provided in the request is not a valid user provided reason. Please try canceling again with one of \`${first}\`, \`${second}\`, \`${third}\` or \`${fourth}\`.`
    : `Invalid cancellation_reason: must be one of ${first}, ${second}, ${third}, or ${fourth}`;
  return { status: 400, body: envelope({ ...fields, message }, context) };
}

export function badParameter(message: string, param: string | undefined, context: RequestContext): BadRequest {
  return {
    status: 400,
    body: envelope({ message, ...(param === undefined ? {} : { param }), type: invalid }, context),
  };
}

export function expandedTooDeep(path: string, context: RequestContext): BadRequest {
  const message = `You cannot expand more than 4 levels of a property. Property: ${path}`;
  return { status: 400, body: envelope({ code: 'property_expansion_max_depth', message, type: invalid }, context) };
}

/** The message about an unknown URL. */
export function unrecognizedUrl({ method, path }: RequestContext): string {
  const hint = path.endsWith('/')
    ? ' If you are trying to list objects, remove the trailing slash. If you are trying to retrieve an object, make sure you passed a valid (non-empty) identifier in your code.'
    : '';
  return `Unrecognized request URL (${method}: ${path}).${hint} Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`;
}

export function unrecognizedRoute(context: RequestContext) {
  return { status: 404 as const, body: envelope({ message: unrecognizedUrl(context), type: invalid }, context) };
}

/** Holds that can't be increased, by their status or because no card here is eligible. */
export function notIncrementable(intent: PaymentIntent, context: RequestContext): StateReply {
  const refusal = 'This PaymentIntent could not be incremented because';
  const message =
    intent.status === 'requires_capture'
      ? `${refusal} its card is not eligible for incremental authorizations; the reference server has no card that is.`
      : `${refusal} it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be incremented: requires_capture.`;
  return unexpectedState(message, intent, context);
}
