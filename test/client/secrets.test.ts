import { inspect } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { createChargefyClient } from '../../src/client/chargefy.js';
import { createStripeClient } from '../../src/client/stripe.js';

const apiKey = 'sk_test_51Hdonottell';
const shown = (value: unknown) => inspect(value, { depth: 20, showHidden: true }) + JSON.stringify(value);

/** A client that gets this for an answer, at once. */
const answeredBy = (fetch: (url: string, init: RequestInit) => Promise<Response>) =>
  createStripeClient({ apiKey, fetch, maxRetries: 0 });

describe('the API key', () => {
  it.each([createStripeClient, createChargefyClient])('is not to be seen in a client of %O', (create) => {
    expect(shown(create({ apiKey }))).not.toContain(apiKey);
  });

  it('is not in the URL', async () => {
    const urls: string[] = [];
    const client = answeredBy(async (url) => {
      urls.push(url);
      return new Response();
    });

    await client.cancel('pi_1', { expand: ['customer'] });
    await client.retrieve(apiKey);

    expect(urls).toEqual(['https://api.stripe.com/v1/payment_intents/pi_1/cancel']);
  });

  it('is not taken for an id, in any form', async () => {
    const urls: string[] = [];
    const fetch = async (url: string) => {
      urls.push(url);
      return new Response();
    };

    const { error } = await createStripeClient({ apiKey: 'local', fetch }).retrieve('local');

    expect(error?.kind).toBe('invalid_id');
    expect(urls).toEqual([]);
  });

  it('is taken out of an error in which a server sends it back', async () => {
    const message = `Who is ${apiKey}?`;
    const echo = async () => Response.json({ error: { type: 'invalid_request_error', message } }, { status: 401 });

    const { error } = await answeredBy(echo).cancel('pi_1');

    expect(error?.message).toBe('Who is [API key]?');
    expect(shown(error)).not.toContain(apiKey);
  });

  it('is taken out of what a server redirects to', async () => {
    const Location = `https://example.com/?key=${apiKey}`;
    const redirect = async () => new Response(null, { status: 302, headers: { Location } });

    const { error } = await answeredBy(redirect).cancel('pi_1');

    expect(error).toMatchObject({ kind: 'redirect', location: 'https://example.com/?key=[API key]' });
  });

  it('is taken out of what a fetch throws', async () => {
    const failing = async (_: string, { headers }: RequestInit) => {
      const sent = new Headers(headers).get('Authorization');
      throw new TypeError('fetch failed', { cause: new Error(`could not send ${sent}`) });
    };

    const result = await answeredBy(failing).cancel('pi_1');

    expect(result.error?.message).toBe('The connection failed: could not send Bearer [API key]');
    expect(shown(result)).not.toContain(apiKey);
  });

  it.each([`${apiKey}\n`, ` ${apiKey}`, `${apiKey}é`, '', undefined])(
    'is refused, but not repeated, when it is %j',
    (bad) => {
      const create = () => createStripeClient({ apiKey: bad as string });

      expect(create).toThrow(TypeError);
      expect(create).not.toThrow(apiKey);
    },
  );

  it.each([
    `https://${apiKey}@api.stripe.com`,
    `https://api.stripe.com?key=${apiKey}`,
    `${apiKey}`,
    'ftp://example.com',
  ])('does not come from a base URL such as %s', (baseUrl) => {
    const create = () => createStripeClient({ apiKey, baseUrl });

    expect(create).toThrow(TypeError);
    expect(create).not.toThrow(apiKey);
  });

  it('is never logged, nor is anything else', async () => {
    const spies = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) => vi.spyOn(console, name));
    const write = vi.spyOn(process.stderr, 'write');
    const client = answeredBy(async () => new Response('<html>', { status: 502 }));

    await client.cancel('pi_1');

    for (const spy of [...spies, write]) expect(spy).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });
});
