import type { operations } from '../../../generated/chargefy.js';
import type { OperationReply } from '../../contract/handlers.js';
import type { PaymentIntentStatus } from '../../domain/PaymentIntent.js';
import type { Reply } from '../Dialect.js';
import type { Fault } from '../Fault.js';

type CancelReply<Status> = Extract<OperationReply<operations['cancelPaymentIntent']>, { status: Status }>;

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

/** The answer to a request that reached no operation. */
export function refuse(fault: Fault, method: string, path: string): Reply {
  switch (fault.kind) {
    case 'no_key':
    case 'unknown_key':
    case 'expired_key':
    case 'publishable_key':
    case 'forbidden_key':
    case 'unreachable_account':
      return unauthorized;
    case 'malformed_request':
      return invalidParameter(`Invalid request: ${fault.reason}.`);
    case 'unreadable_body':
      return invalidParameter(`Invalid request body: ${fault.reason}.`);
    case 'unsupported_body':
      return invalidParameter('Invalid request body: Content-Type must be application/json.');
    case 'not_an_array':
      return invalidParameter(`Invalid ${fault.param}: must be an array.`);
    case 'bad_fixture':
      return invalidParameter(fault.problem);
    case 'unknown_route':
      return routeNotFound(`Unrecognized request URL (${method}: ${path}).`);
    case 'no_docs':
      return routeNotFound('The docs have not been rendered; run `npm run docs`.');
    case 'unavailable':
      return unavailable;
    case 'crash':
      return crashed;
  }
}

/** Outside the document: whatever is not one of its operations. */
function routeNotFound(message: string): Reply {
  return { status: 404, body: { error: { code: 'route_not_found', message, type: 'invalid_request_error' } } };
}
