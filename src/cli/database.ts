import { closeSync, openSync } from 'node:fs';
import { resolve } from 'node:path';
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

  const path = /^file:([^:].*)$/.exec(url)?.[1];
  // What was given is not repeated: a database URL of another kind may hold a password.
  if (path === undefined) throw new UsageError(`${source}: unknown form; use file:PATH or memory:.`);
  try {
    // Of a file it can't have, SQLite says no more than that; the file system says why.
    closeSync(openSync(path, 'a+'));
    // Absolute, because the engine takes a relative path such as libsql://… for an address.
    return await openEmbeddedStore(resolve(path));
  } catch (error) {
    throw new UsageError(`${source} ${url}: can't open it (${reasonOf(error)}); use another file:PATH or memory:.`);
  }
}
