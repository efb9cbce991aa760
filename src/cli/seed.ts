/** The intents that `--seed` starts with. */

import { isDeepStrictEqual } from 'node:util';
import { dialectNames } from '../contract/dialect.js';
import type { Dialect } from '../dialects/Dialect.js';
import type { KeyEntry } from '../dialects/keyEntry.js';
import { entriesAt, type SeedEntry } from '../dialects/recording.js';
import { dialects } from '../dialects/registry.js';
import type { Store } from '../domain/Store.js';
import { addNamed } from '../reference/fixtures.js';
import { readJson } from './readJson.js';
import { inOneLine, UsageError } from './UsageError.js';

/** Intents to start with. They belong to the organization of the dialect's first key. */
export interface Seed {
  readonly dialect: Dialect;
  readonly organization: string;
  /** Wire objects, which agree with the document. */
  readonly intents: readonly WireIntent[];
  /** Names of recorded members that today's object lacks. */
  readonly dropped: readonly string[];
}

type WireIntent = { readonly id: string; readonly livemode: boolean };

/**
 * Reads the file of `--seed`: a JSON object with a list of intents for each dialect, or what a dialect takes without its
 * name. An intent may be of any age; it is brought to the form of today's object.
 *
 * @throws UsageError when an intent disagrees with the document or could not be given back as it is.
 */
export function readSeed(path: string, keys: ReadonlyMap<Dialect, readonly KeyEntry[]>): Seed[] {
  const entries = entriesByDialect(path, readJson('--seed', path), keys);
  return [...keys].flatMap(([dialect, [first]]) => {
    const own = entries.get(dialect);
    if (!own || !first) return [];
    const read = own.map(({ pointer, entry }) => readEntry(dialect, entry, path, pointer));
    refuseTwice(path, own, read);
    return [
      {
        dialect,
        organization: first[1].organization,
        intents: read.map(({ intent }) => intent),
        dropped: read.flatMap(({ dropped }) => dropped),
      },
    ];
  });
}

/** The line that says what was dropped of a file's intents; undefined when nothing was. */
export function droppedLine(path: string, seeds: readonly Seed[]): string | undefined {
  const dropped = [...new Set(seeds.flatMap(({ dropped }) => dropped))].sort();
  return dropped.length > 0
    ? inOneLine(`--seed ${path}: dropped ${dropped.join(', ')}, which today's object lacks`)
    : undefined;
}

/** Adds what is not there yet. An intent that is there keeps its state, so that a restart brings nothing back to life. */
export async function plant({ dialect, organization, intents }: Seed, store: Store): Promise<void> {
  await store.transact(async (transaction) => {
    for (const wire of intents) {
      const owner = { organization, livemode: wire.livemode };
      const intent = dialect.decode(wire, transaction.clock.now);
      if (await transaction.intents.add(owner, intent)) await addNamed(dialect, transaction, owner, { intent });
    }
  });
}

function entriesByDialect(
  path: string,
  file: unknown,
  keys: ReadonlyMap<Dialect, unknown>,
): Map<Dialect, readonly SeedEntry[]> {
  if (typeof file !== 'object' || file === null) {
    throw new UsageError(
      `--seed ${path}: expected a JSON object like {${dialectNames.map((name) => `"${name}": [intent, …]`).join(', ')}}.`,
    );
  }
  for (const dialect of Object.values(dialects)) {
    const entries = dialect.entriesOf(file);
    if (!entries) continue;
    if (keys.has(dialect)) return new Map([[dialect, entries]]);
    throw new UsageError(
      `--seed ${path}: without a dialect's name its intents belong to ${dialect.name}, which is not served; serve it, or name the dialect.`,
    );
  }
  const stranger = Object.keys(file).find((name) => !dialectNames.some((known) => known === name));
  if (stranger !== undefined) {
    throw new UsageError(`--seed ${path}: /${stranger} is not a dialect; known are ${dialectNames.join(' and ')}.`);
  }
  return new Map(
    Object.entries(file).map(([name, list]: [string, unknown]) => {
      if (!Array.isArray(list)) throw new UsageError(`--seed ${path}: /${name} is not a list of intents.`);
      return [dialects[name as keyof typeof dialects], entriesAt(`/${name}`, list)];
    }),
  );
}

function readEntry(dialect: Dialect, entry: unknown, path: string, pointer: string) {
  const recording = dialect.readRecording(entry);
  if ('problem' in recording) throw new UsageError(`--seed ${path}: ${pointer || 'the file'} ${recording.problem}.`);
  const { wire, dropped } = recording;
  const place = pointer + recording.pointer;
  const validate = dialect.contract.schema('PaymentIntent');
  if (!validate(wire)) {
    const { instancePath = '', message = 'is not valid' } = validate.errors?.[0] ?? {};
    throw new UsageError(
      `--seed ${path}: ${place + instancePath || 'the intent'} ${message}; see ${dialect.name}.yaml, schema PaymentIntent.`,
    );
  }
  if (!isDeepStrictEqual(dialect.encode(dialect.decode(wire as object, 0)), wire)) {
    throw new UsageError(
      `--seed ${path}: ${place || 'the intent'} holds a value this server can't give back unchanged; write times to the second, in UTC.`,
    );
  }
  return { intent: wire as WireIntent, dropped };
}

/** Two entries of one intent, such as two of its events, would leave it open where it starts. */
function refuseTwice(path: string, entries: readonly SeedEntry[], read: readonly { intent: WireIntent }[]): void {
  const places = new Map<string, string>();
  for (const [index, { intent }] of read.entries()) {
    const { pointer } = entries[index] as SeedEntry;
    const earlier = places.get(intent.id);
    if (earlier !== undefined) {
      throw new UsageError(`--seed ${path}: ${pointer} repeats the id ${intent.id} of ${earlier}; keep one of them.`);
    }
    places.set(intent.id, pointer);
  }
}
