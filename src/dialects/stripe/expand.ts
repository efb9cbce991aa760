/** Expands ids into objects. */

import type { PaymentIntent } from '../../domain/PaymentIntent.js';
import type { RelatedKind } from '../../domain/RelatedObject.js';
import type { HandlerContext, RequestContext } from '../Dialect.js';
import { type Attempt, attemptIn } from './attempt.js';
import { balanceTransactionOf, chargeOf } from './charge.js';
import { encode, idOf, type WireIntent } from './codec.js';
import { badParameter, expandedTooDeep } from './errors.js';
import { type Expansion, expandable, expandableInAnswers, isList, kindOf } from './expandable.js';

const maxLevels = 4;

/**
 * Why a path can't be expanded; undefined when all can.
 *
 * @param kind the `object` of what is answered; `list` for a list of intents.
 */
export function refuseExpand(paths: readonly string[], context: RequestContext, kind = 'payment_intent') {
  for (const path of paths) {
    if (path.split('.').length > maxLevels) return expandedTooDeep(path, context);
    if (!isExpandable(path, kind)) {
      return badParameter(`This property cannot be expanded (${path}).`, undefined, context);
    }
  }
  return undefined;
}

/** The intent as it is shown, with the wanted ids replaced by objects. What is null stays null. */
export async function expand(intent: PaymentIntent, paths: readonly string[], context: Related): Promise<WireIntent> {
  return expandObject(encode(intent), intent, paths, context);
}

/** An object that shows an intent, or one of it, with the wanted ids replaced by objects. */
export async function expandObject<Wire extends object>(
  wire: Wire,
  intent: PaymentIntent,
  paths: readonly string[],
  context: Related,
): Promise<Wire> {
  if (paths.length === 0) return wire;
  const known = await knownOf(intent, context);
  const root = structuredClone(wire);
  for (const path of paths) expandWithin(root, path, known);
  return root;
}

/** Where the objects are that an intent names. */
type Related = Pick<HandlerContext, 'objects' | 'key'>;

/** What objects are made of. */
interface Known {
  readonly wire: WireIntent;
  readonly expiresAt: number | null;
  /** What is known of the latest charge, and of the payment method. */
  readonly attempt: Attempt | undefined;
  readonly method: object | undefined;
}

async function knownOf(intent: PaymentIntent, { objects, key }: Related): Promise<Known> {
  const wire = encode(intent);
  const find = async (kind: RelatedKind, id: string | null) =>
    id === null ? undefined : (await objects.find(key, kind, id))?.details;
  const charge = await find('charge', idOf(wire.latest_charge));
  const method = (await find('payment_method', idOf(wire.payment_method))) as { readonly wire?: object } | undefined;
  return { wire, expiresAt: intent.expiresAt, attempt: charge && attemptIn(charge), method: method?.wire };
}

interface Step {
  /** `transfer_data.destination` is one property. */
  readonly property: string;
  readonly expansion: Expansion;
  /** The path from there on; undefined when it ends there. */
  readonly rest: string | undefined;
}

/** The first property that a path passes in an object of a kind; undefined when the kind has no such property. */
function firstStep(path: string, kind: string): Step | undefined {
  for (const [property, expansion] of Object.entries(expandable[kind] ?? expandableInAnswers[kind] ?? {})) {
    if (path === property) return { property, expansion, rest: undefined };
    if (path.startsWith(`${property}.`)) return { property, expansion, rest: path.slice(property.length + 1) };
  }
  return undefined;
}

function isExpandable(path: string, kind: string): boolean {
  const step = firstStep(path, kind);
  if (!step || step.rest === undefined) return step !== undefined;
  const { expansion, rest } = step;
  if (!isList(expansion)) return expansion.some((next) => isExpandable(rest, next));
  return (
    rest === 'data' || (rest.startsWith('data.') && expansion.list.some((next) => isExpandable(rest.slice(5), next)))
  );
}

/** Replaces what a path names in an object, and in the objects that it passes. */
function expandWithin(holder: unknown, path: string, known: Known): void {
  if (typeof holder !== 'object' || holder === null) return;
  const { id, object } = holder as { id?: unknown; object?: unknown };
  const step = firstStep(path, String(object));
  if (!step) return;
  const { property, expansion, rest } = step;
  const [container, name] = locate(holder, property);
  if (!container) return;

  if (isList(expansion)) {
    container[name] ??= listAt(expansion.url.replace('{id}', String(id)));
    const inside = rest?.replace(/^data\.?/, '');
    const { data } = container[name] as { data?: unknown };
    if (inside && Array.isArray(data)) for (const item of data) expandWithin(item, inside, known);
    return;
  }
  const value = container[name];
  if (typeof value === 'string') container[name] = materialize(kindOf(value, expansion), value, known);
  if (rest !== undefined) expandWithin(container[name], rest, known);
}

/** A list of nothing. The server knows no object that such a list could hold. */
function listAt(url: string): object {
  return { object: 'list', data: [], has_more: false, total_count: 0, url };
}

/** The object that holds a property directly, and the property's own name there. */
function locate(holder: object, property: string): [container: Record<string, unknown> | undefined, name: string] {
  const names = property.split('.');
  const name = names.pop() as string;
  let container: unknown = holder;
  for (const outer of names) container = (container as Record<string, unknown> | null | undefined)?.[outer];
  return [typeof container === 'object' ? ((container ?? undefined) as Record<string, unknown>) : undefined, name];
}

/** The object with an id. The server knows nothing about the payment of another intent, so that id stays. */
function materialize(kind: string, id: string, known: Known): object | string {
  const { wire: intent, expiresAt, attempt, method } = known;
  const { livemode, payment_method_types: types, latest_charge: charge } = intent;
  switch (kind) {
    case 'charge':
      if (typeof charge === 'string') return id === charge ? chargeOf(id, intent, expiresAt, attempt) : id;
      return id === charge?.id ? structuredClone(charge) : id;
    case 'balance_transaction': {
      const transaction = charge === null ? undefined : balanceTransactionOf(idOf(charge), intent);
      return id === transaction?.id ? transaction : id;
    }
    case 'payment_intent':
      return id === intent.id ? structuredClone(intent) : id;
    case 'payment_method': {
      if (method && id === idOf(intent.payment_method)) return structuredClone(method);
      const type = types.includes('card') ? 'card' : (types[0] ?? 'card');
      return { id, object: kind, customer: idOf(intent.customer), livemode, type };
    }
    case 'customer':
      return { id, object: kind, livemode };
    default:
      return { id, object: kind };
  }
}
