import { beforeAll, describe, expect, it } from 'vitest';
import { openEmbeddedStore } from '../../src/stores/embedded.js';
import { openPostgresStore } from '../../src/stores/postgres.js';
import { shareServe } from './cli.js';
import { contend, contestants, contests } from './contests.js';
import { type Postgres, startPostgres } from './postgres.js';
import { type Contender, openContenders } from './race.js';
import { standstill, startReference } from './reference.js';
import { temporaryDirectory } from './temporaryDirectory.js';

let postgres: Postgres;
let twoProcesses: () => Servers;

type Servers = readonly { readonly url: string }[];

/** A server whose clock goes on by a second with every request, so that two cancels would be two times. */
async function startTicking(store: Parameters<typeof startReference>[1]): Promise<Servers> {
  const reference = await startReference('stripe', store);
  let now = reference.now;
  Object.defineProperty(reference, 'now', { get: () => now++ });
  return [reference];
}

const places: readonly [string, () => Promise<Servers>][] = [
  ['in memory', () => startTicking({})],
  [
    'in a file',
    async () => startTicking({ store: await openEmbeddedStore(`${temporaryDirectory()}/intents.db`, standstill) }),
  ],
  [
    'in PostgreSQL',
    async () => startTicking({ store: await openPostgresStore(await postgres.createDatabase(), standstill) }),
  ],
  ['in PostgreSQL, by two processes', async () => twoProcesses()],
];

const contenders = 50;

async function make([first]: Servers): Promise<string> {
  const response = await fetch(`${first?.url}/_fixtures/payment_intents`, {
    method: 'POST',
    headers: { Authorization: 'Bearer sk_test_reference' },
    body: '{"status":"requires_capture"}',
  });
  return ((await response.json()) as { id: string }).id;
}

function cancels(intent: string, keyOf: (index: number) => string): Contender[] {
  const [path, body] = [`/v1/payment_intents/${intent}/cancel`, 'cancellation_reason=duplicate'];
  return Array.from({ length: contenders }, (_, index) => ({ path, body, key: keyOf(index) }));
}

interface Body {
  readonly canceled_at?: number;
  readonly error?: { readonly code: string; readonly payment_intent?: { readonly canceled_at: number } };
}

/** Defines the tests of each store: requests that arrive together, in as many rounds as given. */
export function testRaces(rounds: number): void {
  beforeAll(async () => {
    postgres = await startPostgres();
    return () => postgres.remove();
  });
  const both = shareServe(2, async () => [
    'stripe',
    '--log-level',
    'silent',
    '--database',
    await postgres.createDatabase(),
  ]);
  twoProcesses = () => both().map(({ url }) => ({ url: url.stripe }));

  describe.each(places)('fifty cancels at the same moment, %s,', (_place, start) => {
    it(`each under its own key, are one cancel and 49 refusals that tell of it, in every one of ${rounds} rounds`, async () => {
      const servers = await start();
      const { race } = await openContenders(
        contenders,
        servers.map(({ url }) => url),
      );

      for (let round = 0; round < rounds; round++) {
        const intent = await make(servers);
        const answers = await race(cancels(intent, (index) => `${intent} ${index}`));

        const bodies = answers.map(({ body }) => JSON.parse(body) as Body);
        expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(contenders - 1).fill(400)]);
        expect(bodies.filter(({ error }) => error?.code === 'payment_intent_unexpected_state')).toHaveLength(49);
        const times = bodies.map(({ canceled_at, error }) => canceled_at ?? error?.payment_intent?.canceled_at);
        expect(new Set(times)).toEqual(new Set([expect.any(Number)]));
      }
    });

    it('all under one key, are one execution: everybody has its answer or hears that the key is in use', async () => {
      const servers = await start();
      const { race } = await openContenders(
        contenders,
        servers.map(({ url }) => url),
      );

      for (let round = 0; round < Math.ceil(rounds / 4); round++) {
        const intent = await make(servers);
        const requests = cancels(intent, () => `one key for ${intent}`);
        const answers = await race(requests);

        const executed = answers.filter(({ status }) => status === 200);
        const inUse = answers.filter(({ status }) => status === 409);
        expect(executed.length + inUse.length).toBe(contenders);
        expect(new Set(executed.map(({ body }) => body)).size).toBe(1);
        expect(executed.filter(({ headers }) => !headers.has('idempotent-replayed'))).toHaveLength(1);
        for (const { headers, body } of inUse) {
          expect(headers.get('stripe-should-retry')).toBe('true');
          expect((JSON.parse(body) as Body).error?.code).toBe('idempotency_key_in_use');
        }
        // Whoever was told to ask again has the answer then.
        for (const { status, body } of await race(requests)) expect([status, body]).toEqual([200, executed[0]?.body]);
      }
    });
  });

  describe.each(places)('at the same moment, %s,', (_place, start) => {
    it.each(Object.entries(contests))(
      `%s have one order, in every one of ${rounds} rounds`,
      async (_name, contest) => {
        const urls = (await start()).map(({ url }) => url);
        const contenders = await openContenders(contestants, urls);
        for (let round = 0; round < rounds; round++) await contend(contest, urls[0] as string, contenders);
      },
      120_000,
    );
  });
}
