import { describe, expect, it } from 'vitest';
import { type Changes, watchFile, watchPostgres } from '../support/changes.js';
import { type ServingCli, serve } from '../support/cli.js';
import { sharePostgres } from '../support/postgresReference.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';

const postgres = sharePostgres();
const day = 86_400;
const start = 1_700_000_000;
const silent = ['stripe', '--log-level', 'silent'];

interface Shown {
  readonly id: string;
  readonly status: string;
  readonly canceled_at: number | null;
  readonly cancellation_reason: string | null;
}

async function ask<Answer>({ url }: ServingCli, path: string, sent?: object): Promise<Answer> {
  const response = await fetch(`${url.stripe}${path}`, {
    headers: { Authorization: 'Bearer sk_test_reference' },
    ...(sent && { method: 'POST', body: JSON.stringify(sent) }),
  });
  expect(response.ok, `${path} ${response.status}`).toBe(true);
  return (await response.json()) as Answer;
}

const clock = (cli: ServingCli, move?: object) => ask<{ now: number; state: string }>(cli, '/_clock', move);
const intents = async (cli: ServingCli) => (await ask<{ data: Shown[] }>(cli, '/_fixtures/payment_intents')).data;
const hold = (cli: ServingCli, id: string, captureBefore?: number) =>
  ask(cli, '/_fixtures/payment_intents', { id, status: 'requires_capture', capture_before: captureBefore });

describe.each<[string, () => Promise<string>, (database: string) => Promise<Changes>]>([
  [
    'a file',
    async () => `file:${temporaryDirectory()}/intents.db`,
    (database) => watchFile(database.replace('file:', '')),
  ],
  ['PostgreSQL', () => postgres().createDatabase(), watchPostgres],
])('two processes on %s', (_, create, watch) => {
  it('have one time, in which every hold expires once, in order, even if both move it', async () => {
    const database = await create();
    const left = await serve([...silent, '--database', database, '--clock', String(start)]);
    const right = await serve([...silent, '--database', database]);
    const changes = await watch(database);
    const days = [5, 12, 2, 9, 7, 14, 1, 8, 20, 13];
    // The order of the deadlines is neither that of the ids nor that in which they are made.
    const idOf = (deadline: number) => `pi_${days.indexOf(deadline)}`;
    for (const [index, deadline] of days.entries()) {
      await hold(index % 2 ? left : right, idOf(deadline), start + deadline * day);
    }
    const expired = (until: number) => days.filter((deadline) => deadline <= until).sort((one, two) => one - two);
    const shown = async (cli: ServingCli) =>
      (await intents(cli))
        .filter(({ status }) => status === 'canceled')
        .map(({ id, canceled_at, cancellation_reason }) => [id, canceled_at, cancellation_reason]);
    const expectTime = async (days: number) => {
      const gone = expired(days);
      expect(await changes()).toEqual(gone.map(idOf));
      for (const cli of [left, right]) {
        expect(await clock(cli)).toEqual({ now: start + days * day, state: 'stopped' });
        expect(await shown(cli)).toEqual(gone.map((deadline) => [idOf(deadline), start + deadline * day, 'expired']));
      }
      expect(await changes()).toHaveLength(gone.length);
    };

    await clock(left, { advance: '7d' });
    await expectTime(7);

    await Promise.all([left, right, left, right].map((cli, index) => clock(cli, { advance: `${1 + (index % 2)}d` })));
    await expectTime(13);
  });

  it('let holds, debits and sessions end in real time, in order and once, also without a request', async () => {
    const database = await create();
    const [left, right] = await Promise.all([
      serve([...silent, '--database', database]),
      serve([...silent, '--database', database]),
    ]);
    const changes = await watch(database);
    const make = (id: string, more: object) => ask(left, '/_fixtures/payment_intents', { id, ...more });
    await make('pi_debit', { status: 'processing' });
    await clock(left, { advance: '2d' });
    await make('pi_session', { status: 'requires_payment_method', checkout_session: 'cs_1' });
    await clock(left, { advance: 86_394_000 });
    const deadline = (await clock(left)).now + 7;
    await hold(left, 'pi_hold', deadline);
    // So both wait for them.
    await Promise.all([intents(left), intents(right)]);

    const ends = ['pi_debit', 'pi_session', 'pi_hold'];
    await expect.poll(changes, { timeout: 15_000 }).toEqual(ends);

    for (const cli of [left, right]) {
      const shown = Object.fromEntries((await intents(cli)).map((intent) => [intent.id, intent]));
      expect(shown).toMatchObject({
        pi_debit: { status: 'succeeded' },
        pi_session: { status: 'canceled' },
        pi_hold: { status: 'canceled', canceled_at: deadline },
      });
      expect(await ask(cli, '/v1/checkout/sessions/cs_1')).toMatchObject({ status: 'expired' });
    }
    expect(await changes()).toEqual(ends);
  });

  it('find expired, in their first answer, what was due while neither ran', async () => {
    const database = await create();
    const first = await serve([...silent, '--database', database, '--clock', String(start)]);
    await hold(first, 'pi_given', start + 3 * day);
    await hold(first, 'pi_usual');
    first.kill('SIGTERM');
    expect((await first.ended).code).toBe(0);

    const next = await serve([...silent, '--database', database, '--clock', String(start + 30 * day)]);

    expect(await ask(next, '/v1/payment_intents/pi_usual')).toMatchObject({
      status: 'canceled',
      cancellation_reason: 'expired',
      canceled_at: start + 7 * day,
      amount_capturable: 0,
    });
    expect(await ask(next, '/v1/payment_intents/pi_given')).toMatchObject({ canceled_at: start + 3 * day });
    expect(await clock(next)).toEqual({ now: start + 30 * day, state: 'stopped' });
  });
});
