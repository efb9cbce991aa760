import type { Reply, RequestContext } from '../Dialect.js';
import type { Rejection } from '../Rejection.js';
import { crashed, invalidParameter, unauthorized, unavailable } from './errors.js';

/** The answer to a request that was rejected before a handler ran, or whose handler failed. */
export function rejectionReply(rejection: Rejection, { method, path }: RequestContext): Reply {
  switch (rejection.kind) {
    case 'no_key':
    case 'unknown_key':
    case 'expired_key':
    case 'publishable_key':
    case 'forbidden_key':
    case 'unreachable_account':
    case 'contradictory_accounts':
      return unauthorized;
    case 'malformed_request':
      return invalidParameter(`Invalid request: ${rejection.reason}.`);
    case 'unreadable_body':
      return invalidParameter(`Invalid request body: ${rejection.reason}.`);
    case 'unsupported_body':
      return invalidParameter('Invalid request body: Content-Type must be application/json.');
    case 'bad_parameter':
    case 'bad_declaration':
      return invalidParameter(rejection.problem);
    case 'control_refused':
      return controlRefused(rejection.problem);
    case 'unknown_in_control':
      return routeNotFound(rejection.problem);
    case 'unknown_route':
    case 'unserved_route':
      return routeNotFound(`Unrecognized request URL (${method}: ${path}).`);
    case 'no_docs':
      return routeNotFound('The docs have not been rendered; run `npm run docs`.');
    case 'unavailable':
      return unavailable;
    case 'crash':
      return crashed;
  }
}

/** Outside the document, in which no key is refused something. */
function controlRefused(message: string): Reply {
  return { status: 403, body: { error: { code: 'control_refused', message, type: 'invalid_request_error' } } };
}

/** Outside the document: anything that is not one of its operations. */
function routeNotFound(message: string): Reply {
  return { status: 404, body: { error: { code: 'route_not_found', message, type: 'invalid_request_error' } } };
}
