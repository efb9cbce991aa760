import type { Operation } from '../../contract/Contract.js';
import type { Shape } from '../../contract/shape.js';
import type { PaymentIntent } from '../../domain/PaymentIntent.js';
import type { HandlerContext, InvalidRequest, Reply, Violation } from '../Dialect.js';
import { badAmount, notAnInteger } from './amountErrors.js';
import { refuseAmount, refuseCurrency } from './amounts.js';
import { findCharge, noSuchCharge } from './charges.js';
import { badParameter, badReason, emptyParameter, envelope, invalid, notServed, unknownParameters } from './errors.js';
import { refuseExpand } from './expand.js';
import { missing } from './handlers.js';
import { noSuchSession } from './sessions.js';
import { isUnservedParameter } from './unserved.js';

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

type Parameters = Readonly<Record<string, unknown>>;

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

/** The names on the way to a value, the parameter's own first. */
function namesIn({ pointer }: Violation): string[] {
  const [, place, ...names] = pointer.split('/').map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
  return place === 'body' || place === 'query' ? names : [];
}

/** `shipping[address][line1]` */
function paramOf([root = '', ...inner]: readonly string[]): string {
  return root + inner.map((name) => `[${name}]`).join('');
}

function valueAt(parameters: unknown, names: readonly string[]): unknown {
  return names.reduce<unknown>((holder, name) => (holder as Parameters | undefined)?.[name], parameters);
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
  readonly path: { readonly intent?: string; readonly charge?: string; readonly session?: string };
  readonly parameters: Parameters;
  readonly violations: readonly Violation[];
  readonly operation: Operation;
}

async function refuseValues(refused: Refused, context: HandlerContext): Promise<Reply> {
  const { parameters, operation } = refused;
  const { intent: id, charge, session } = refused.path;
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

function refuseAbsent({ violations }: Refused, context: HandlerContext): Reply | undefined {
  const absent = violations.find(({ keyword }) => keyword === 'required');
  if (!absent) return undefined;
  const param = paramOf(namesIn(absent));
  const message = `Missing required param: ${param}.`;
  return {
    status: 400,
    body: envelope({ code: 'parameter_missing', message, param, type: invalid }, context),
  };
}

/** What a keyword of a schema says in the vendor's words, or in words of its kind. */
function refuseValue(
  { parameters, violations, operation }: Refused,
  shape: Shape,
  intent: PaymentIntent | undefined,
  context: HandlerContext,
): Reply {
  // Of alternatives the one that says the most: what a value has to be, before that it is none of them.
  const violation = violations.find(({ keyword }) => keyword !== 'anyOf' && keyword !== 'const') ?? violations[0];
  const names = violation ? namesIn(violation) : [];
  const param = paramOf(names);
  const value = valueAt(parameters, names);
  const limit = Number(/-?\d+/.exec(violation?.message ?? '')?.[0]);

  if (value === '') return emptyParameter(param, intent, context);
  if (param === 'cancellation_reason' && intent) return badReason(String(value), intent, context);
  if (param === 'amount_to_capture' && intent) return badAmount(Number(value), intent, context);
  if (param === 'amount' && typeof value === 'number') {
    const currency = String(parameters.currency ?? (intent?.details as { currency?: string })?.currency).toLowerCase();
    const refusal = refuseCurrency(currency, context) ?? refuseAmount(value, currency, context);
    if (refusal) return refusal;
  }
  switch (violation?.keyword) {
    case 'enum': {
      const values = names.reduce<Shape | undefined>(
        (within, name) => within?.properties?.[name] ?? within?.items,
        shape,
      );
      return badParameter(`Invalid ${param}: must be one of ${listed(values?.values ?? [])}`, param, context);
    }
    case 'minimum':
    case 'maximum': {
      const side = violation.keyword === 'minimum' ? 'greater' : 'less';
      const message = `This value must be ${side} than or equal to ${limit}.`;
      const fields = { code: 'parameter_invalid_integer', message, param, type: invalid } as const;
      return { status: 400, body: envelope(fields, context) };
    }
    case 'maxLength':
      return badParameter(`Invalid string: must be at most ${limit} characters`, param, context);
    default:
      return badParameter(
        `Invalid ${param || operation.id}: ${violation?.message ?? 'it is not acceptable'}`,
        param,
        context,
      );
  }
}

/** `a, b, or c` */
function listed(values: readonly string[]): string {
  return values.length < 3 ? values.join(' or ') : `${values.slice(0, -1).join(', ')}, or ${values.at(-1)}`;
}
