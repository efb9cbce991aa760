import { describe, expect, it } from 'vitest';
import { createChargefyClient } from '../../src/client/chargefy.js';
import { arrange, shareReference } from '../support/reference.js';

const cancelPath = '/v1/payment-intents/{id}/cancel';
const retrievePath = '/v1/payment-intents/{id}';
const apiKey = 'ch_test_reference';

describe('the Chargefy client, at a server', () => {
  const reference = shareReference('chargefy');
  const client = (key = apiKey) => createChargefyClient({ apiKey: key, baseUrl: reference().url });

  it('cancels with a reason', async () => {
    const { id } = await arrange(reference(), { status: 'requires_capture' });

    const { data, error, response } = await client().cancel(id, { reason: 'fraudulent' });

    expect(error).toBeUndefined();
    expect(response?.status).toBe(200);
    expect(data).toMatchObject({ id, status: 'canceled', cancellation_reason: 'fraudulent', amount_capturable: 0 });
  });

  it.each([[undefined], [{}], [{ cancellation_reason: null }]])('cancels by path, with the body %j', async (body) => {
    const { id } = await arrange(reference(), { status: 'pending' });

    const { data } = await client().POST(cancelPath, { params: { path: { id } }, ...(body && { body }) });

    expect(data).toMatchObject({ status: 'canceled', cancellation_reason: null });
  });

  it('retrieves what it canceled, by name and by path', async () => {
    const { id } = await arrange(reference(), { status: 'requires_capture' });

    const canceled = await client().cancel(id);
    const retrieved = await client().retrieve(id);
    const byPath = await client().GET(retrievePath, { params: { path: { id } } });

    expect(retrieved.data).toEqual(canceled.data);
    expect(byPath.data).toEqual(canceled.data);
  });

  it('gives back the error of a cancel that comes too late, at once', async () => {
    const { id } = await arrange(reference(), { status: 'succeeded' });

    const { data, error } = await client().cancel(id);

    expect(data).toBeUndefined();
    expect(error).toEqual({
      kind: 'api',
      status: 409,
      message: 'Payment intent already in terminal status succeeded.',
      body: {
        error: {
          code: 'resource_state_conflict',
          message: 'Payment intent already in terminal status succeeded.',
          type: 'invalid_request_error',
        },
      },
    });
  });

  it('gives back the error of a key that is unknown', async () => {
    const { error } = await client('ch_test_nobody').retrieve('pi_1');

    expect(error).toMatchObject({ kind: 'api', status: 401, body: { error: { code: 'authentication_failed' } } });
  });
});

describe('the Chargefy client, on the wire', () => {
  const sent: Request[] = [];
  const client = createChargefyClient({
    apiKey,
    fetch: async (url, init) => {
      sent.push(new Request(url, init));
      return Response.json({});
    },
  });

  it('talks JSON to Chargefy unless told otherwise', async () => {
    await client.cancel('pi_1', { reason: 'duplicate' });

    const request = sent.pop();
    expect(request).toMatchObject({ method: 'POST', url: 'https://api.chargefy.io/v1/payment-intents/pi_1/cancel' });
    expect(request?.headers.get('Authorization')).toBe('Bearer ch_test_reference');
    expect(request?.headers.get('Content-Type')).toBe('application/json');
    expect(await request?.json()).toEqual({ cancellation_reason: 'duplicate' });
  });

  it('sends neither a body nor its type when there is none, as on the vendor’s page', async () => {
    await client.cancel('pi_1');

    const request = sent.pop();
    expect(request?.body).toBeNull();
    expect(request?.headers.has('Content-Type')).toBe(false);
  });
});
