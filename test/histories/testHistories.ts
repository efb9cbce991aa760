import { describe, it } from 'vitest';
import { dialectNames } from '../../src/contract/dialect.js';
import type { Store } from '../../src/domain/Store.js';
import { openEmbeddedStore } from '../../src/stores/embedded.js';
import { openPostgresStore } from '../../src/stores/postgres.js';
import { sharePostgres } from '../support/postgresReference.js';
import { standstill, startReference } from '../support/reference.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';
import { playHistories } from './playHistories.js';

/** How many histories of each dialect are played on each store. */
export interface Counts {
  /** On so many servers one after the other, so that none grows old. */
  readonly inMemory: { readonly servers: number; readonly each: number };
  readonly inFile: number;
  readonly inPostgres: number;
}

/** Defines the tests of random histories on every store. */
export function testHistories({ inMemory, inFile, inPostgres }: Counts): void {
  const postgres = sharePostgres();
  const memories = Array.from({ length: inMemory.servers }, (_, index): [string, number, () => Promise<Store>] => [
    `in memory (server ${index + 1} of ${inMemory.servers})`,
    inMemory.each,
    () => openEmbeddedStore(':memory:', standstill),
  ]);

  describe.each(dialectNames)('random histories of requests at %s', (dialect) => {
    it.each([
      ...memories,
      ['in a file', inFile, () => openEmbeddedStore(`${temporaryDirectory()}/intents.db`, standstill)] as const,
      [
        'in PostgreSQL',
        inPostgres,
        async () => openPostgresStore(await postgres().createDatabase(), standstill),
      ] as const,
    ])(
      '%s have the answers of the model, all %i of them',
      async (_where, count, open) => {
        await playHistories(await startReference(dialect, { store: await open() }), count);
      },
      120_000,
    );
  });
}
