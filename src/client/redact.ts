import type { AnyResult } from './ClientDialect.js';

/**
 * Removes the key from an error, in case a server or a proxy has echoed it. Without recursion: a body nested a few thousand
 * deep would exhaust the stack.
 */
export function redact(result: AnyResult, apiKey: string): AnyResult {
  // A shorter key may be a word of the error, and is no secret.
  if (!result.error || result.error.kind === 'aborted' || apiKey.length < 8) return result;
  const error = { ...result.error };
  const pending: Record<string, unknown>[] = [error];
  for (const found of pending) {
    for (const [name, value] of Object.entries(found)) {
      const plain = name.replaceAll(apiKey, mark);
      if (plain !== name) delete found[name];
      found[plain] = typeof value === 'string' ? value.replaceAll(apiKey, mark) : value;
      if (typeof value === 'object' && value !== null) pending.push(value as Record<string, unknown>);
    }
  }
  return { ...result, error };
}

const mark = '[API key]';
