import { createServer } from 'node:http';
import Stripe from 'stripe';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createStripeClient, type RequestedCancellationReason } from '../../src/client/stripe.js';
import { arrange, startReference } from '../support/reference.js';

const cancelPath = '/v1/payment_intents/{intent}/cancel';
const retrievePath = '/v1/payment_intents/{intent}';
const apiKey = 'sk_test_reference';

/** A client whose requests go nowhere, and what it sent. */
function recorded(baseUrl?: string) {
  const sent: Request[] = [];
  const fetch = async (request: Request) => {
    sent.push(request);
    return Response.json({});
  };
  return { sent, client: createStripeClient({ apiKey, fetch, ...(baseUrl === undefined ? {} : { baseUrl }) }) };
}

describe('the Stripe client, at a server', () => {
  it('cancels with a reason and gets the charge as an object', async () => {
    const reference = await startReference('stripe');
    const { id, latest_charge } = await arrange(reference, { status: 'requires_capture' });
    const client = createStripeClient({ apiKey, baseUrl: reference.url });

    const { data, error, response } = await client.POST(cancelPath, {
      params: { path: { intent: id } },
      body: { cancellation_reason: 'duplicate', expand: ['latest_charge', 'customer'] },
    });

    expect(error).toBeUndefined();
    expect(response.status).toBe(200);
    expect(data).toMatchObject({
      id,
      status: 'canceled',
      cancellation_reason: 'duplicate',
      latest_charge: { id: latest_charge, object: 'charge', captured: false },
      customer: null,
    });
  });

  it('cancels without a body', async () => {
    const reference = await startReference('stripe');
    const { id } = await arrange(reference, { status: 'requires_payment_method' });
    const client = createStripeClient({ apiKey, baseUrl: reference.url });

    const { data } = await client.POST(cancelPath, { params: { path: { intent: id } } });

    expect(data).toMatchObject({ status: 'canceled', cancellation_reason: null });
  });

  it('retrieves what it canceled', async () => {
    const reference = await startReference('stripe');
    const { id } = await arrange(reference, { status: 'requires_capture' });
    const client = createStripeClient({ apiKey, baseUrl: reference.url });
    const params = { path: { intent: id } };

    const canceled = await client.POST(cancelPath, { params, body: {} });
    const retrieved = await client.GET(retrievePath, { params });

    expect(retrieved.data).toEqual(canceled.data);
  });

  it('gives back the error of a cancel that comes too late', async () => {
    const reference = await startReference('stripe');
    const intent = await arrange(reference, { status: 'succeeded' });
    const client = createStripeClient({ apiKey, baseUrl: reference.url });

    const { data, error, response } = await client.POST(cancelPath, { params: { path: { intent: intent.id } } });

    expect(data).toBeUndefined();
    expect(response.status).toBe(400);
    expect(error?.error).toMatchObject({ code: 'payment_intent_unexpected_state', payment_intent: intent });
  });

  it('gives back the error of a key that is unknown', async () => {
    const reference = await startReference('stripe');
    const client = createStripeClient({ apiKey: 'sk_test_nobody_1234', baseUrl: reference.url });

    const { error, response } = await client.GET(retrievePath, { params: { path: { intent: 'pi_1' } } });

    expect(response.status).toBe(401);
    expect(error?.error.message).toBe('Invalid API Key provided: sk_test_*******1234');
  });

  it('sends the headers of the document', async () => {
    const reference = await startReference('stripe');
    const { id } = await arrange(reference, { status: 'requires_capture' });
    const client = createStripeClient({ apiKey, baseUrl: reference.url });

    const { response } = await client.POST(cancelPath, {
      params: {
        path: { intent: id },
        header: { 'Idempotency-Key': 'cancel-1042', 'Stripe-Version': '2025-03-31.basil' },
      },
    });

    expect(response.headers.get('Idempotency-Key')).toBe('cancel-1042');
    expect(response.headers.get('Stripe-Version')).toBe('2025-03-31.basil');
  });

  it('fails at a redirect, which would have made a GET of the cancel', async () => {
    const requests: string[] = [];
    const server = createServer(({ method, url }, response) => {
      requests.push(`${method} ${url}`);
      response.writeHead(302, { Location: '/elsewhere' }).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as { port: number };
    const client = createStripeClient({ apiKey, baseUrl: `http://127.0.0.1:${port}` });

    await expect(client.POST(cancelPath, { params: { path: { intent: 'pi_1' } } })).rejects.toThrow(TypeError);
    expect(requests).toEqual(['POST /v1/payment_intents/pi_1/cancel']);
  });
});

describe('the Stripe client, on the wire', () => {
  it('talks to Stripe unless told otherwise', async () => {
    const { client, sent } = recorded();

    await client.POST(cancelPath, { params: { path: { intent: 'pi_1' } } });

    expect(sent[0]).toMatchObject({ method: 'POST', url: 'https://api.stripe.com/v1/payment_intents/pi_1/cancel' });
    expect(sent[0]?.headers.get('Authorization')).toBe('Bearer sk_test_reference');
    expect(sent[0]?.body).toBeNull();
  });

  it.each<{ cancellation_reason?: RequestedCancellationReason; expand?: string[] }>([
    {},
    { cancellation_reason: 'duplicate' },
    { expand: ['latest_charge'] },
    { expand: ['latest_charge.customer', 'transfer_data.destination'], cancellation_reason: 'abandoned' },
    { expand: ['a&b=c d+e', "ü%!*'()"] },
    { expand: [] },
  ])('writes %j as the official SDK writes it', async (body) => {
    const { client, sent } = recorded();
    const bodies: unknown[] = [];
    const official = new Stripe(apiKey, {
      telemetry: false,
      httpClient: Stripe.createFetchHttpClient(async (_url, init) => {
        bodies.push(init?.body);
        return Response.json({ id: 'pi_1' });
      }),
    });

    await official.paymentIntents.cancel('pi_1', body);
    await client.POST(cancelPath, { params: { path: { intent: 'pi_1' } }, body });

    expect(await sent[0]?.text()).toBe(bodies[0]);
    expect(sent[0]?.headers.get('Content-Type')).toBe('application/x-www-form-urlencoded');
  });

  it('writes expand in a query as in a body', async () => {
    const { client, sent } = recorded('http://127.0.0.1:1/');

    await client.GET(retrievePath, {
      params: { path: { intent: 'pi_1' }, query: { expand: ['latest_charge', 'customer'] } },
    });

    expect(sent[0]?.url).toBe('http://127.0.0.1:1/v1/payment_intents/pi_1?expand[0]=latest_charge&expand[1]=customer');
  });

  it('takes an id for one part of the path, whatever it is', async () => {
    const { client, sent } = recorded('http://127.0.0.1:1');

    await client.GET(retrievePath, { params: { path: { intent: 'pi_1/cancel?x#y' } } });

    expect(sent[0]?.url).toBe('http://127.0.0.1:1/v1/payment_intents/pi_1%2Fcancel%3Fx%23y');
  });
});
