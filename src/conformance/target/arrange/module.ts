/** Arranges intents by a module of the user’s. */

import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CannotRun } from '../CannotRun.js';
import { type Arrange, Unarranged, type Wanted } from '../Target.js';
import { messageOf, wordsOf } from '../wordsOf.js';

/** The module's default export. It resolves to undefined if it can't get such an intent. */
type Adapter = (wanted: Wanted) => Promise<{ readonly id: string } | undefined>;

/**
 * Arranges intents by a module whose default export is `async ({ status, dialect, key, options, fetch, signal }) => ({ id })`.
 * It resolves to undefined for an intent that it can't get; anything that it throws gives the verdict `error`.
 *
 * @param path is the module's, relative to the working directory.
 * @throws CannotRun when there is no such module, it throws, or its default export is not a function.
 */
export async function arrangeByModule(path: string): Promise<Arrange> {
  const adapter = await load(path);
  const arrange: Arrange = async (wanted) => {
    const arranged: unknown = await adapter(wanted);
    if (arranged === undefined || arranged === null) {
      throw new Unarranged(`${path} can't make an intent in ${wanted.status}`);
    }
    const { id } = arranged as { id?: unknown };
    if (typeof id !== 'string' || id === '') {
      throw new TypeError(`${path} resolved to ${wordsOf(arranged)}, not to { id: "..." }`);
    }
    return { id };
  };
  return Object.assign(arrange, { way: path });
}

async function load(path: string): Promise<Adapter> {
  // Node's own messages about these name the module that imports.
  if (!existsSync(path)) throw new CannotRun(`${path} can't be loaded: there is no such file.`);
  if (statSync(path).isDirectory())
    throw new CannotRun(`${path} can't be loaded: it is a folder; name the module's file.`);
  let module: { readonly default?: unknown };
  try {
    module = await import(pathToFileURL(resolve(path)).href);
  } catch (error) {
    throw new CannotRun(`${path} can't be loaded: ${messageOf(error)}`);
  }
  if (typeof module.default !== 'function') throw new CannotRun(`${path} has no function as its default export.`);
  return module.default as Adapter;
}
