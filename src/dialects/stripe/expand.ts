/** Expands ids into objects. */

import type { RequestContext } from '../Dialect.js';
import { chargeOf } from './charge.js';
import type { WireIntent } from './codec.js';
import { badParameter, expandedTooDeep } from './errors.js';

/** Which properties of an object can be expanded, and into which kind of object. */
const expandable: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  payment_intent: {
    application: 'application',
    customer: 'customer',
    latest_charge: 'charge',
    on_behalf_of: 'account',
    payment_method: 'payment_method',
    payment_record: 'payment_record',
    review: 'review',
    source: 'source',
    'transfer_data.destination': 'account',
  },
  charge: { customer: 'customer', payment_intent: 'payment_intent' },
  payment_method: { customer: 'customer' },
};

const maxLevels = 4;

/** Why a path can't be expanded; undefined when all can. */
export function refuseExpand(paths: readonly string[], context: RequestContext) {
  for (const path of paths) {
    if (path.split('.').length > maxLevels) return expandedTooDeep(path, context);
    if (!stepsOf(path)) return badParameter(`This property cannot be expanded (${path}).`, undefined, context);
  }
  return undefined;
}

/** The intent with the wanted ids replaced by objects. What is null stays null. */
export function expand(intent: WireIntent, paths: readonly string[]): WireIntent {
  if (paths.length === 0) return intent;
  const root = structuredClone(intent);
  for (const path of paths) {
    let holder: object = root;
    for (const { property, kind } of stepsOf(path) ?? []) {
      const [container, name] = locate(holder, property);
      const value = container?.[name];
      if (container && typeof value === 'string') container[name] = materialize(kind, value, intent);
      const next = container?.[name];
      if (typeof next !== 'object' || next === null) break;
      holder = next;
    }
  }
  return root;
}

interface Step {
  readonly property: string;
  readonly kind: string;
}

/** A path as the properties it passes, `transfer_data.destination` being one of them; undefined when there is no such path. */
function stepsOf(path: string, of = 'payment_intent'): Step[] | undefined {
  for (const [property, kind] of Object.entries(expandable[of] ?? {})) {
    if (path === property) return [{ property, kind }];
    if (!path.startsWith(`${property}.`)) continue;
    const rest = stepsOf(path.slice(property.length + 1), kind);
    return rest && [{ property, kind }, ...rest];
  }
  return undefined;
}

/** The object that holds a property directly, and the property's own name there. */
function locate(holder: object, property: string): [container: Record<string, unknown> | undefined, name: string] {
  const names = property.split('.');
  const name = names.pop() as string;
  let container: unknown = holder;
  for (const outer of names) container = (container as Record<string, unknown> | null | undefined)?.[outer];
  return [(container ?? undefined) as Record<string, unknown> | undefined, name];
}

function materialize(kind: string, id: string, intent: WireIntent): object {
  switch (kind) {
    case 'charge':
      return chargeOf(id, intent);
    case 'payment_intent':
      return structuredClone(intent);
    case 'payment_method':
      return { id, object: kind, customer: intent.customer, livemode: intent.livemode, type: 'card' };
    case 'customer':
      return { id, object: kind, livemode: intent.livemode };
    default:
      return { id, object: kind };
  }
}
