import { type Arrange, Unarranged } from '../Target.js';
import { recordingFetch } from './recordingFetch.js';

/** Characters of a refusal that a reason repeats. */
const mostOfAnAnswer = 300;

/**
 * Arranges through the reference server's endpoint `POST /_fixtures/payment_intents`, or one like it.
 *
 * @param base URL of the server; any when `fetch` is given.
 */
export function arrangeByFixtures(base: string, fetch: typeof globalThis.fetch = globalThis.fetch): Arrange {
  const root = base.replace(/\/$/, '');
  const arrange: Arrange = async ({ status, key, options, record }) => {
    const body = JSON.stringify({ status, ...options });
    const response = await recordingFetch(
      fetch,
      root,
      record,
    )(
      new Request(`${root}/_fixtures/payment_intents`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
        body,
        signal: AbortSignal.timeout(10_000),
      }),
    );
    const text = await response.text();
    const told = `POST /_fixtures/payment_intents answered ${response.status}`;
    if (response.status === 404) throw new Unarranged(`${told}, so no intent could be made; see --arrange`);
    if (response.status !== 201) throw new Unarranged(`${told} to ${body}: ${text.slice(0, mostOfAnAnswer)}`);
    return { id: (JSON.parse(text) as { id: string }).id };
  };
  return Object.assign(arrange, { way: 'fixtures' });
}
