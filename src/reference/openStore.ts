/** Opens stores by their URL. */

import { closeSync, openSync } from 'node:fs';
import type { Store } from '../domain/Store.js';
import { openEmbeddedStore } from '../stores/embedded.js';

/**
 * Opens the store that a URL names: `memory:`, `file:PATH` or `postgres://…`.
 *
 * @throws TypeError for any other URL, and the database's own error when it can't be opened.
 */
export async function openStore(url: string): Promise<Store> {
  if (isPassing(url)) return openEmbeddedStore(':memory:');
  if (isPostgres(url)) {
    // Loaded only when needed: the driver takes 40 ms to load.
    const { openPostgresStore } = await import('../stores/postgres.js');
    return openPostgresStore(url);
  }
  const path = /^file:([^:].*)$/.exec(url)?.[1];
  // The message doesn't repeat the URL: it may contain a password.
  if (path === undefined) {
    throw new TypeError('unknown form; use file:PATH, memory: or postgres://USER:PASSWORD@HOST/DATABASE.');
  }
  // SQLite doesn't say why it can't open a file, and takes libsql://… for the address of another host; the file system says
  // why.
  closeSync(openSync(path, 'a+'));
  return openEmbeddedStore(path);
}

/** Whether the data of a database ends with the process. */
export function isPassing(url: string): boolean {
  return url === 'memory:';
}

export function isPostgres(url: string): boolean {
  return /^postgres(ql)?:\/\//.test(url);
}
