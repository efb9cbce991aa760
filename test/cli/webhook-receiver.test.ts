import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startReference } from '../../src/reference/startReference.js';
import { complaintOf, parsingComplaintOf, serve, start } from '../support/cli.js';
import { deadAddress, serving } from '../support/serving.js';
import { webhookSecrets } from '../support/webhooks.js';

const variable = 'PAYMENT_INTENT_CONTRACT_WEBHOOK_SECRET';
const target = ['--url', 'http://127.0.0.1:9', '--key', 'sk_test_mine'];
const portOf = (url: string) => new URL(url).port;

describe('verify as the receiver of webhooks', () => {
  it('judges what serve delivers to its port', { timeout: 60_000 }, async () => {
    const port = portOf(await deadAddress());
    const secret = webhookSecrets.stripe;
    const delivering = ['--webhook-url', `http://127.0.0.1:${port}/`, '--webhook-secret', secret];
    const { url } = await serve(['stripe', '--database', 'memory:', ...delivering]);

    const keyed = ['--url', url.stripe, '--key', 'sk_test_reference', '--only', '*/webhooks/*'];
    const { ended } = start(['verify', 'stripe', ...keyed, '--webhook-listen', port], { env: { [variable]: secret } });

    const { code, stdout, stderr } = await ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: `Webhooks are received on http://127.0.0.1:${port}/\n` });
    expect(stdout).toContain('pass       stripe/webhooks/redelivered-time\n');
    expect(stdout).toMatch(/\nConformant: every MUST passed\.\n$/);
    expect(stdout).not.toContain(secret);
  });

  it('says on which free port it receives, and judges what comes there', { timeout: 60_000 }, async () => {
    const reference = await startReference('chargefy');
    onTestFinished(() => reference.close());
    const { promise: told, resolve: tell } = withResolvers();
    const url = await serving(async ({ method = '', url = '', headers: { authorization = '' } }, response) => {
      await told;
      const headers = { Authorization: authorization };
      const body = url.startsWith('/_fixtures') ? { body: '{"status":"requires_payment_method"}' } : {};
      const answer = await reference.fetch(`http://localhost${url}`, { method, headers, ...body });
      response.writeHead(answer.status, { 'Content-Type': 'application/json' }).end(await answer.text());
    });
    const secret = webhookSecrets.chargefy;
    const options = ['--webhook-listen', '0', '--webhook-secret', secret, '--only', '*/webhooks/canceled'];
    const { ended, printed } = start(['verify', 'chargefy', '--url', url, '--key', reference.keys.secret, ...options]);

    const [, receiver = ''] = await printed('stderr', /^Webhooks are received on (http:\/\/127\.0\.0\.1:\d+\/)\n/);
    await reference.webhooks.add(receiver, { secret });
    tell();

    const { code, stdout } = await ended;
    expect(code).toBe(0);
    expect(stdout).toContain('pass       chargefy/webhooks/canceled\n');
  });

  it.each([
    [
      'a port without a secret',
      'stripe',
      ['--webhook-listen', '0'],
      `error: --webhook-listen: verifying signatures needs a secret; give --webhook-secret, or ${variable} in the environment.`,
    ],
    [
      'a secret without a port',
      'stripe',
      ['--webhook-secret', 'whsec_secret'],
      'error: --webhook-secret: no webhook is received without a port; give --webhook-listen as well.',
    ],
    [
      'a secret with a space',
      'stripe',
      ['--webhook-listen', '0', '--webhook-secret', 'whsec_ secret'],
      'error: --webhook-secret: a secret has no spaces and no characters beyond ASCII.',
    ],
    [
      'a secret that Chargefy has not',
      'chargefy',
      ['--webhook-listen', '0', '--webhook-secret', 'whsec_secret'],
      'error: --webhook-secret: a secret of chargefy is whsec_ or chargefy_whs_, and 24 to 64 bytes in Base64.',
    ],
  ])('refuses %s in one line', async (_, dialect, options, message) => {
    const key = dialect === 'stripe' ? 'sk_test_mine' : 'ch_test_mine';
    expect(await complaintOf(['verify', dialect, ...target, '--key', key, ...options])).toBe(message);
  });

  it('refuses an invalid port before it runs', () => {
    const complaint = parsingComplaintOf(['verify', 'stripe', '--webhook-listen', '65536']);
    expect(complaint).toContain('A whole number from 0 to 65535.');
  });

  it('refuses a port that is taken in one line', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => {
      server.close();
    });
    const { port } = server.address() as AddressInfo;
    const options = ['--webhook-listen', String(port), '--webhook-secret', 'whsec_secret'];
    expect(await complaintOf(['verify', 'stripe', ...target, ...options])).toBe(
      `error: --webhook-listen ${port}: the port is taken; choose another, or 0 for a free one.`,
    );
  });
});

/** Nothing is judged before the receiver is known to the reference. */
function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
