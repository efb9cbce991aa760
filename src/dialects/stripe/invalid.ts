import type { Operation } from '../../contract/Contract.js';
import type { HandlerContext, InvalidRequest, Reply, Violation } from '../Dialect.js';
import { badAmount, notAnInteger } from './amountErrors.js';
import { badParameter, badReason, emptyParameter, notServed, unknownParameters } from './errors.js';
import { refuseExpand } from './expand.js';
import { missing } from './handlers.js';
import { unservedParameters } from './unserved.js';

/**
 * The answer to a request that disagrees with the document. The vendor looks at headers, shapes and expand paths
 * before it looks for the intent, and at unknown parameters, the amount and the reason after; unknown parameters of a
 * query come before the intent, too.
 */
export async function invalidReply(request: InvalidRequest, context: HandlerContext): Promise<Reply> {
  const { violations, operation } = request;
  const id = (request.path as { intent: string }).intent;
  const parameters = (request.body ?? request.query ?? {}) as Parameters;

  return (
    refuseHeader(violations, context) ??
    refuseShape(parameters, violations, context) ??
    refuseExpand(expandOf(parameters), context) ??
    (await refuseForIntent(id, parameters, operation, context))
  );
}

type Parameters = Readonly<Record<string, unknown>>;

/** Characters of a version that an error repeats. */
const longestShown = 255;

function refuseHeader(violations: readonly Violation[], context: HandlerContext): Reply | undefined {
  if (violations.some(({ pointer }) => pointer === '/headers/idempotency-key')) {
    return badParameter('The Idempotency-Key header must be between 1 and 255 characters long.', undefined, context);
  }
  if (violations.some(({ pointer }) => pointer === '/headers/stripe-version')) {
    const version = String(context.headers['stripe-version']);
    const shown = version.length > longestShown ? `${version.slice(0, longestShown)}…` : version;
    return badParameter(`Invalid Stripe API version: ${shown}`, undefined, context);
  }
  return undefined;
}

function refuseShape(
  parameters: Parameters,
  violations: readonly Violation[],
  context: HandlerContext,
): Reply | undefined {
  for (const { pointer, keyword, message } of violations) {
    const [, place, param = '', index] = pointer.split('/');
    if (keyword !== 'type' || (place !== 'body' && place !== 'query')) continue;
    if (param === 'expand' && index === undefined) return badParameter('Invalid array', param, context);
    const value = index === undefined ? parameters[param] : (parameters[param] as unknown[])[Number(index)];
    if (message !== 'must be integer') return badParameter(`Invalid string: ${JSON.stringify(value)}`, param, context);
    if (value !== '') return notAnInteger(value, param, context);
  }
  return undefined;
}

function expandOf({ expand }: Parameters): string[] {
  return Array.isArray(expand) ? expand.filter((path) => typeof path === 'string') : [];
}

async function refuseForIntent(
  id: string,
  parameters: Parameters,
  operation: Operation,
  context: HandlerContext,
): Promise<Reply> {
  const unknown = unknownIn(parameters, operation);
  if (!operation.requestBody && unknown.length > 0) return unknownParameters(unknown, undefined, context);
  const intent = await context.intents.find(context.key, id);
  if (!intent) return missing(id, context);
  const unserved = unservedParameters[operation.id] ?? [];
  const ofNobody = unknown.filter((name) => !unserved.includes(name));
  if (ofNobody.length > 0) return unknownParameters(ofNobody, intent, context);
  if (unknown.length > 0) return notServed(unknown, intent, context);

  const { amount_to_capture: amount, cancellation_reason: reason } = parameters;
  const empty = amount === '' ? 'amount_to_capture' : reason === '' ? 'cancellation_reason' : undefined;
  if (empty !== undefined) return emptyParameter(empty, intent, context);
  return amount === undefined ? badReason(String(reason), intent, context) : badAmount(Number(amount), intent, context);
}

/** The names that neither the operation's body nor its query has. */
function unknownIn(parameters: Parameters, { requestBody, parameters: { query } }: Operation): string[] {
  const known = [...(requestBody?.properties ?? []), ...query.map(({ name }) => name)];
  return Object.keys(parameters).filter((name) => !known.includes(name));
}
