import { randomInt } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, expect, it } from 'vitest';
import { type ServingCli, serve } from './cli.js';
import { type Postgres, startPostgres } from './postgres.js';
import { temporaryDirectory } from './temporaryDirectory.js';

const clients = 8;

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly originalRequest: string | null;
}

async function post({ url }: ServingCli, path: string, body: string | null, headers: Record<string, string> = {}) {
  const authorization = { Authorization: 'Bearer sk_test_reference' };
  const options = { method: 'POST', headers: { ...authorization, ...headers }, body };
  const response = await fetch(url.stripe + path, options);
  const originalRequest = response.headers.get('original-request');
  return { status: response.status, body: await response.text(), originalRequest, headers: response.headers };
}

const make = (cli: ServingCli, id: string) =>
  post(cli, '/_fixtures/payment_intents', JSON.stringify({ id, status: 'requires_capture' }));

const cancel = (cli: ServingCli, id: string, key = `cancel ${id}`) =>
  post(cli, `/v1/payment_intents/${id}/cancel`, null, { 'Idempotency-Key': key });

const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
const methods = 'automatic_payment_methods[enabled]=true&automatic_payment_methods[allow_redirects]=never';

/** Creates a hold. */
const pay = (cli: ServingCli, name: string) =>
  post(
    cli,
    '/v1/payment_intents',
    `amount=2000&currency=usd&payment_method=pm_card_visa&confirm=true&capture_method=manual&description=${name}&${methods}`,
    { ...form, 'Idempotency-Key': `create ${name}` },
  );

const capture = (cli: ServingCli, id: string) =>
  post(cli, `/v1/payment_intents/${id}/capture`, 'amount_to_capture=500', {
    ...form,
    'Idempotency-Key': `capture ${id}`,
  });

interface Shown {
  readonly id: string;
  readonly status: string;
  readonly description: string | null;
  readonly latest_charge: string | null;
}

/** All intents, whoever asked for them. */
async function listed({ url }: ServingCli): Promise<readonly Shown[]> {
  const headers = { Authorization: 'Bearer sk_test_reference' };
  const response = await fetch(`${url.stripe}/_fixtures/payment_intents`, { headers });
  return ((await response.json()) as { data: readonly Shown[] }).data;
}

/** Defines one test for each engine: the server is killed again and again while callers insist on their answers. */
export function testKillsUnderLoad(kills: number): void {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
    return () => postgres.remove();
  });

  it.each<[string, () => Promise<string>]>([
    ['a file', async () => 'file:intents.db'],
    ['PostgreSQL', () => postgres.createDatabase()],
  ])(
    `a caller who asks again until answered has every intent canceled, or created and captured, exactly once on %s, though the server is killed ${kills} times`,
    async (_engine, database) => {
      const args = ['stripe', '--log-level', 'silent', '--database', await database()];
      const directory = temporaryDirectory();
      let server = serve(args, { directory });
      const answers = new Map<string, Answer>();
      /** By the names of the holds. */
      const paid = new Map<string, { readonly created: Answer; readonly captured: Answer }>();
      const progress = new EventEmitter();
      let over = false;

      async function insist(request: (cli: ServingCli) => Promise<Answer>): Promise<Answer> {
        for (;;) {
          const cli = await server;
          const answer = await request(cli).catch(() => undefined);
          if (answer && answer.status !== 409 && answer.status !== 503) return answer;
        }
      }

      async function client(name: number): Promise<void> {
        for (let count = 0; !over; count++) {
          const id = `pi_${name}_${count}`;
          await insist((cli) => make(cli, id));
          answers.set(id, await insist((cli) => cancel(cli, id)));
          progress.emit('answer');
          const created = await insist((cli) => pay(cli, id));
          const { id: hold } = JSON.parse(created.body) as { id: string };
          paid.set(id, { created, captured: await insist((cli) => capture(cli, hold)) });
          progress.emit('answer');
        }
      }

      const loops = Promise.all(Array.from({ length: clients }, (_, name) => client(name)));
      for (let kill = 0; kill < kills; kill++) {
        const running = await server;
        for (let left = randomInt(5, 20); left > 0; left--) await Promise.race([once(progress, 'answer'), loops]);
        // Any moment between two answers.
        await wait(randomInt(5));
        running.kill('SIGKILL');
        server = running.ended.then(() => serve(args, { directory }));
      }
      over = true;
      await loops;

      expect(answers.size).toBeGreaterThanOrEqual(5 * kills);
      const cli = await server;
      for (const [id, first] of answers) {
        expect(first.status).toBe(200);
        const { headers, ...replay } = await cancel(cli, id);
        expect(replay).toEqual({ status: 200, body: first.body, originalRequest: first.originalRequest });
        expect(headers.get('idempotent-replayed')).toBe('true');
        const again = await cancel(cli, id, `once more ${id}`);
        expect([again.status, JSON.parse(again.body).error]).toEqual([
          400,
          expect.objectContaining({ code: 'payment_intent_unexpected_state', payment_intent: JSON.parse(first.body) }),
        ]);
      }
      const shown = await listed(cli);
      // What was created without an answer was not created again.
      expect(
        shown.filter(({ description }) => description !== null).map(({ description }) => description),
      ).toHaveLength(paid.size);
      for (const [name, { created, captured }] of paid) {
        const hold = JSON.parse(created.body) as Shown;
        expect([created.status, hold.status, captured.status]).toEqual([200, 'requires_capture', 200]);
        expect((await pay(cli, name)).body).toBe(created.body);
        expect((await capture(cli, hold.id)).body).toBe(captured.body);
        const now = shown.find(({ id }) => id === hold.id);
        expect(now).toMatchObject({ status: 'succeeded', amount_received: 500, latest_charge: hold.latest_charge });
      }
    },
    120_000,
  );
}
