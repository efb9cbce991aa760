import { describe, expect, it } from 'vitest';
import { complaintOf, serve } from '../support/cli.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';

async function create(url: string, key: string): Promise<{ created?: number; created_at?: string }> {
  const response = await fetch(`${url}/_fixtures/payment_intents`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}` },
    body: '{"status":"requires_capture"}',
  });
  return (await response.json()) as { created?: number; created_at?: string };
}

const silent = ['--log-level', 'silent'];

describe('the option --clock', () => {
  it('lets the time stand still at a moment, for both dialects', async () => {
    const { url } = await serve([...silent, '--database', 'memory:', '--clock', '1700000000']);

    expect(await create(url.stripe, 'sk_test_reference')).toMatchObject({ created: 1_700_000_000 });
    expect(await create(url.chargefy, 'ch_test_reference')).toMatchObject({ created_at: '2023-11-14T22:13:20Z' });
  });

  it('never lets it go back once something has happened, and lets it go on from where it stands', async () => {
    const database = [...silent, '--database', `file:${temporaryDirectory()}/intents.db`];
    const stopped = await serve([...database, '--clock', '1700000000']);
    await create(stopped.url.stripe, 'sk_test_reference');
    stopped.kill('SIGTERM');
    expect((await stopped.ended).code).toBe(0);

    expect(await complaintOf(['serve', ...database, '--clock', '1699999999'])).toBe(
      'error: --clock 1699999999: it is 1700000000 in the database already, and time never goes back; give a later time or another database.',
    );
    const going = await serve([...database, '--clock', 'real']);
    const { created = 0 } = await create(going.url.stripe, 'sk_test_reference');
    expect(created).toBeGreaterThanOrEqual(1_700_000_000);
    expect(created).toBeLessThan(1_700_000_600);
  });

  it('lets the time stand still where it is', async () => {
    const before = Math.floor(Date.now() / 1000);
    const { url } = await serve([...silent, '--database', 'memory:', '--clock', 'stopped']);

    const { created = 0 } = await create(url.stripe, 'sk_test_reference');
    expect(created).toBeGreaterThanOrEqual(before);
    await expect.poll(() => Date.now() / 1000, { timeout: 5_000 }).toBeGreaterThan(created + 1);
    expect(await create(url.stripe, 'sk_test_reference')).toMatchObject({ created });
  });

  it.each(['', 'now', '-1', '1.5', '2026-11-27', '999999999999'])('does not take %j for a time', async (time) => {
    expect(await complaintOf(['serve', `--clock=${time}`])).toContain('A time is real, stopped or a number');
  });
});
