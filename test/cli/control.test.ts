import { describe, expect, it } from 'vitest';
import type { DialectName } from '../../src/contract/dialect.js';
import { run, type ServingCli, serve } from '../support/cli.js';

const keys: Record<DialectName, string> = { stripe: 'sk_test_reference', chargefy: 'ch_test_reference' };

async function ask(cli: ServingCli, method: string, path: string, sent?: object, dialect: DialectName = 'stripe') {
  const headers = { Authorization: `Bearer ${keys[dialect]}` };
  const response = await fetch(`${cli.url[dialect]}${path}`, {
    method,
    headers,
    ...(sent && { body: JSON.stringify(sent) }),
  });
  const body = (await response.json()) as { data: unknown[]; error: { message: string } };
  return { status: response.status, body };
}

const hold = { status: 'requires_capture', id: 'pi_mine' };
const fixtures = '/_fixtures/payment_intents';

describe('serve', () => {
  it('has faults and a journal for each dialect, without the requests of its start, and empties memory: in both when one is reset', async () => {
    const cli = await serve(['--database', 'memory:']);
    await ask(cli, 'POST', '/_faults', { on: 'cancelPaymentIntent', drop: 'before' });

    expect((await ask(cli, 'GET', '/_faults')).body.data).toHaveLength(1);
    expect((await ask(cli, 'GET', '/_faults', undefined, 'chargefy')).body).toEqual({ data: [] });
    expect((await ask(cli, 'GET', '/_requests')).body).toEqual({ data: [] });
    expect((await ask(cli, 'GET', '/_requests', undefined, 'chargefy')).body).toEqual({ data: [] });

    await ask(cli, 'POST', fixtures, hold);
    await ask(cli, 'POST', fixtures, hold, 'chargefy');
    await ask(cli, 'POST', '/_faults', { on: 'cancelPaymentIntent', drop: 'before' }, 'chargefy');

    expect(await ask(cli, 'POST', '/_reset')).toEqual({ status: 200, body: { status: 'empty' } });

    for (const dialect of ['stripe', 'chargefy'] as const) {
      expect((await ask(cli, 'GET', fixtures, undefined, dialect)).body).toEqual({ data: [] });
      expect((await ask(cli, 'GET', '/_faults', undefined, dialect)).body).toEqual({ data: [] });
    }
  });

  it('keeps a file, unless it is started to be reset', async () => {
    const kept = await serve(['stripe']);
    await ask(kept, 'POST', fixtures, hold);
    const refused = await ask(kept, 'POST', '/_reset');
    const given = await serve(['stripe', '--allow-reset']);
    await ask(given, 'POST', fixtures, hold);
    const emptied = await ask(given, 'POST', '/_reset');

    expect([refused.status, refused.body.error.message]).toEqual([403, expect.stringContaining('--allow-reset')]);
    expect((await ask(kept, 'GET', fixtures)).body.data).toHaveLength(1);
    expect(emptied.status).toBe(200);
    expect((await ask(given, 'GET', fixtures)).body).toEqual({ data: [] });
  });

  it.each(['--no-control', '--no-fixtures'])('has no control with %s', async (option) => {
    const cli = await serve(['stripe', option, '--database', 'memory:']);

    const statuses = await Promise.all(
      [fixtures, '/_clock', '/_faults', '/_requests'].map(async (path) => (await ask(cli, 'GET', path)).status),
    );

    expect(statuses).toEqual([404, 404, 404, 404]);
    expect((await ask(cli, 'POST', '/_reset')).status).toBe(404);
    expect((await ask(cli, 'GET', '/_health')).status).toBe(200);
    expect(cli.announcement).not.toContain('curl');
  });

  it('has a page of 3-D Secure, to which its answers lead, unless it has no control', async () => {
    const secured =
      'amount=2000&currency=usd&confirm=true&payment_method=pm_card_authenticationRequired&return_url=https://shop.example';
    const pageOf = async ({ url }: ServingCli) => {
      const headers = { Authorization: `Bearer ${keys.stripe}`, 'Content-Type': 'application/x-www-form-urlencoded' };
      const response = await fetch(`${url.stripe}/v1/payment_intents`, { method: 'POST', headers, body: secured });
      const { id, next_action: action } = (await response.json()) as {
        id: string;
        next_action: { redirect_to_url: { url: string } };
      };
      expect(action.redirect_to_url.url).toBe(`${url.stripe}/_3ds/${id}`);
      return action.redirect_to_url.url;
    };
    const [open, closed] = [
      await serve(['stripe', '--database', 'memory:']),
      await serve(['stripe', '--database', 'memory:', '--no-control']),
    ];

    expect((await fetch(await pageOf(open))).status).toBe(200);
    expect((await fetch(await pageOf(closed))).status).toBe(404);
  });

  it('tells of --no-control and --allow-reset in its help, and not of the old name', async () => {
    const { stdout } = await run(['serve', '--help']);

    expect(stdout).toContain('--no-control');
    expect(stdout).toContain('--allow-reset');
    expect(stdout).not.toContain('--no-fixtures');
  });

  it('stops while a request waits for ever', async () => {
    const cli = await serve(['stripe', '--database', 'memory:']);
    await ask(cli, 'POST', fixtures, hold);
    await ask(cli, 'POST', '/_faults', { on: 'cancelPaymentIntent', delay: 'forever' });
    const lost = ask(cli, 'POST', '/v1/payment_intents/pi_mine/cancel').catch((error) => error);
    await expect.poll(async () => (await ask(cli, 'GET', '/_requests')).body.data).toMatchObject([{ status: null }]);

    cli.kill('SIGTERM');

    expect(await lost).toBeInstanceOf(TypeError);
    expect(await cli.ended).toMatchObject({ code: 0 });
  });
});
