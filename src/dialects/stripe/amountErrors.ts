/** The errors of the amount to capture. */

import type { OperationReply } from '../../contract/handlers.js';
import type { Operations } from '../../contract/stripe.js';
import type { PaymentIntent } from '../../domain/PaymentIntent.js';
import type { RequestContext } from '../Dialect.js';
import { encode } from './codec.js';
import { envelope, invalid } from './errors.js';

type CaptureRefusal = Extract<OperationReply<Operations['capturePaymentIntent']>, { status: 400 }>;

/** @param amount any integer that the document does not allow. */
export function badAmount(amount: number, intent: PaymentIntent, context: RequestContext): CaptureRefusal {
  const embedded = { payment_intent: encode(intent), type: invalid } as const;
  // An answer to zero was seen to name the parameter `amount`.
  const fields =
    amount === 0
      ? ({
          code: 'parameter_invalid_integer',
          message: 'This value must be greater than or equal to 1.',
          param: 'amount',
          ...embedded,
        } as const)
      : { message: 'Invalid non-negative integer', param: 'amount_to_capture', ...embedded };
  return { status: 400, body: envelope(fields, context) };
}

export function amountTooLarge(intent: PaymentIntent, context: RequestContext): CaptureRefusal {
  const message =
    'The payment could not be captured because the requested capture amount is greater than the amount you can capture for this charge. Contact us via https://support.stripe.com/contact/ for help.';
  const fields = { code: 'amount_too_large', message, payment_intent: encode(intent), type: invalid } as const;
  return { status: 400, body: envelope(fields, context) };
}

/** @param value what stands where an integer belongs. */
export function notAnInteger(value: unknown, param: string, context: RequestContext): CaptureRefusal {
  const message = `Invalid integer: ${typeof value === 'string' ? value : JSON.stringify(value)}`;
  return { status: 400, body: envelope({ code: 'parameter_invalid_integer', message, param, type: invalid }, context) };
}
