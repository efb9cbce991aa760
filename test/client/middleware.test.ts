import { describe, expect, it } from 'vitest';
import { createChargefyClient } from '../../src/client/chargefy.js';
import { createStripeClient } from '../../src/client/stripe.js';
import { faults } from '../support/faults.js';
import { type FaultyVendor, startFaultyVendor } from '../support/faultyVendor.js';

type Middleware = Parameters<ReturnType<typeof createStripeClient>['use']>[0];

const apiKey = 'key_for_tests';
const fail = (): never => {
  throw new Error(`no ${apiKey} today`);
};

describe.each([
  { dialect: 'stripe', create: createStripeClient, sent: 'PP' },
  { dialect: 'chargefy', create: createChargefyClient, sent: 'PGP' },
] as const)('middleware of a $dialect client', ({ dialect, create, sent }) => {
  const clientAt = ({ url }: FaultyVendor) => create({ apiKey, baseUrl: url, retryDelay: 1 });
  /** The first request is answered with a 503. */
  const startBusyVendor = () =>
    startFaultyVendor(dialect, {
      fault: (_, number) => (number === 1 ? faults['503 of the document'] : undefined),
    });
  const methodsOf = ({ seen }: FaultyVendor) => seen.map(({ method }) => method.charAt(0)).join('');

  it('runs once for each request that is sent, retries included', async () => {
    const vendor = await startBusyVendor();
    const client = clientAt(vendor);
    const events: string[] = [];
    client.use({
      onRequest: ({ request, schemaPath }) => {
        events.push(`${request.method} ${schemaPath.endsWith('/cancel')}`);
        request.headers.set('X-Number', String(events.length));
      },
      onResponse: ({ response }) => void events.push(String(response.status)),
    });

    const { data } = await client.cancel(vendor.id);

    expect(data?.status).toBe('canceled');
    expect(methodsOf(vendor)).toBe(sent);
    expect(events).toEqual(
      sent === 'PP'
        ? ['POST true', '503', 'POST true', '200']
        : ['POST true', '503', 'GET false', '200', 'POST true', '200'],
    );
    expect(vendor.seen.map(({ headers }) => headers['x-number'])).toEqual(sent === 'PP' ? ['1', '3'] : ['1', '3', '5']);
  });

  it('changes neither what is sent nor what is told', async () => {
    const [plain, watched] = [await startBusyVendor(), await startBusyVendor()];
    const client = clientAt(watched);
    client.use({ onRequest: ({ request }) => request.clone(), onResponse: ({ response }) => response.clone() });

    const results = [
      await clientAt(plain).cancel(plain.id, { reason: 'duplicate' }),
      await client.cancel(watched.id, { reason: 'duplicate' }),
    ];

    expect(results[1]?.data).toEqual(results[0]?.data);
    const wire = ({ seen }: FaultyVendor) =>
      seen.map(({ headers: { host: _, 'idempotency-key': __, ...headers }, ...rest }) => ({ ...rest, headers }));
    expect(wire(watched)).toEqual(wire(plain));
  });

  it('keeps one idempotency key for all requests of a call', async () => {
    const vendor = await startBusyVendor();
    const client = clientAt(vendor);
    client.use({ onRequest: () => undefined });

    await client.cancel(vendor.id);

    const keys = vendor.seen.map(({ headers }) => headers['idempotency-key']);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0] === undefined).toBe(dialect === 'chargefy');
  });

  it('may be given for one call, after that of the client, and taken away again', async () => {
    const vendor = await startFaultyVendor(dialect);
    const client = clientAt(vendor);
    const order: string[] = [];
    const named = (name: string): Middleware => ({ onRequest: () => void order.push(name) });
    const general = named('general');
    const path = dialect === 'stripe' ? '/v1/payment_intents/{intent}' : '/v1/payment-intents/{id}';
    const retrieve = client.GET as (path: string, init: object) => Promise<unknown>;
    const params = { path: { intent: vendor.id, id: vendor.id } };

    await retrieve(path, { params, middleware: [named('own')] });
    client.use(general);
    await retrieve(path, { params, middleware: [named('own')] });
    client.eject(general);
    await retrieve(path, { params });

    expect(order).toEqual(['own', 'general', 'own']);
    expect(vendor.seen).toHaveLength(3);
  });

  it('may answer by itself', async () => {
    const vendor = await startFaultyVendor(dialect);
    const client = clientAt(vendor);
    client.use({ onRequest: () => Response.json({ object: 'payment_intent', status: 'canceled' }) });

    const { data } = await client.cancel(vendor.id);

    expect(data).toEqual({ object: 'payment_intent', status: 'canceled' });
    expect(vendor.seen).toEqual([]);
  });

  it('may make a response of a lost connection', async () => {
    const vendor = await startFaultyVendor(dialect, { fault: () => faults['connection lost before the cancel'] });
    const client = clientAt(vendor);
    client.use({ onError: () => Response.json({ object: 'payment_intent', status: 'canceled' }) });

    expect((await client.cancel(vendor.id)).data?.status).toBe('canceled');
  });

  it('can’t have a redirect followed', async () => {
    const vendor = await startFaultyVendor(dialect, { fault: () => faults['302 elsewhere'] });
    const client = clientAt(vendor);
    client.use({ onRequest: ({ request }) => new Request(request, { redirect: 'follow' }) });

    const { error } = await client.cancel(vendor.id);

    expect(error?.kind).toBe('redirect');
    expect(vendor.seen).toHaveLength(1);
  });

  it.each<[string, Middleware, number]>([
    ['throws before a request', { onRequest: fail }, 0],
    ['throws after a response', { onResponse: fail }, 1],
    ['gives back something else than a Request', { onRequest: () => ({}) as Request }, 0],
    ['gives back something else than a Response', { onResponse: () => ({}) as Response }, 1],
  ])('that %s is an error and no rejection', async (_, middleware, requests) => {
    const vendor = await startFaultyVendor(dialect);
    const client = clientAt(vendor);
    client.use(middleware);

    const { error } = await client.cancel(vendor.id);

    expect(error?.kind).toBe('exception');
    expect(JSON.stringify(error)).not.toContain(apiKey);
    expect(vendor.seen).toHaveLength(requests);
  });

  it('that throws at a lost connection doesn’t hide that it was lost', async () => {
    const vendor = await startFaultyVendor(dialect, { fault: () => faults['connection lost after the cancel'] });
    const client = clientAt(vendor);
    client.use({ onError: fail });

    const { error } = await client.cancel(vendor.id, { maxRetries: 0 });

    expect(error).toEqual({ kind: 'network', code: null, message: 'The connection failed: no [API key] today' });
  });

  it.each<[string, Middleware]>([
    ['before the request', { onRequest: () => new Promise(() => undefined) }],
    ['after the response', { onResponse: () => new Promise(() => undefined) }],
  ])('that never ends %s is ended by the timeout and by the signal', async (_, middleware) => {
    const vendor = await startFaultyVendor(dialect);
    const client = clientAt(vendor);
    client.use(middleware);

    const late = await client.cancel(vendor.id, { timeout: 20, maxRetries: 0 });
    const aborted = await client.cancel(vendor.id, { signal: AbortSignal.timeout(20) });

    expect(late.error?.kind).toBe('timeout');
    expect(aborted.error?.kind).toBe('aborted');
  });

  it('has to have something to run', () => {
    const client = create({ apiKey });

    expect(() => client.use({} as Middleware)).toThrow(/must be an object with one of/);
  });
});
