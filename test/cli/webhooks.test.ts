import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DialectName } from '../../src/contract/dialect.js';
import { complaintOf, type ServingCli, serve } from '../support/cli.js';
import { sharePostgres } from '../support/postgresReference.js';
import { otherSecret, type Receiver, startReceiver, webhookSecret } from '../support/receiver.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';

const keys: Record<DialectName, string> = { stripe: 'sk_test_reference', chargefy: 'ch_test_reference' };
const paths: Record<DialectName, string> = { stripe: '/v1/payment_intents', chargefy: '/v1/payment-intents' };
const here = 'http://127.0.0.1:1/webhooks';

async function cancelOne({ url }: ServingCli, dialect: DialectName = 'stripe'): Promise<string> {
  const headers = { Authorization: `Bearer ${keys[dialect]}` };
  const made = await fetch(`${url[dialect]}/_fixtures/payment_intents`, {
    method: 'POST',
    headers,
    body: '{"status":"requires_capture"}',
  });
  const { id } = (await made.json()) as { id: string };
  const canceled = await fetch(`${url[dialect]}${paths[dialect]}/${id}/cancel`, { method: 'POST', headers });
  expect(canceled.status).toBe(200);
  return id;
}

const objects = ({ received }: Receiver) => received.map(({ event }) => event.data.object.id);

