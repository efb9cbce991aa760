import { describe, it } from 'vitest';
import { type DialectName, dialectNames } from '../../src/contract/dialect.js';
import { openEmbeddedStore } from '../../src/stores/embedded.js';
import { spoken } from '../support/calls.js';
import { serve } from '../support/cli.js';
import { sharePostgres } from '../support/postgresReference.js';
import { standstill, startReference } from '../support/reference.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';
import { type Servers, type Way, ways } from './lines.js';
import { alone, playHistories } from './playHistories.js';

/** How many histories of each dialect are played on each store. */
export interface Counts {
  /** On so many servers one after the other, so that none grows old. */
  readonly inMemory: { readonly servers: Readonly<Record<Way, number>>; readonly each: number };
  readonly inFile: number;
  readonly inPostgres: number;
}

/** Where histories are played, how many of them, and how. */
type Place = readonly [where: string, count: number, way: Way, start: (dialect: DialectName) => Promise<Servers>];

/** Two processes on one database, whose time stands still. */
async function startTwo(dialect: DialectName, database: string): Promise<Servers> {
  const stopped = [dialect, '--log-level', 'silent', '--database', database, '--clock', String(standstill() / 1000)];
  const urls = [await serve(stopped), await serve(stopped.slice(0, -2))].map(({ url }) => url[dialect]);
  const { key } = spoken[dialect];
  return {
    urls,
    fetch,
    async tick() {
      const options = { method: 'POST', headers: { Authorization: `Bearer ${key}` }, body: '{"advance":"1s"}' };
      const response = await fetch(`${urls[0]}/_clock`, options);
      return ((await response.json()) as { now: number }).now;
    },
  };
}

/** Defines the tests of random histories on every store. */
export function testHistories({ inMemory, inFile, inPostgres }: Counts): void {
  const postgres = sharePostgres();
  const memory = () => openEmbeddedStore(':memory:', standstill);
  const file = () => openEmbeddedStore(`${temporaryDirectory()}/intents.db`, standstill);
  const memories = ways.flatMap((way) => {
    const servers = inMemory.servers[way];
    return Array.from(
      { length: servers },
      (_, index): Place => [
        `in memory ${way} (server ${index + 1} of ${servers})`,
        inMemory.each,
        way,
        async (dialect) => alone(await startReference(dialect, { store: await memory() })),
      ],
    );
  });
  const places: readonly Place[] = [
    ...memories,
    [
      'in a file',
      inFile,
      'over HTTP',
      async (dialect) => alone(await startReference(dialect, { store: await file() })),
    ],
    [
      'in PostgreSQL by two processes',
      inPostgres,
      'over HTTP',
      async (dialect) => startTwo(dialect, await postgres().createDatabase()),
    ],
  ];

  describe.each(dialectNames)('random histories of requests at %s', (dialect) => {
    it.each(places)(
      '%s have the answers of the model, all %i of them',
      async (_where, count, way, start) => {
        await playHistories(dialect, await start(dialect), way, count);
      },
      300_000,
    );
  });
}
