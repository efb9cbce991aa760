import { type Arrange, Unarranged } from '../Target.js';
import { recordingFetch } from './recordingFetch.js';

/**
 * Arranges through the reference server's endpoint `POST /_fixtures/payment_intents`, or one like it.
 *
 * @param base URL of the server; any when `fetch` is given.
 */
export function arrangeByFixtures(base: string, fetch: typeof globalThis.fetch = globalThis.fetch): Arrange {
  const root = base.replace(/\/$/, '');
  const arrange: Arrange = async ({ status, key, options, record }) => {
    const response = await recordingFetch(
      fetch,
      root,
      record,
    )(
      new Request(`${root}/_fixtures/payment_intents`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ status, ...options }),
        signal: AbortSignal.timeout(10_000),
      }),
    );
    const text = await response.text();
    if (response.status === 404) throw new Unarranged(`${base} has no fixtures endpoint`);
    if (response.status !== 201) throw new Unarranged(`the fixtures endpoint answered ${response.status}: ${text}`);
    return { id: (JSON.parse(text) as { id: string }).id };
  };
  return Object.assign(arrange, { way: 'fixtures' });
}
