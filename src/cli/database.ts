/** Opens the database that `serve` is given. */

import type { Store } from '../domain/Store.js';
import { isPassing, isPostgres, openStore } from '../reference/openStore.js';
import { reasonOf, UsageError } from './UsageError.js';

export interface Database {
  readonly store: Store;
  /** Whether it ends with the process. */
  readonly isPassing: boolean;
}

/**
 * Opens what `--database` names; without it what DATABASE_URL names, unless that is empty; else a file in the
 * working directory.
 */
export async function openDatabase(option: string | undefined): Promise<Database> {
  const fromEnvironment = option === undefined && process.env.DATABASE_URL;
  const source = fromEnvironment ? 'DATABASE_URL' : '--database';
  const url = option ?? (fromEnvironment || 'file:payment-intents.db');
  try {
    return { store: await openStore(url), isPassing: isPassing(url) };
  } catch (error) {
    if (isPostgres(url)) {
      const advice = 'check that it runs, that the database exists, and that user and password are right';
      throw new UsageError(`${source} ${withoutSecrets(url)}: can't open it (${reasonOf(error)}); ${advice}.`);
    }
    if (error instanceof TypeError) throw new UsageError(`${source}: ${error.message}`);
    throw new UsageError(`${source} ${url}: can't open it (${reasonOf(error)}); use another file:PATH or memory:.`);
  }
}

/** Host, port and database. A URL that is wrongly written may have its password anywhere, so nothing of it is shown. */
function withoutSecrets(url: string): string {
  if (!URL.canParse(url) || url.split('@').length > 2) return 'postgres://…';
  const { host, pathname } = new URL(url);
  return pathname.includes('@') ? 'postgres://…' : `postgres://${host}${pathname}`;
}
