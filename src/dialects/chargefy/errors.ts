/** The errors of Chargefy. */

import type { Operations } from '../../contract/chargefy.js';
import type { OperationReply } from '../../contract/handlers.js';
import type { PaymentIntentStatus } from '../../domain/PaymentIntent.js';

type CancelReply<Status> = Extract<OperationReply<Operations['cancelPaymentIntent']>, { status: Status }>;

export const notFound: CancelReply<404> = {
  status: 404,
  body: {
    error: { code: 'resource_missing', message: 'Payment intent not found.', type: 'invalid_request_error' },
  },
};

export const unauthorized: CancelReply<401> = {
  status: 401,
  body: {
    error: { code: 'authentication_failed', message: 'Invalid API key provided.', type: 'authentication_error' },
  },
};

export const crashed: CancelReply<500> = {
  status: 500,
  body: { error: { code: 'internal_error', message: 'An unknown error occurred.', type: 'api_error' } },
};

/** The code is ours: the vendor documents no such answer. */
export const unavailable: CancelReply<503> = {
  status: 503,
  body: {
    error: {
      code: 'service_unavailable',
      message: 'The service is temporarily unavailable.',
      type: 'api_error',
    },
  },
};

export function stateConflict(status: PaymentIntentStatus): CancelReply<409> {
  const terminal = status === 'succeeded' || status === 'canceled';
  const message = terminal
    ? `Payment intent already in terminal status ${status}.`
    : `Payment intent in status ${status} cannot be canceled any more.`;
  return {
    status: 409,
    body: { error: { code: 'resource_state_conflict', message, type: 'invalid_request_error' } },
  };
}

export function invalidParameter(message: string): CancelReply<400> {
  return { status: 400, body: { error: { code: 'parameter_invalid', message, type: 'invalid_request_error' } } };
}
