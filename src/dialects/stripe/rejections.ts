/** Stripe’s answers to requests that were rejected before a handler ran. */

import type { Reply, RequestContext } from '../Dialect.js';
import type { Rejection } from '../Rejection.js';
import { maskKey } from './authentication.js';
import { badParameter, envelope, unrecognizedUrl } from './errors.js';

const invalid = 'invalid_request_error';
const noKey =
  "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details, or we can help at https://support.stripe.com/.";
const notSecret =
  'This API call cannot be made with a publishable API key. Please use a secret API key. You can find a list of your API keys at https://dashboard.stripe.com/account/apikeys.';
const notAForm =
  'Invalid request (check that your POST content type is application/x-www-form-urlencoded). If you have any questions, we can help at https://support.stripe.com/.';

const twoAccounts = 'The Stripe-Account and Stripe-Context headers name different accounts. Send one of the two.';

const unavailable = 'This service is temporarily unavailable. Please retry your request later.';

/** The answer to a request that was rejected before a handler ran, or whose handler failed. */
export function rejectionReply(rejection: Rejection, context: RequestContext): Reply {
  const answer = (
    status: number,
    message: string,
    code?: 'api_key_expired' | 'secret_key_required' | 'account_invalid',
  ) => ({
    status,
    body: envelope({ ...(code === undefined ? {} : { code }), message, type: invalid }, context),
  });

  switch (rejection.kind) {
    case 'unknown_route':
      return answer(404, unrecognizedUrl(context));
    case 'unserved_route':
      return { status: 501, body: envelope({ message: unserved(context), type: 'api_error' }, context) };
    case 'no_key':
      return answer(401, noKey);
    case 'unknown_key':
      return answer(401, `Invalid API Key provided: ${maskKey(rejection.secret)}`);
    case 'expired_key':
      return answer(401, `Expired API Key provided: ${maskKey(rejection.secret)}`, 'api_key_expired');
    case 'publishable_key':
      return answer(403, notSecret, 'secret_key_required');
    case 'forbidden_key':
      return answer(
        403,
        `Permission denied. The provided key '${maskKey(rejection.secret)}' does not have the required permissions for this endpoint on account '${rejection.account}'. Enabling "PaymentIntents Write" ('payment_intent_write') permissions on this key would allow this request to continue.`,
      );
    case 'unreachable_account':
      return answer(
        403,
        `The provided key '${maskKey(rejection.secret)}' does not have access to account '${rejection.account}' (or that account does not exist). Application access may have been revoked.`,
        'account_invalid',
      );
    case 'contradictory_accounts':
      return badParameter(twoAccounts, undefined, context);
    case 'unsupported_body':
      return badParameter(notAForm, undefined, context);
    case 'malformed_request':
    case 'unreadable_body':
      return badParameter(`Invalid request: ${rejection.reason}.`, undefined, context);
    case 'bad_parameter': {
      const { code, param, problem: message } = rejection;
      if (code === undefined) return badParameter(message, param, context);
      const fields = {
        code: code as 'parameter_invalid_integer',
        message,
        param,
        type: 'invalid_request_error',
      } as const;
      return { status: 400, body: envelope(fields, context) };
    }
    case 'bad_declaration':
      return badParameter(rejection.problem, undefined, context);
    case 'control_refused':
      return answer(403, rejection.problem);
    case 'unknown_in_control':
      return answer(404, rejection.problem);
    case 'no_docs':
      return answer(404, 'The docs have not been rendered; run `npm run docs`.');
    case 'unavailable':
      return { status: 503, body: envelope({ message: unavailable, type: 'api_error' }, context) };
    case 'crash':
      return { status: 500, body: envelope({ message: 'An unknown error occurred', type: 'api_error' }, context) };
  }
}

/** In words of the reference server's own: the vendor serves this. */
function unserved({ method, path }: RequestContext): string {
  return `The reference server of payment-intent-contract does not serve ${method} ${path}; it serves the cancel of a PaymentIntent and what leads to it.`;
}
