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
    `a caller who asks again until answered has every intent canceled exactly once on %s, though the server is killed ${kills} times`,
    async (_engine, database) => {
      const args = ['stripe', '--log-level', 'silent', '--database', await database()];
      const directory = temporaryDirectory();
      let server = serve(args, { directory });
      const answers = new Map<string, Answer>();
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
    },
    120_000,
  );
}
