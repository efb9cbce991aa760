import { describe, expect, it } from 'vitest';
import { startRecorder } from '../support/recorder.js';
import { arrange, shareReference } from '../support/reference.js';
import { type SdkIntent, sdkErrorOf, sdks } from '../support/sdks.js';

const server = shareReference('stripe');

describe.each(sdks)('version $major of the official SDK', (sdk) => {
  const hold = (more: object = {}) => arrange(server(), { status: 'requires_capture', amount: 2_000, ...more });

  it('retrieves', async () => {
    const intent = await hold();

    const retrieved = await sdk.connect(server()).paymentIntents.retrieve(intent.id);

    expect(retrieved).toEqual(intent);
    expect(retrieved.lastResponse).toMatchObject({ statusCode: 200, requestId: expect.stringMatching(/^req_\w+$/) });
  });

  it('retrieves expanded', async () => {
    const { id, latest_charge } = await hold();

    const retrieved = await sdk.connect(server()).paymentIntents.retrieve(id, { expand: ['latest_charge'] });

    expect(retrieved.latest_charge).toMatchObject({ id: latest_charge, object: 'charge', captured: false });
  });

  it('cancels with a reason and a key, and has the same answer for the same key', async () => {
    const { id } = await hold();
    const { paymentIntents } = sdk.connect(server());
    const cancel = () =>
      paymentIntents.cancel(id, { cancellation_reason: 'abandoned' }, { idempotencyKey: `cancel-${id}` });

    const canceled = await cancel();
    const again = await cancel();

    expect(canceled).toMatchObject({ status: 'canceled', cancellation_reason: 'abandoned', amount_capturable: 0 });
    expect(canceled.lastResponse.headers).toMatchObject({ 'idempotency-key': `cancel-${id}` });
    expect(canceled.lastResponse.headers).not.toHaveProperty('idempotent-replayed');
    expect(again).toEqual(canceled);
    expect(again.lastResponse.headers).toMatchObject({ 'idempotent-replayed': 'true' });
  });

  it('cancels without parameters', async () => {
    const { id } = await hold();

    expect(await sdk.connect(server()).paymentIntents.cancel(id)).toMatchObject({
      status: 'canceled',
      cancellation_reason: null,
    });
  });

  it('leaves out a reason that is undefined', async () => {
    const { id } = await hold();

    const canceled = await sdk.connect(server()).paymentIntents.cancel(id, { cancellation_reason: undefined });

    expect(canceled).toMatchObject({ status: 'canceled', cancellation_reason: null });
  });

  it('cancels expanded', async () => {
    const { id, latest_charge } = await hold({ customer: 'cus_1' });

    const canceled = await sdk.connect(server()).paymentIntents.cancel(id, { expand: ['latest_charge', 'customer'] });

    expect(canceled.latest_charge).toMatchObject({ id: latest_charge, object: 'charge', amount_captured: 0 });
    expect(canceled.customer).toMatchObject({ id: 'cus_1', object: 'customer' });
  });

  it('captures a part', async () => {
    const { id } = await hold();
    const params = { amount_to_capture: 500, expand: ['latest_charge'] };

    const captured = await sdk
      .connect(server())
      .paymentIntents.capture(id, params, { idempotencyKey: `capture-${id}` });

    expect(captured).toMatchObject({ status: 'succeeded', amount: 2_000, amount_received: 500, amount_capturable: 0 });
    expect(captured.latest_charge).toMatchObject({ amount_captured: 500, amount_refunded: 0 });
  });

  it('gets back the API version that its user pins', async () => {
    const { id } = await hold();

    const canceled = await sdk.connect({ ...server(), apiVersion: '2020-08-27' }).paymentIntents.cancel(id);

    expect(canceled.status).toBe('canceled');
    expect(canceled.lastResponse.headers).toMatchObject({ 'stripe-version': '2020-08-27' });
  });

  if (sdk.callbacks) {
    it('calls back with the intent, and with the error', async () => {
      const { id } = await hold();
      const { paymentIntents } = sdk.connect(server());
      const cancel = paymentIntents.cancel as (
        id: string,
        done: (error: unknown, intent: SdkIntent) => void,
      ) => unknown;
      const calledBack = () =>
        new Promise<SdkIntent>((resolve, reject) => {
          cancel.call(paymentIntents, id, (error, intent) => (error ? reject(error) : resolve(intent)));
        });

      expect(await calledBack()).toMatchObject({ id, status: 'canceled' });
      const error = await sdkErrorOf(sdk, 'StripeInvalidRequestError', calledBack());
      expect(error.code).toBe('payment_intent_unexpected_state');
    });
  }

  if (sdk.fetchClient) {
    it('cancels by fetch, and is refused a second time', async () => {
      const { id } = await hold();
      const { paymentIntents } = sdk.connect({ ...server(), fetchClient: true });

      const canceled = await paymentIntents.cancel(id, { expand: ['latest_charge'] });
      const error = await sdkErrorOf(sdk, 'StripeInvalidRequestError', paymentIntents.cancel(id));

      expect(canceled).toMatchObject({ status: 'canceled', latest_charge: { object: 'charge' } });
      expect(error.code).toBe('payment_intent_unexpected_state');
    });
  }

  it('sends arrays with indices and bare brackets, the version it was made for, and its name', async () => {
    const recorder = await startRecorder();
    const { paymentIntents } = sdk.connect(recorder);
    const expand = ['latest_charge', 'customer'];

    await paymentIntents.cancel('pi_1', { cancellation_reason: null, expand });
    await paymentIntents.cancel('pi_1');
    await paymentIntents.retrieve('pi_1', { expand });

    const requests = recorder.take();
    expect(requests).toMatchObject([
      {
        target: '/v1/payment_intents/pi_1/cancel',
        body: 'cancellation_reason=&expand[0]=latest_charge&expand[1]=customer',
      },
      { target: '/v1/payment_intents/pi_1/cancel', body: '', headers: { 'content-length': '0' } },
      { target: '/v1/payment_intents/pi_1?expand[0]=latest_charge&expand[1]=customer', body: '' },
    ]);
    for (const { method, headers } of requests) {
      expect(headers['content-type']).toBe('application/x-www-form-urlencoded');
      expect(headers['user-agent']).toMatch(new RegExp(`^Stripe/v1 NodeBindings/${sdk.major}\\.`));
      expect(headers['stripe-version'] ?? '').toMatch(sdk.stripeVersion ?? /^$/);
      expect('idempotency-key' in headers).toBe(sdk.makesKey && method === 'POST');
    }
    expect(requests[2]?.headers['content-length']).toBe(sdk.lengthOfGet);
  });
});