function fileWith(content: unknown): string {
  const path = `${temporaryDirectory()}/webhooks.json`;
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const memory = ['--database', 'memory:'];

describe('serve', () => {
  it.each<[string, string[], Record<string, string>]>([
    ['an option', ['--webhook-secret', webhookSecret], {}],
    ['the environment', [], { WEBHOOK_SECRET: webhookSecret }],
  ])('delivers the events of both dialects to one URL, with a secret from %s', async (_, options, env) => {
    const receiver = await startReceiver();
    const cli = await serve([...memory, '--webhook-url', receiver.url, ...options], { env });

    const ids = [await cancelOne(cli), await cancelOne(cli, 'chargefy')];

    await expect.poll(() => objects(receiver).sort()).toEqual(ids.sort());
    const types = receiver.received.map(({ event }) => event.type).sort();
    expect(types).toEqual(['payment.intent.canceled', 'payment_intent.canceled']);
  });

  it('delivers to each webhook of a file the events that it wants', async () => {
    const [all, expired, other] = [await startReceiver(), await startReceiver(), await startReceiver()];
    const webhooks = {
      stripe: [
        { url: all.url, secret: [webhookSecret, otherSecret] },
        { url: expired.url, secret: 'whsec_short', types: ['charge.expired'], timeout: 500 },
      ],
      chargefy: [{ url: other.url, secret: webhookSecret }],
    };
    const cli = await serve([...memory, '--webhooks', fileWith(webhooks)]);

    const [id, chargefy] = [await cancelOne(cli), await cancelOne(cli, 'chargefy')];

    await expect.poll(() => [objects(all), objects(other)]).toEqual([[id], [chargefy]]);
    expect(expired.received).toEqual([]);
  });

  it('logs a line for an attempt that fails, and goes on', async () => {
    const cli = await serve(['stripe', ...memory, '--webhook-url', `${here}?token=tattletale`], {
      env: { WEBHOOK_SECRET: webhookSecret },
    });

    await cancelOne(cli);
    await cli.printed('stderr', /"msg":"webhook not delivered: [^"]*ECONNREFUSED[^"]*; again in 300 s"/);
    await cancelOne(cli);
    cli.kill('SIGTERM');

    const { code, stdout, stderr } = await cli.ended;
    expect(code).toBe(0);
    expect(stdout + stderr).not.toMatch(/tattletale|whsec_/);
  });

  it('ends in time although a receiver does not answer, and delivers after its next start', async () => {
    const directory = temporaryDirectory();
    const receiver = await startReceiver((response, _, count) => void (count > 1 && response.writeHead(200).end()));
    const args = ['stripe', '--webhook-url', receiver.url, '--webhook-secret', webhookSecret];
    const cli = await serve(args, { directory });
    const id = await cancelOne(cli);
    await expect.poll(() => objects(receiver)).toEqual([id]);

    const since = performance.now();
    cli.kill('SIGTERM');
    expect(await cli.ended).toMatchObject({ code: 0, signal: null });
    expect(performance.now() - since).toBeLessThan(3_000);

    await serve(args, { directory });
    await expect.poll(() => objects(receiver), { timeout: 5_000 }).toEqual([id, id]);
    expect(new Set(receiver.received.map(({ event }) => event.id)).size).toBe(1);
  });

  it('says at its start for which endpoints of the database it does not deliver, and how their events are dropped', async () => {
    const directory = temporaryDirectory();
    const url = `${here}?token=tattletale`;
    const before = await serve(['stripe', '--webhook-url', url, '--webhook-secret', webhookSecret], { directory });
    before.kill('SIGTERM');
    await before.ended;

    const cli = await serve(['stripe'], { directory });
    const line = await cli.printed(
      'stderr',
      /"endpoint":"([^"]+)","msg":"this process does not deliver to (we_\w+), .+"/,
    );
    const [, endpoint, id] = line;
    expect(endpoint).toBe(here);
    const headers = { Authorization: `Bearer ${keys.stripe}` };
    const removed = await fetch(`${cli.url.stripe}/_webhooks/${id}`, { method: 'DELETE', headers });
    expect(await removed.json()).toEqual({ data: [] });
  });

  it.each<[string, string[], Record<string, string>]>([
    ['--webhook-url: signing deliveries needs a secret; give --webhook-secret, or', ['--webhook-url', here], {}],
    ['--webhook-secret: it signs nothing without', ['--webhook-secret', webhookSecret], {}],
    ['--allow-remote-webhooks: there is no webhook', ['--allow-remote-webhooks', '--no-control'], {}],
    [
      'The webhook would leave this machine for shop.example; allow that',
      ['--webhook-url', 'https://shop.example/', '--webhook-secret', webhookSecret],
      {},
    ],
    ['must be an http: or https: URL', ['--webhook-url', 'ftp://127.0.0.1/', '--webhook-secret', webhookSecret], {}],
    [
      'A webhook is { url, secret, types?, timeout? }: /url must be a URL such as http://127.0.0.1:3000/webhooks.',
      ['--webhook-url', 'nowhere', '--webhook-secret', webhookSecret],
      {},
    ],
    ['must have no name', ['--webhook-url', 'http://a:tattletale@127.0.0.1', '--webhook-secret', webhookSecret], {}],
    ['for chargefy: A secret is whsec_ or', ['--webhook-url', here, '--webhook-secret', 'whsec_tattletale'], {}],
    ['WEBHOOK_SECRET for stripe: A secret is', ['--webhook-url', here], { WEBHOOK_SECRET: 'tattletale' }],
    ['WEBHOOK_SECRET for stripe: A secret is', ['--webhook-url', here], { WEBHOOK_SECRET: '' }],
    [
      '--webhook-url: --webhooks names all webhooks',
      ['--webhook-url', here, '--webhook-secret', webhookSecret, '--webhooks', 'nowhere.json'],
      {},
    ],
    ['--webhook-secret: it signs nothing', ['--webhooks', 'nowhere.json', '--webhook-secret', webhookSecret], {}],
    ['--webhooks nowhere.json', ['--webhooks', 'nowhere.json'], {}],
  ])('refuses with one line: %s', async (expected, options, env) => {
    const complaint = await complaintOf(['serve', ...memory, ...options], { env });

    expect(complaint).toContain(expected);
    expect(complaint).not.toContain('tattletale');
  });

  it.each<[string, unknown]>([
    ['', '{"tattletale'],
    [': expected a JSON object like', []],
    [': expected a JSON object like', 'null'],
    [': /paypal is not a dialect that is served; known are stripe and chargefy.', { paypal: [] }],
    [': /stripe is not a list of webhooks.', { stripe: { url: here } }],
    [': /stripe/0: A webhook is', { stripe: ['tattletale'] }],
    [
      ': /stripe/1: A secret is whsec_',
      {
        stripe: [
          { url: here, secret: 'whsec_x' },
          { url: 'http://127.0.0.1/', secret: 'tattletale' },
        ],
      },
    ],
    [
      ': /chargefy/0: There are no events of the type x',
      { chargefy: [{ url: here, secret: webhookSecret, types: ['x'] }] },
    ],
    [
      `: /stripe names ${here} twice; keep one of them.`,
      {
        stripe: [
          { url: here, secret: 'whsec_x' },
          { url: here, secret: 'whsec_y' },
        ],
      },
    ],
    [
      ': /stripe/0: The webhook would leave this machine',
      { stripe: [{ url: 'https://shop.example/', secret: 'whsec_x' }] },
    ],
  ])('refuses a file with one line: %s', async (expected, content) => {
    const path = fileWith(content);

    const complaint = await complaintOf(['serve', ...memory, '--webhooks', path]);

    expect(complaint).toContain(`--webhooks ${path}${expected}`);
    expect(complaint).not.toContain('tattletale');
  });

  it('lets events leave this machine when that is allowed', async () => {
    const cli = await serve([...memory, '--allow-remote-webhooks', '--webhook-url', 'http://shop.invalid/'], {
      env: { WEBHOOK_SECRET: webhookSecret },
    });
    const headers = { Authorization: `Bearer ${keys.stripe}` };

    const listed = (await (await fetch(`${cli.url.stripe}/_webhooks`, { headers })).json()) as { data: unknown };

    expect(listed.data).toMatchObject([{ url: 'http://shop.invalid/', status: 'enabled' }]);
  });

  it('lets a test add a webhook of another machine when that is allowed', async () => {
    const cli = await serve([...memory, '--allow-remote-webhooks']);
    const init = { method: 'POST', headers: { Authorization: `Bearer ${keys.stripe}` } };
    const body = JSON.stringify({ url: 'http://shop.invalid/', secret: webhookSecret });

    const added = await fetch(`${cli.url.stripe}/_webhooks`, { ...init, body });

    expect(added.status).toBe(201);
  });

  it('delivers to a webhook the events of the accounts that a key acts for', async () => {
    const [key, account] = ['sk_test_platform', 'acct_connected'];
    const directory = temporaryDirectory({
      'keys.json': JSON.stringify([{ key, organization: 'acct_platform', accounts: [account] }]),
    });
    const receiver = await startReceiver();
    const told = ['--webhook-url', receiver.url, '--webhook-secret', webhookSecret];
    const cli = await serve(['stripe', ...memory, '--keys', `${directory}/keys.json`, ...told]);
    const headers = { Authorization: `Bearer ${key}`, 'Stripe-Account': account };

    const created = await fetch(`${cli.url.stripe}/v1/payment_intents`, {
      method: 'POST',
      headers,
      body: new URLSearchParams({ amount: '2000', currency: 'usd' }),
    });

    expect(created.status).toBe(200);
    const { id } = (await created.json()) as { id: string };
    await expect.poll(() => objects(receiver), { timeout: 5_000 }).toEqual([id]);
  });
});

