import { describe, expect, it } from 'vitest';
import { complaintOf, parsingComplaintOf, type ServingCli, serve } from '../support/cli.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';

async function create(url: string, key: string): Promise<{ created?: number; created_at?: string }> {
  const response = await fetch(`${url}/_fixtures/payment_intents`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}` },
    body: '{"status":"requires_capture"}',
  });
  return (await response.json()) as { created?: number; created_at?: string };
}

const keys = { stripe: 'sk_test_reference', chargefy: 'ch_test_reference' };

async function clock({ url }: ServingCli, dialect: 'stripe' | 'chargefy', move?: object): Promise<unknown> {
  const response = await fetch(`${url[dialect]}/_clock`, {
    headers: { Authorization: `Bearer ${keys[dialect]}` },
    ...(move && { method: 'POST', body: JSON.stringify(move) }),
  });
  return response.json();
}

const silent = ['--log-level', 'silent'];

describe('the clock of serve', () => {
  it('stands still at the moment that is given, and is one clock, which each dialect can move', async () => {
    const cli = await serve([...silent, '--database', 'memory:', '--clock', '1700000000']);
    expect(await create(cli.url.stripe, keys.stripe)).toMatchObject({ created: 1_700_000_000 });
    expect(await create(cli.url.chargefy, keys.chargefy)).toMatchObject({ created_at: '2023-11-14T22:13:20Z' });

    expect(await clock(cli, 'chargefy', { advance: '7d' })).toEqual({ now: 1_700_604_800, state: 'stopped' });
    expect(await clock(cli, 'stripe', { advance: 1_000 })).toEqual({ now: 1_700_604_801, state: 'stopped' });

    expect(await clock(cli, 'chargefy')).toEqual({ now: 1_700_604_801, state: 'stopped' });
    expect(await create(cli.url.chargefy, keys.chargefy)).toMatchObject({ created_at: '2023-11-21T22:13:21Z' });
    expect(await create(cli.url.stripe, keys.stripe)).toMatchObject({ created: 1_700_604_801 });
    expect(await clock(cli, 'stripe', { state: 'running' })).toMatchObject({ state: 'running' });
    expect(await clock(cli, 'chargefy')).toMatchObject({ state: 'running' });
  });
});

describe('the option --clock', () => {
  it('never lets it go back once something has happened, and lets it go on from where it stands', async () => {
    const database = ['stripe', ...silent, '--database', `file:${temporaryDirectory()}/intents.db`];
    const stopped = await serve([...database, '--clock', '1700000000']);
    await create(stopped.url.stripe, 'sk_test_reference');
    stopped.kill('SIGTERM');
    expect((await stopped.ended).code).toBe(0);

    expect(await complaintOf(['serve', ...database, '--clock', '1699999999'])).toBe(
      'error: --clock 1699999999: the time of the database is 1700000000 already, and time never goes back; give a later time or another database.',
    );
    const going = await serve([...database, '--clock', 'real']);
    const { created = 0 } = await create(going.url.stripe, 'sk_test_reference');
    expect(created).toBeGreaterThanOrEqual(1_700_000_000);
    expect(created).toBeLessThan(1_700_000_600);
  });

  it('lets the time stand still where it is', async () => {
    const before = Math.floor(Date.now() / 1000);
    const { url } = await serve(['stripe', ...silent, '--database', 'memory:', '--clock', 'stopped']);

    const { created = 0 } = await create(url.stripe, 'sk_test_reference');
    expect(created).toBeGreaterThanOrEqual(before);
    await expect.poll(() => Date.now() / 1000, { timeout: 5_000 }).toBeGreaterThan(created + 1);
    expect(await create(url.stripe, 'sk_test_reference')).toMatchObject({ created });
  });

  it.each(['', 'now', '-1', '1.5', '2026-11-27', '999999999999'])('does not take %j for a time', (time) => {
    expect(parsingComplaintOf(['serve', `--clock=${time}`])).toContain('A time is real, stopped or a number');
  });
});
