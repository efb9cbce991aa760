import { contractFor } from '../../src/contract/contracts.js';
import type { DialectName } from '../../src/contract/dialect.js';
import { call, spoken } from './calls.js';
import { arrange, type Reference } from './reference.js';

/** An operation of a dialect's document, as a request to it is written. */
export interface OperationPath {
  readonly title: string;
  readonly method: string;
  /** With one parameter in braces, or none. */
  readonly path: string;
  readonly takesBody: boolean;
}

/** Every operation that a dialect's document has. */
export function operationsOf(dialect: DialectName): OperationPath[] {
  return contractFor(dialect).operations.map(({ method, path, requestBody }) => ({
    title: `${method} ${path}`,
    method,
    path,
    takesBody: requestBody !== undefined,
  }));
}

/** One object of every kind that an operation can be about. */
export interface Objects {
  /** Id of the one that stands where a path has a parameter. */
  idIn(path: string): string;
  /** All that a caller can see of them, and of what else there is. */
  look(): Promise<unknown>;
}

/** Makes a hold, and at Stripe an open Checkout Session as well. */
export async function arrangeObjects(reference: Reference): Promise<Objects> {
  const dialect = reference.dialect.name;
  const { path } = spoken[dialect];
  const intent = await arrange(reference, { status: 'requires_capture' });
  const ids: Record<string, string> = { intent: intent.id };
  const seen = [`${path}/${intent.id}`];
  if (dialect === 'stripe') {
    const session = `cs_test_${intent.id.slice(3)}`;
    const own = await arrange(reference, { status: 'requires_payment_method', checkout_session: session });
    Object.assign(ids, { charge: String(intent.latest_charge), session });
    seen.push(`${path}/${own.id}`, `/v1/charges/${intent.latest_charge}`, `/v1/checkout/sessions/${session}`);
    seen.push(`${path}?limit=5`);
  }
  return {
    idIn: (template) => ids[/\{(\w+)\}/.exec(template)?.[1] ?? ''] ?? intent.id,
    look: () => Promise.all(seen.map(async (target) => (await call(reference, target)).body)),
  };
}
