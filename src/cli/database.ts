import { closeSync, openSync } from 'node:fs';
import type { Store } from '../domain/Store.js';
import { openEmbeddedStore } from '../stores/embedded.js';
import { reasonOf, UsageError } from './UsageError.js';

/**
 * Opens what `--database` names; without it what DATABASE_URL names, unless that is empty; else a file in the
 * working directory.
 */
export async function openDatabase(option: string | undefined): Promise<Store> {
  const fromEnvironment = option === undefined && process.env.DATABASE_URL;
  const source = fromEnvironment ? 'DATABASE_URL' : '--database';
  const url = option ?? (fromEnvironment || 'file:payment-intents.db');
  if (url === 'memory:') return openEmbeddedStore(':memory:');
  if (/^postgres(ql)?:\/\//.test(url)) return openPostgres(source, url);

  const path = /^file:([^:].*)$/.exec(url)?.[1];
  // What was given is not repeated: a database URL of another kind may hold a password.
  if (path === undefined) {
    throw new UsageError(`${source}: unknown form; use file:PATH, memory: or postgres://USER:PASSWORD@HOST/DATABASE.`);
  }
  try {
    // Of a file it can't have, SQLite says no more than that, and libsql://… it takes for an address of another
    // host; the file system says why.
    closeSync(openSync(path, 'a+'));
    return await openEmbeddedStore(path);
  } catch (error) {
    throw new UsageError(`${source} ${url}: can't open it (${reasonOf(error)}); use another file:PATH or memory:.`);
  }
}

async function openPostgres(source: string, url: string): Promise<Store> {
  try {
    // Loading the driver takes 40 ms that a start with any other database need not wait for.
    const { openPostgresStore } = await import('../stores/postgres.js');
    return await openPostgresStore(url);
  } catch (error) {
    const advice = 'see that it runs, that the database exists, and that user and password are right';
    throw new UsageError(`${source} ${withoutSecrets(url)}: can't open it (${reasonOf(error)}); ${advice}.`);
  }
}

/** Host, port and database. A URL that is wrongly written may have its password anywhere, so nothing of it is shown. */
function withoutSecrets(url: string): string {
  if (!URL.canParse(url) || url.split('@').length > 2) return 'postgres://…';
  const { host, pathname } = new URL(url);
  return pathname.includes('@') ? 'postgres://…' : `postgres://${host}${pathname}`;
}
