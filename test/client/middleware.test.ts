import { describe, expect, it } from 'vitest';
import { createChargefyClient } from '../../src/client/chargefy.js';
import { createStripeClient } from '../../src/client/stripe.js';
import { spoken } from '../support/calls.js';
import { type FaultyReferenceOptions, startFaultyReference } from '../support/faultyReference.js';

type Middleware = Parameters<ReturnType<typeof createStripeClient>['use']>[0];

describe.each([
  { dialect: 'stripe', create: createStripeClient, sent: 'PP' },
  { dialect: 'chargefy', create: createChargefyClient, sent: 'PGP' },
] as const)('middleware of a $dialect client', ({ dialect, create, sent }) => {
  const { key: apiKey } = spoken[dialect];
  const fail = (): never => {
    throw new Error(`no ${apiKey} today`);
  };
  /** A reference, and what was sent to it. */
  const start = async (options?: FaultyReferenceOptions) => {
    const vendor = await startFaultyReference(dialect, options);
    const seen: { method: string; url: string; headers: Record<string, string>; body: RequestInit['body'] }[] = [];
    const fetch = (target: string, init: RequestInit) => {
      const { method, url, headers } = new Request(target, init);
      seen.push({ method, url, headers: Object.fromEntries(headers), body: init.body ?? null });
      return vendor.fetch(target, init);
    };
    return { id: vendor.id, intents: vendor.intents, seen, client: create({ apiKey, fetch, retryDelay: 1 }) };
  };
  /** The first request is answered with a 503. */
  const startBusy = () => start({ fault: '503 of the document', times: 1 });

  it('runs once for each request that is sent, retries included', async () => {
    const { id, seen, client } = await startBusy();
    const events: string[] = [];
    client.use({
      onRequest: ({ request, schemaPath }) => {
        events.push(`${request.method} ${schemaPath.endsWith('/cancel')}`);
        request.headers.set('X-Number', String(events.length));
      },
      onResponse: ({ response }) => void events.push(String(response.status)),
    });

    const { data } = await client.cancel(id);

    expect(data?.status).toBe('canceled');
    expect(seen.map(({ method }) => method.charAt(0)).join('')).toBe(sent);
    expect(events).toEqual(
      sent === 'PP'
        ? ['POST true', '503', 'POST true', '200']
        : ['POST true', '503', 'GET false', '200', 'POST true', '200'],
    );
    expect(seen.map(({ headers }) => headers['x-number'])).toEqual(sent === 'PP' ? ['1', '3'] : ['1', '3', '5']);
  });

  it('changes neither what is sent nor what is told', async () => {
    const [plain, watched] = [await startBusy(), await startBusy()];
    watched.client.use({ onRequest: ({ request }) => request.clone(), onResponse: ({ response }) => response.clone() });

    const results = [
      await plain.client.cancel(plain.id, { reason: 'duplicate' }),
      await watched.client.cancel(watched.id, { reason: 'duplicate' }),
    ];

    const kept = [...(await plain.intents()), ...(await watched.intents())];
    expect(results.map(({ data }) => data)).toEqual(kept);
    const wire = ({ seen }: typeof plain) =>
      seen.map(({ headers: { 'idempotency-key': _, ...headers }, ...rest }) => ({ ...rest, headers }));
    expect(wire(watched)).toEqual(wire(plain));
  });

  it('keeps one idempotency key for all requests of a call', async () => {
    const { id, seen, client } = await startBusy();
    client.use({ onRequest: () => undefined });

    await client.cancel(id);

    const keys = seen.map(({ headers }) => headers['idempotency-key']);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0] === undefined).toBe(dialect === 'chargefy');
  });

  it('may be given for one call, after that of the client, and taken away again', async () => {
    const { id, seen, client } = await start();
    const order: string[] = [];
    const named = (name: string): Middleware => ({ onRequest: () => void order.push(name) });
    const general = named('general');
    const path = dialect === 'stripe' ? '/v1/payment_intents/{intent}' : '/v1/payment-intents/{id}';
    const retrieve = client.GET as (path: string, init: object) => Promise<unknown>;
    const params = { path: { intent: id, id } };

    await retrieve(path, { params, middleware: [named('own')] });
    client.use(general);
    await retrieve(path, { params, middleware: [named('own')] });
    client.eject(general);
    await retrieve(path, { params });

    expect(order).toEqual(['own', 'general', 'own']);
    expect(seen).toHaveLength(3);
  });

  it('may answer by itself', async () => {
    const { id, seen, client } = await start();
    client.use({ onRequest: () => Response.json({ object: 'payment_intent', status: 'canceled' }) });

    const { data } = await client.cancel(id);

    expect(data).toEqual({ object: 'payment_intent', status: 'canceled' });
    expect(seen).toEqual([]);
  });

  it('may make a response of a lost connection', async () => {
    const { id, client } = await start({ fault: 'connection lost before the cancel' });
    client.use({ onError: () => Response.json({ object: 'payment_intent', status: 'canceled' }) });

    expect((await client.cancel(id)).data?.status).toBe('canceled');
  });

  it('can’t have a redirect followed', async () => {
    const { id, seen, client } = await start({ fault: '302 elsewhere' });
    client.use({ onRequest: ({ request }) => new Request(request, { redirect: 'follow' }) });

    const { error } = await client.cancel(id);

    expect(error?.kind).toBe('redirect');
    expect(seen).toHaveLength(1);
  });

  it.each<[string, Middleware, number]>([
    ['throws before a request', { onRequest: fail }, 0],
    ['throws after a response', { onResponse: fail }, 1],
    ['gives back something else than a Request', { onRequest: () => ({}) as Request }, 0],
    ['gives back something else than a Response', { onResponse: () => ({}) as Response }, 1],
  ])('that %s is an error and no rejection', async (_, middleware, requests) => {
    const { id, seen, client } = await start();
    client.use(middleware);

    const { error } = await client.cancel(id);

    expect(error?.kind).toBe('exception');
    expect(JSON.stringify(error)).not.toContain(apiKey);
    expect(seen).toHaveLength(requests);
  });

  it('that throws at a lost connection doesn’t hide that it was lost', async () => {
    const { id, client } = await start({ fault: 'connection lost after the cancel' });
    client.use({ onError: fail });

    const { error } = await client.cancel(id, { maxRetries: 0 });

    expect(error).toEqual({ kind: 'network', code: null, message: 'The connection failed: no [API key] today' });
  });

  it.each<[string, Middleware]>([
    ['before the request', { onRequest: () => new Promise(() => undefined) }],
    ['after the response', { onResponse: () => new Promise(() => undefined) }],
  ])('that never ends %s is ended by the timeout and by the signal', async (_, middleware) => {
    const { id, client } = await start();
    client.use(middleware);

    const late = await client.cancel(id, { timeout: 20, maxRetries: 0 });
    const aborted = await client.cancel(id, { signal: AbortSignal.timeout(20) });

    expect(late.error?.kind).toBe('timeout');
    expect(aborted.error?.kind).toBe('aborted');
  });

  it('has to have something to run', () => {
    const client = create({ apiKey });

    expect(() => client.use({} as Middleware)).toThrow(/must be an object with one of/);
  });
});
