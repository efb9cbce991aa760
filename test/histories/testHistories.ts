import { describe, it } from 'vitest';
import { dialectNames } from '../../src/contract/dialect.js';
import type { Store } from '../../src/domain/Store.js';
import { openEmbeddedStore } from '../../src/stores/embedded.js';
import { openPostgresStore } from '../../src/stores/postgres.js';
import { sharePostgres } from '../support/postgresReference.js';
import { standstill, startReference } from '../support/reference.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';
import { type Way, ways } from './play.js';
import { playHistories } from './playHistories.js';

/** How many histories of each dialect are played on each store. */
export interface Counts {
  /** On so many servers one after the other, so that none grows old. */
  readonly inMemory: { readonly servers: Readonly<Record<Way, number>>; readonly each: number };
  readonly inFile: number;
  readonly inPostgres: number;
}

/** Defines the tests of random histories on every store. */
export function testHistories({ inMemory, inFile, inPostgres }: Counts): void {
  const postgres = sharePostgres();
  const memories = ways.flatMap((way) => {
    const servers = inMemory.servers[way];
    return Array.from({ length: servers }, (_, index): [string, number, Way, () => Promise<Store>] => [
      `in memory ${way} (server ${index + 1} of ${servers})`,
      inMemory.each,
      way,
      () => openEmbeddedStore(':memory:', standstill),
    ]);
  });

  describe.each(dialectNames)('random histories of requests at %s', (dialect) => {
    it.each([
      ...memories,
      [
        'in a file',
        inFile,
        'over HTTP',
        () => openEmbeddedStore(`${temporaryDirectory()}/intents.db`, standstill),
      ] as const,
      [
        'in PostgreSQL',
        inPostgres,
        'over HTTP',
        async () => openPostgresStore(await postgres().createDatabase(), standstill),
      ] as const,
    ])(
      '%s have the answers of the model, all %i of them',
      async (_where, count, way, open) => {
        await playHistories(await startReference(dialect, { store: await open() }), way, count);
      },
      120_000,
    );
  });
}