describe('two processes on one database', () => {
  const postgres = sharePostgres();

  it.each<[string, () => Promise<string>]>([
    ['a file', async () => `file:${temporaryDirectory()}/intents.db`],
    ['PostgreSQL', () => postgres().createDatabase()],
  ])('deliver each event once, on %s', async (_, open) => {
    const receiver = await startReceiver();
    const args = ['stripe', '--log-level', 'warn', '--database', await open(), '--webhook-url', receiver.url];
    const env = { WEBHOOK_SECRET: webhookSecret };
    const both = [await serve(args, { env }), await serve(args, { env })];

    const ids = await Promise.all(Array.from({ length: 20 }, () => both.map((cli) => cancelOne(cli))).flat());

    await expect.poll(() => new Set(objects(receiver)).size, { timeout: 10_000 }).toBe(40);
    // What one of them has taken, the other would look after by then.
    await expect.poll(() => pendingOf(both[0] ?? expect.fail()), { timeout: 10_000 }).toEqual([]);
    expect(objects(receiver).sort()).toEqual(ids.sort());
  });

  it.each<[string, () => Promise<string>]>([
    ['a file', async () => `file:${temporaryDirectory()}/intents.db`],
    ['PostgreSQL', () => postgres().createDatabase()],
  ])('take over from each other within seconds when one is killed, on %s', async (_, open) => {
    let isStuck = true;
    const receiver = await startReceiver((response) => void (isStuck || response.writeHead(200).end()));
    const args = ['stripe', '--log-level', 'warn', '--database', await open(), '--webhook-url', receiver.url];
    const env = { WEBHOOK_SECRET: webhookSecret };
    const killed = await serve(args, { env });
    const ids = [await cancelOne(killed), await cancelOne(killed)];
    await expect.poll(() => receiver.received.length).toBe(1);
    const other = await serve(args, { env });
    ids.push(await cancelOne(other));
    isStuck = false;

    killed.kill('SIGKILL');

    await expect.poll(() => objects(receiver), { timeout: 10_000 }).toEqual([ids[0], ...ids]);
    expect(receiver.received[0]?.event.id).toBe(receiver.received[1]?.event.id);
  });
});

/** Ids of the last events that have not been delivered. */
async function pendingOf({ url }: ServingCli): Promise<string[]> {
  const response = await fetch(`${url.stripe}/v1/events?delivery_success=false&limit=100`, {
    headers: { Authorization: `Bearer ${keys.stripe}` },
  });
  return ((await response.json()) as { data: { id: string }[] }).data.map(({ id }) => id);
}
