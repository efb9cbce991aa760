import type { Operation } from '../../contract/Contract.js';
import type { Shape } from '../../contract/shape.js';
import type { HandlerContext, InvalidRequest, Reply, Violation } from '../Dialect.js';
import { notAnInteger } from './amountErrors.js';
import { findCharge, noSuchCharge } from './charges.js';
import { badParameter, notServed, unknownParameters } from './errors.js';
import { eventNotFound } from './events.js';
import { refuseExpand } from './expand.js';
import { missing } from './handlers.js';
import { refuseAbsent, refuseValue } from './invalidValue.js';
import { noSuchSession } from './sessions.js';
import { isUnservedParameter } from './unserved.js';
import { namesIn, type Parameters, paramOf, valueAt } from './violationPlace.js';

/**
 * The answer to a request that disagrees with the document. The vendor looks at headers, shapes and expand paths
 * before it looks for the intent, and at unknown parameters, the amount and the reason after; unknown parameters of a
 * query come before the intent, too.
 */
export async function invalidReply(request: InvalidRequest, context: HandlerContext): Promise<Reply> {
  const { violations, operation } = request;
  const parameters = (request.body ?? request.query ?? {}) as Parameters;

  return (
    refuseHeader(violations, context) ??
    refuseShape(parameters, violations, context) ??
    refuseExpand(expandOf(parameters), context, answeredBy(operation)) ??
    (await refuseValues({ path: request.path, parameters, violations, operation }, context))
  );
}

/** The `object` of what an operation answers. */
function answeredBy({ id, path }: Operation): string {
  if (id === 'listPaymentIntents') return 'list';
  if (path.includes('{charge}')) return 'charge';
  return path.includes('{session}') ? 'checkout.session' : 'payment_intent';
}

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

const kinds: Readonly<Record<string, string>> = {
  'must be array': 'array',
  'must be boolean': 'boolean',
  'must be object': 'object',
  'must be string': 'string',
};

function refuseShape(
  parameters: Parameters,
  violations: readonly Violation[],
  context: HandlerContext,
): Reply | undefined {
  for (const violation of violations) {
    const names = namesIn(violation);
    const kind = kinds[violation.message];
    if (violation.keyword !== 'type' || names.length === 0) continue;
    // One of several things that it can be, where something is wrong within it as another of them.
    if (violations.some(({ pointer }) => pointer.startsWith(`${violation.pointer}/`))) continue;
    const value = valueAt(parameters, names);
    // A member of an array has the array's name.
    const isMember = /^\d+$/.test(names.at(-1) ?? '');
    const param = paramOf(isMember ? names.slice(0, -1) : names);
    if (kind === 'array' || kind === 'object') return badParameter(`Invalid ${kind}`, param, context);
    if (value === '') continue;
    if (kind === undefined) return notAnInteger(value, param, context);
    const shown = kind === 'string' || typeof value !== 'string' ? JSON.stringify(value) : value;
    return badParameter(`Invalid ${kind}: ${shown}`, param, context);
  }
  return undefined;
}

function expandOf({ expand }: Parameters): string[] {
  return Array.isArray(expand) ? expand.filter((path) => typeof path === 'string') : [];
}

interface Refused {
  readonly path: Readonly<Partial<Record<'intent' | 'charge' | 'session' | 'event', string>>>;
  readonly parameters: Parameters;
  readonly violations: readonly Violation[];
  readonly operation: Operation;
}

async function refuseValues(refused: Refused, context: HandlerContext): Promise<Reply> {
  const { parameters, operation } = refused;
  const { intent: id, charge, session, event } = refused.path;
  const shape = operation.requestBody?.shape ?? operation.queryShape;
  const unknown = unknownIn(parameters, shape);
  const ofNobody = unknown.filter((name) => !isUnservedParameter(operation.id, name));
  if (!operation.requestBody && ofNobody.length > 0) return unknownParameters(ofNobody, undefined, context);
  const intent = id === undefined ? undefined : await context.intents.find(context.key, id);
  if (id !== undefined && !intent) return missing(id, context);
  if (charge !== undefined && !(await findCharge(charge, context))) return noSuchCharge(charge, context);
  if (session !== undefined && !(await context.sessions.find(context.key, session))) {
    return noSuchSession(session, context);
  }
  if (event !== undefined && !(await context.events.find(context.key, event))) return eventNotFound(event, context);
  if (ofNobody.length > 0) return unknownParameters(ofNobody, intent, context);
  if (unknown.length > 0) return notServed(unknown, intent, context);
  return refuseAbsent(refused, context) ?? refuseValue(refused, shape, intent, context);
}

/** The names that a shape does not have, in brackets where they stand in another. */
function unknownIn(value: unknown, shape: Shape | undefined, within: readonly string[] = []): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => unknownIn(item, shape?.items, [...within, '']));
  if (typeof value !== 'object' || value === null || !shape?.properties) return [];
  const { properties } = shape;
  return Object.entries(value).flatMap(([name, member]) =>
    Object.hasOwn(properties, name)
      ? unknownIn(member, properties[name], [...within, name])
      : [paramOf([...within, name])],
  );
}
