import { unfinished } from '../domain/CheckoutSession.js';
import { charged, defaultAmount, type FixtureInput } from './FixtureInput.js';

/** Why no intent can be as a fixture asks for; undefined when one can. */
export function contradictionIn(input: FixtureInput): string | undefined {
  const { status, amount = defaultAmount, amount_received: received } = input;
  if (status === 'requires_payment_method' && input.payment_method !== undefined) {
    return 'An intent in requires_payment_method has no payment_method.';
  }
  if (status === 'requires_capture' && (input.capture_method ?? 'manual') !== 'manual') {
    return 'An intent in requires_capture has the capture_method manual.';
  }
  if (status !== 'canceled' && input.cancellation_reason !== undefined) {
    return `An intent in ${status} has no cancellation_reason; only a canceled one has.`;
  }
  if (status !== 'processing' && input.processing_cancelable !== undefined) {
    return `An intent in ${status} has no processing_cancelable; only one in processing has.`;
  }
  if (status !== 'requires_capture' && input.capture_before !== undefined) {
    return `An intent in ${status} has no capture_before; only one in requires_capture has.`;
  }
  if (input.expires_at !== undefined && input.checkout_session === undefined) {
    return 'Only a Checkout Session has an expires_at; give checkout_session as well.';
  }
  if (!unfinished.includes(status) && input.expires_at !== undefined) {
    return `The Checkout Session of an intent in ${status} is not open, so it has no expires_at; leave it out.`;
  }
  if (charged.includes(status) && (input.last_payment_error ?? null) !== null) {
    return `An intent in ${status} has no last_payment_error; one in requires_payment_method may have.`;
  }
  if (received === undefined) return undefined;
  if (status === 'succeeded') {
    return received > 0 && received <= amount ? undefined : 'A succeeded intent has received between 1 and its amount.';
  }
  if (status === 'requires_capture') {
    return received < amount ? undefined : 'An intent in requires_capture has received less than its amount.';
  }
  return received === 0 ? undefined : `An intent in ${status} has received nothing.`;
}
