import { setTimeout as pass } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startReference } from '../../src/reference/startReference.js';
import { sharePostgres } from '../support/postgresReference.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';

const postgres = sharePostgres();
const week = 7 * 24 * 60 * 60 * 1000;

// What rejects with nobody there to notice fails the run.
describe.each<[string, number, () => Promise<string>]>([
  ['in memory', 40, async () => 'memory:'],
  ['in a file', 40, async () => `file:${temporaryDirectory()}/intents.db`],
  ['in PostgreSQL', 15, () => postgres().createDatabase()],
])('a reset %s', (_, rounds, create) => {
  async function start() {
    const reference = await startReference('stripe', { database: await create() });
    onTestFinished(() => reference.close());
    const { clock, keys } = reference;
    return {
      ...reference,
      makeHolds: () => Promise.all([1, 2, 3].map(() => reference.createIntent({ status: 'requires_capture' }))),
      cancel: (id: string) =>
        reference.fetch(`http://localhost/v1/payment_intents/${id}/cancel`, {
          method: 'POST',
          headers: { Authorization: `Bearer ${keys.secret}` },
        }),
      async expectNew(): Promise<void> {
        expect(await reference.intents()).toEqual([]);
        expect(Math.abs((await clock.now()) - Date.now() / 1000)).toBeLessThan(60);
        expect(reference.requests.all()).toEqual([]);
      },
    };
  }

  it('comes after an advance that lets holds expire, and undoes it', async () => {
    const { clock, reset, makeHolds, cancel, expectNew } = await start();
    for (let round = 0; round < rounds; round += 1) {
      const [hold] = await makeHolds();
      if (round % 2) await clock.stop();

      const canceled = round % 4 < 2 ? undefined : cancel(hold?.id ?? '');
      await Promise.all([clock.advance('7d'), clock.go(), reset()]);

      expect([undefined, 200, 400]).toContain((await canceled)?.status);
      await expectNew();
    }
  });

  it('leaves nothing of holds that expire by themselves meanwhile', async () => {
    const { clock, reset, makeHolds, expectNew } = await start();
    for (let round = 0; round < rounds; round += 1) {
      const [hold] = await makeHolds();
      const deadline = (hold?.created ?? 0) * 1000 + week;
      await clock.advance(Math.max(deadline - Date.now() - 4, 0));

      await pass(round % 8);
      await reset();

      await expectNew();
      await makeHolds();
      await reset();
      await expectNew();
    }
  });
});
