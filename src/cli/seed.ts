/** The intents that `--seed` starts with. */

import { isDeepStrictEqual } from 'node:util';
import type { ValidateFunction } from 'ajv';
import { dialectNames } from '../contract/dialect.js';
import type { Dialect } from '../dialects/Dialect.js';
import type { PaymentIntent } from '../domain/PaymentIntent.js';
import type { Store } from '../domain/Store.js';
import type { KeyEntry } from './keys.js';
import { readJson } from './readJson.js';
import { UsageError } from './UsageError.js';

/** Intents to start with. They belong to the organization of the dialect's first key. */
export interface Seed {
  readonly organization: string;
  readonly intents: readonly (PaymentIntent & { readonly livemode: boolean })[];
}

/**
 * Reads the file of `--seed`: a JSON object with a list of intents for each dialect, each in that dialect's own shape.
 *
 * @throws UsageError when an intent disagrees with the document or could not be given back field for field.
 */
export function readSeed(path: string, keys: ReadonlyMap<Dialect, readonly KeyEntry[]>): Seed[] {
  const file = readJson('--seed', path);
  if (typeof file !== 'object' || file === null || Array.isArray(file)) {
    throw new UsageError(
      `--seed ${path}: expected a JSON object like {${dialectNames.map((name) => `"${name}": [intent, …]`).join(', ')}}.`,
    );
  }
  const stranger = Object.keys(file).find((name) => !dialectNames.some((known) => known === name));
  if (stranger !== undefined) {
    throw new UsageError(`--seed ${path}: /${stranger} is no dialect; known are ${dialectNames.join(' and ')}.`);
  }
  return [...keys].flatMap(([dialect, [first]]) => {
    const wires: unknown = (file as Record<string, unknown>)[dialect.name];
    if (wires === undefined || !first) return [];
    if (!Array.isArray(wires)) throw new UsageError(`--seed ${path}: /${dialect.name} is no list of intents.`);
    const validate = dialect.contract.schema('PaymentIntent');
    const intents = wires.map((wire, index) =>
      readIntent(dialect, validate, wire, `--seed ${path}: /${dialect.name}/${index}`),
    );
    return [{ organization: first[1].organization, intents }];
  });
}

/** Adds what is not there yet. An intent that is there keeps its state, so that a restart brings nothing back to life. */
export async function plant({ organization, intents }: Seed, store: Store): Promise<void> {
  await store.transact(async ({ intents: stored }) => {
    for (const { livemode, ...intent } of intents) await stored.add({ organization, livemode }, intent);
  });
}

function readIntent(dialect: Dialect, validate: ValidateFunction, wire: unknown, place: string) {
  if (!validate(wire)) {
    const { instancePath = '', message = 'is not valid' } = validate.errors?.[0] ?? {};
    throw new UsageError(`${place}${instancePath} ${message}; see ${dialect.name}.yaml, schema PaymentIntent.`);
  }
  const intent = dialect.decode(wire as object);
  if (!isDeepStrictEqual(dialect.encode(intent), wire)) {
    throw new UsageError(
      `${place} holds a value this server can't give back unchanged; write times to the second, in UTC.`,
    );
  }
  return { ...intent, livemode: (wire as { livemode: boolean }).livemode };
}
