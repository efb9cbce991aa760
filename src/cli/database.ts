import type { Store } from '../domain/Store.js';
import { openEmbeddedStore } from '../stores/embedded.js';
import { reasonOf, UsageError } from './UsageError.js';

const forms = 'use file:PATH or memory:';

/** Opens what `--database` or DATABASE_URL names. */
export async function openDatabase(url: string): Promise<Store> {
  const location = locationOf(url);
  try {
    return await openEmbeddedStore(location);
  } catch (error) {
    throw new UsageError(`database ${url}: can't open it (${reasonOf(error)}).`);
  }
}

function locationOf(url: string): string {
  if (url === 'memory:') return ':memory:';
  const path = /^file:(.+)$/.exec(url)?.[1];
  if (path === undefined || path.startsWith(':')) throw new UsageError(`database ${url}: unknown form; ${forms}.`);
  return path;
}
