import { createServer } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createChargefyClient } from '../../src/client/chargefy.js';
import { arrange, startReference } from '../support/reference.js';

const cancelPath = '/v1/payment-intents/{id}/cancel';
const retrievePath = '/v1/payment-intents/{id}';
const apiKey = 'ch_test_reference';

describe('the Chargefy client, at a server', () => {
  it('cancels with a reason', async () => {
    const reference = await startReference('chargefy');
    const { id } = await arrange(reference, { status: 'requires_capture' });
    const client = createChargefyClient({ apiKey, baseUrl: reference.url });

    const { data, error, response } = await client.POST(cancelPath, {
      params: { path: { id } },
      body: { cancellation_reason: 'fraudulent' },
    });

    expect(error).toBeUndefined();
    expect(response.status).toBe(200);
    expect(data).toMatchObject({ id, status: 'canceled', cancellation_reason: 'fraudulent', amount_capturable: 0 });
  });

  it.each([[undefined], [{}], [{ cancellation_reason: null }]])('cancels without a reason, by %j', async (body) => {
    const reference = await startReference('chargefy');
    const { id } = await arrange(reference, { status: 'pending' });
    const client = createChargefyClient({ apiKey, baseUrl: reference.url });

    const { data } = await client.POST(cancelPath, { params: { path: { id } }, ...(body && { body }) });

    expect(data).toMatchObject({ status: 'canceled', cancellation_reason: null });
  });

  it('retrieves what it canceled', async () => {
    const reference = await startReference('chargefy');
    const { id } = await arrange(reference, { status: 'requires_capture' });
    const client = createChargefyClient({ apiKey, baseUrl: reference.url });
    const params = { path: { id } };

    const canceled = await client.POST(cancelPath, { params });
    const retrieved = await client.GET(retrievePath, { params });

    expect(retrieved.data).toEqual(canceled.data);
  });

  it('gives back the error of a cancel that comes too late', async () => {
    const reference = await startReference('chargefy');
    const { id } = await arrange(reference, { status: 'succeeded' });
    const client = createChargefyClient({ apiKey, baseUrl: reference.url });

    const { data, error, response } = await client.POST(cancelPath, { params: { path: { id } } });

    expect(data).toBeUndefined();
    expect(response.status).toBe(409);
    expect(error).toEqual({
      error: {
        code: 'resource_state_conflict',
        message: 'Payment intent already in terminal status succeeded.',
        type: 'invalid_request_error',
      },
    });
  });

  it('gives back the error of a key that is unknown', async () => {
    const reference = await startReference('chargefy');
    const client = createChargefyClient({ apiKey: 'ch_test_nobody', baseUrl: reference.url });

    const { error, response } = await client.GET(retrievePath, { params: { path: { id: 'pi_1' } } });

    expect(response.status).toBe(401);
    expect(error?.error.code).toBe('authentication_failed');
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
    const client = createChargefyClient({ apiKey, baseUrl: `http://127.0.0.1:${port}` });

    await expect(client.POST(cancelPath, { params: { path: { id: 'pi_1' } } })).rejects.toThrow(TypeError);
    expect(requests).toEqual(['POST /v1/payment-intents/pi_1/cancel']);
  });
});

describe('the Chargefy client, on the wire', () => {
  const sent: Request[] = [];
  const fetch = async (request: Request) => {
    sent.push(request);
    return Response.json({});
  };

  it('talks JSON to Chargefy unless told otherwise', async () => {
    await createChargefyClient({ apiKey, fetch }).POST(cancelPath, {
      params: { path: { id: 'pi_1' } },
      body: { cancellation_reason: 'duplicate' },
    });

    const request = sent.pop();
    expect(request).toMatchObject({ method: 'POST', url: 'https://api.chargefy.io/v1/payment-intents/pi_1/cancel' });
    expect(request?.headers.get('Authorization')).toBe('Bearer ch_test_reference');
    expect(request?.headers.get('Content-Type')).toBe('application/json');
    expect(await request?.json()).toEqual({ cancellation_reason: 'duplicate' });
  });

  it('sends neither a body nor its type when there is none, as on the vendor’s page', async () => {
    await createChargefyClient({ apiKey, fetch }).POST(cancelPath, { params: { path: { id: 'pi_1' } } });

    const request = sent.pop();
    expect(request?.body).toBeNull();
    expect(request?.headers.has('Content-Type')).toBe(false);
  });
});
