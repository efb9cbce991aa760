/** Opens stores by their URL. */

import { closeSync, openSync } from 'node:fs';
import type { Store } from '../domain/Store.js';
import { openEmbeddedStore } from '../stores/embedded.js';

/**
 * Opens the store that a URL names: `memory:`, `file:PATH` or `postgres://…`.
 *
 * @throws TypeError when the URL has another form, and what the database says when it can't be opened.
 */
export async function openStore(url: string): Promise<Store> {
  if (isPassing(url)) return openEmbeddedStore(':memory:');
  if (isPostgres(url)) {
    // Loading the driver takes 40 ms that a start with any other database need not wait for.
    const { openPostgresStore } = await import('../stores/postgres.js');
    return openPostgresStore(url);
  }
  const path = /^file:([^:].*)$/.exec(url)?.[1];
  // What was given is not repeated: a database URL of another kind may hold a password.
  if (path === undefined) {
    throw new TypeError('unknown form; use file:PATH, memory: or postgres://USER:PASSWORD@HOST/DATABASE.');
  }
  // Of a file it can't have, SQLite says no more than that, and libsql://… it takes for an address of another host;
  // the file system says why.
  closeSync(openSync(path, 'a+'));
  return openEmbeddedStore(path);
}

/** Whether what is stored there ends with the process. */
export function isPassing(url: string): boolean {
  return url === 'memory:';
}

export function isPostgres(url: string): boolean {
  return /^postgres(ql)?:\/\//.test(url);
}
