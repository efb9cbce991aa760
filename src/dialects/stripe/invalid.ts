import type { HandlerContext, InvalidRequest, Reply, Violation } from '../Dialect.js';
import { badParameter, badReason, unknownParameters } from './errors.js';
import { refuseExpand } from './expand.js';
import { missing } from './handlers.js';

/**
 * The answer to a request that disagrees with the document. The vendor looks at headers, shapes and expand paths
 * before it looks for the intent, and at unknown parameters and the reason after.
 */
export async function refuseInvalid(request: InvalidRequest, context: HandlerContext): Promise<Reply> {
  const { violations } = request;
  const id = (request.path as { intent: string }).intent;
  const parameters = (request.body ?? request.query ?? {}) as Record<string, unknown>;

  return (
    refuseHeader(violations, context) ??
    refuseShape(parameters, violations, context) ??
    refuseExpand(expandOf(parameters), context) ??
    (await refuseForIntent(id, parameters, violations, context))
  );
}

function refuseHeader(violations: readonly Violation[], context: HandlerContext): Reply | undefined {
  if (violations.some(({ pointer }) => pointer === '/headers/idempotency-key')) {
    return badParameter('The Idempotency-Key header must be between 1 and 255 characters long.', undefined, context);
  }
  if (violations.some(({ pointer }) => pointer === '/headers/stripe-version')) {
    return badParameter(`Invalid Stripe API version: ${context.headers['stripe-version']}`, undefined, context);
  }
  return undefined;
}

function refuseShape(
  parameters: Record<string, unknown>,
  violations: readonly Violation[],
  context: HandlerContext,
): Reply | undefined {
  for (const { pointer, keyword } of violations) {
    const [, place, param = '', index] = pointer.split('/');
    if (keyword !== 'type' || (place !== 'body' && place !== 'query')) continue;
    if (param === 'expand' && index === undefined) return badParameter('Invalid array', param, context);
    const value = index === undefined ? parameters[param] : (parameters[param] as unknown[])[Number(index)];
    return badParameter(`Invalid string: ${JSON.stringify(value)}`, param, context);
  }
  return undefined;
}

function expandOf({ expand }: Record<string, unknown>): string[] {
  return Array.isArray(expand) ? expand.filter((path) => typeof path === 'string') : [];
}

const reason = 'cancellation_reason';

async function refuseForIntent(
  id: string,
  parameters: Record<string, unknown>,
  violations: readonly Violation[],
  context: HandlerContext,
): Promise<Reply> {
  const intent = await context.intents.find(context.key, id);
  if (!intent) return missing(id, context);

  // Only a cancel has a reason.
  const hasReason = !violations.some(
    ({ pointer, keyword }) => pointer === `/body/${reason}` && keyword === 'additionalProperties',
  );
  const known = hasReason ? ['expand', reason] : ['expand'];
  const [unknown, ...more] = Object.keys(parameters).filter((name) => !known.includes(name));
  if (unknown !== undefined) return unknownParameters([unknown, ...more], intent, context);
  return badReason(String(parameters[reason]), intent, context);
}
