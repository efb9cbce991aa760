import type { Arrange } from '../Target.js';
import { askForIntent } from './ask.js';

/**
 * Arranges through the reference server's endpoint `POST /_fixtures/payment_intents`, or one like it.
 *
 * @param base URL of the server; any when `own` is given.
 * @param own a fetch that reaches it instead of the network.
 */
export function arrangeByFixtures(base: string, own?: typeof globalThis.fetch): Arrange {
  const arrange: Arrange = async (wanted) => {
    const { status, key, options } = wanted;
    const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' };
    const body = JSON.stringify({ status, ...options });
    const asked = { base, path: '/_fixtures/payment_intents', headers, body, expected: 201 };
    const { id } = await askForIntent(asked, wanted, own);
    return { id };
  };
  return Object.assign(arrange, { way: 'fixtures' });
}
