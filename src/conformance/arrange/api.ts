import { suites } from '../suites.js';
import { type Arrange, Unarranged } from '../Target.js';

/**
 * Arranges through the vendor's own API in test mode. Only Stripe documents the operations for it.
 *
 * @param base URL of the API; any when `fetch` is given.
 */
export function arrangeByApi(base: string, fetch: typeof globalThis.fetch = globalThis.fetch): Arrange {
  return async (wanted) => {
    const arrange = suites[wanted.dialect].arrangeByApi?.(base, fetch);
    if (!arrange) throw new Unarranged(`nobody knows how ${wanted.dialect} creates intents`);
    return arrange(wanted);
  };
}
