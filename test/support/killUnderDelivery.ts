import { randomInt } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, expect, it } from 'vitest';
import { type ServingCli, serve } from './cli.js';
import { type Postgres, startPostgres } from './postgres.js';
import { startReceiver, webhookSecret } from './receiver.js';
import { temporaryDirectory } from './temporaryDirectory.js';

const clients = 6;
const headers = { Authorization: 'Bearer sk_test_reference' };

interface CanceledEvent {
  readonly id: string;
  readonly data: { readonly object: { readonly id: string } };
}

async function post({ url }: ServingCli, path: string, body: string | null, key: string): Promise<number> {
  const sent = { method: 'POST', headers: { ...headers, 'Idempotency-Key': key }, body };
  const response = await fetch(url.stripe + path, sent);
  await response.text();
  return response.status;
}

/** Every recorded cancel, the newest first. */
async function recorded({ url }: ServingCli): Promise<CanceledEvent[]> {
  const events: CanceledEvent[] = [];
  for (;;) {
    const after = events.length > 0 ? `&starting_after=${events.at(-1)?.id}` : '';
    const answer = await fetch(`${url.stripe}/v1/events?type=payment_intent.canceled&limit=100${after}`, { headers });
    const page = (await answer.json()) as { data: CanceledEvent[]; has_more: boolean };
    events.push(...page.data);
    if (!page.has_more) return events;
  }
}

/** Defines one test for each engine: servers are killed again and again while intents are canceled and events delivered. */
export function testKillsUnderDelivery(kills: number): void {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
    return () => postgres.remove();
  });

  it.each<[string, number, () => Promise<string>]>([
    ['one process with a file', 1, async () => `file:${temporaryDirectory()}/intents.db`],
    ['two processes with PostgreSQL', 2, () => postgres.createDatabase()],
  ])(
    `every cancel has one event, which is delivered, and no other has, on %s, though servers are killed ${kills} times`,
    async (_engine, processes, open) => {
      const progress = new EventEmitter();
      const receiver = await startReceiver((response) => {
        progress.emit('progress', 'received');
        response.writeHead(200).end();
      });
      const args = ['stripe', '--log-level', 'silent', '--database', await open(), '--webhook-url', receiver.url];
      const start = () => serve(args, { env: { WEBHOOK_SECRET: webhookSecret } });
      const servers: Promise<ServingCli>[] = [];
      // One after the other: the first one makes the tables.
      for (let count = 0; count < processes; count++) servers.push(Promise.resolve(await start()));
      const canceled: string[] = [];
      let over = false;

      async function insist(path: string, body: string | null, key: string, expected: number): Promise<void> {
        for (;;) {
          const cli = (await servers[randomInt(processes)]) ?? expect.fail();
          const status = await post(cli, path, body, key).catch(() => 503);
          if (status === expected) return;
          expect([409, 503, path.startsWith('/_') ? 400 : 503]).toContain(status);
          // Made by a server that was killed before it could say so.
          if (status === 400) return;
        }
      }

      async function client(name: number): Promise<void> {
        for (let count = 0; !over; count++) {
          const id = `pi_${name}_${count}`;
          await insist(
            '/_fixtures/payment_intents',
            JSON.stringify({ id, status: 'requires_capture' }),
            `make ${id}`,
            201,
          );
          await insist(`/v1/payment_intents/${id}/cancel`, null, `cancel ${id}`, 200);
          canceled.push(id);
          progress.emit('progress', 'answer');
        }
      }

      const loops = Promise.all(Array.from({ length: clients }, (_, name) => client(name)));
      for (let kill = 0; kill < kills; kill++) {
        const victim = randomInt(processes);
        const running = (await servers[victim]) ?? expect.fail();
        let left = randomInt(5, 20);
        for (let received = 0; left > 0 || received === 0; left--) {
          const [what] = (await Promise.race([once(progress, 'progress'), loops])) as [unknown];
          if (what === 'received') received += 1;
        }
        // Any moment between two of them.
        await wait(randomInt(5));
        running.kill('SIGKILL');
        servers[victim] = running.ended.then(start);
      }
      over = true;
      await loops;

      expect(canceled.length).toBeGreaterThanOrEqual(kills);
      const told = () => new Set(receiver.received.map(({ event }) => event.data.object.id));
      await expect.poll(() => told().size, { timeout: 30_000, interval: 100 }).toBe(canceled.length);
      const events = await recorded((await servers[0]) ?? expect.fail());
      expect(events.map(({ data }) => data.object.id).sort()).toEqual([...canceled].sort());
      expect(new Set(events.map(({ id }) => id)).size).toBe(canceled.length);
      const idOf = new Map(events.map(({ id, data }) => [data.object.id, id]));
      for (const { event } of receiver.received) expect(event.id).toBe(idOf.get(event.data.object.id));
    },
    900_000,
  );
}
