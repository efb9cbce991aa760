import { describe, expect, it } from 'vitest';
import { call, retrieve } from '../../support/calls.js';
import { newKey } from '../../support/keyed.js';
import { arrange, shareReference } from '../../support/reference.js';
import { coded, expectStripeError } from '../../support/stripeError.js';

const twice = (name: string) => ({
  message: `Received the parameter ${name} in both the query and the body.`,
  param: name,
});
const broken = { message: 'Invalid request: its percent-encoding is not valid UTF-8.' };

describe('the query of a POST', () => {
  const server = shareReference('stripe');

  const post = (id: string, operation: string, body?: string, headers = {}) =>
    call(server(), `/v1/payment_intents/${id}/${operation}`, {
      method: 'POST',
      headers,
      ...(body !== undefined && { body }),
    });

  const expectRefused = async (operation: string, body: string | undefined, error: object, embeds = false) => {
    const intent = await arrange(server(), { status: 'requires_capture' });

    const answer = await post(intent.id, operation, body);

    expect(answer.status).toBe(400);
    expectStripeError(answer, { ...error, ...(embeds && { payment_intent: intent }) });
    expect((await retrieve(server(), intent.id)).body).toEqual(intent);
  };

  it.each([undefined, ''])('has parameters like those of a body, when the body is %j', async (body) => {
    const { id } = await arrange(server(), { status: 'requires_capture', customer: 'cus_1' });

    const answer = await post(id, 'cancel?cancellation_reason=abandoned&expand%5B%5D=customer', body);

    expect(answer).toMatchObject({
      status: 200,
      body: { status: 'canceled', cancellation_reason: 'abandoned', customer: { object: 'customer' } },
    });
  });

  it('says how much is captured', async () => {
    const { id } = await arrange(server(), { status: 'requires_capture', amount: 2_000 });
    expect((await post(id, 'capture?amount_to_capture=500')).body).toMatchObject({ amount_received: 500 });
  });

  it('is one bucket with the body', async () => {
    const { id } = await arrange(server(), { status: 'requires_capture', customer: 'cus_1' });
    const { body } = await post(id, 'cancel?expand[0]=customer', 'cancellation_reason=duplicate');
    expect(body).toMatchObject({ cancellation_reason: 'duplicate', customer: { id: 'cus_1' } });
  });

  it.each(['cancel?', 'cancel?&&'])('may be empty: %s', async (operation) => {
    const { id } = await arrange(server(), { status: 'requires_capture' });
    expect(await post(id, operation)).toMatchObject({ status: 200, body: { cancellation_reason: null } });
  });

  it.each<[string, string | undefined, object, boolean]>([
    [
      'cancel?cancellation_reason=nope',
      undefined,
      {
        message:
          'Invalid cancellation_reason: must be one of duplicate, fraudulent, requested_by_customer, or abandoned',
        param: 'cancellation_reason',
      },
      true,
    ],
    [
      'cancel?nope=1',
      undefined,
      coded('parameter_unknown', 'Received unknown parameter: nope', { param: 'nope' }),
      true,
    ],
    [
      'cancel?__proto__=1',
      'cancellation_reason=duplicate',
      coded('parameter_unknown', 'Received unknown parameter: __proto__', { param: '__proto__' }),
      true,
    ],
    [
      'cancel?one=1',
      'two=2',
      coded('parameter_unknown', 'Received unknown parameters: one, two', { param: 'one' }),
      true,
    ],
    [
      'capture?amount_to_capture=1e3',
      undefined,
      coded('parameter_invalid_integer', 'Invalid integer: 1e3', { param: 'amount_to_capture' }),
      false,
    ],
    ['cancel?expand=customer', undefined, { message: 'Invalid array', param: 'expand' }, false],
    ['cancel?expand[]=nope', undefined, { message: 'This property cannot be expanded (nope).' }, false],
    ['cancel?%zz=1', undefined, broken, false],
    ['cancel?cancellation_reason=%FF', 'expand[]=customer', broken, false],
    ['capture?%C3%28', undefined, broken, false],
  ])('is validated like a body: %s with the body %s', async (operation, body, error, embeds) =>
    expectRefused(operation, body, error, embeds),
  );

  it.each([
    ['cancel?cancellation_reason=abandoned', 'cancellation_reason=abandoned', 'cancellation_reason'],
    ['cancel?cancellation_reason=abandoned', 'cancellation_reason=', 'cancellation_reason'],
    ['cancel?expand[]=customer', 'expand[]=latest_charge', 'expand'],
    ['cancel?expand[0]=customer', 'expand[1]=latest_charge', 'expand'],
    ['capture?amount_to_capture=500', 'amount_to_capture=500', 'amount_to_capture'],
    ['capture?metadata[a]=1', 'metadata[b]=2', 'metadata'],
    ['cancel?__proto__=1', '__proto__=1', '__proto__'],
    ['cancel?toString=1', 'toString=1', 'toString'],
  ])('is refused when a name of it stands in the body too: %s and %s', (operation, body, name) =>
    expectRefused(operation, body, twice(name)),
  );

  it('is looked at after the key', async () => {
    const { id } = await arrange(server(), { status: 'requires_capture' });
    const path = `/v1/payment_intents/${id}/cancel?%zz=1`;
    expect(await call(server(), path, { method: 'POST', key: null })).toMatchObject({ status: 401 });
    expect(await call(server(), path, { method: 'POST', key: 'pk_test_reference' })).toMatchObject({ status: 403 });
  });

  it('is covered by the idempotency key', async () => {
    const { id } = await arrange(server(), { status: 'requires_capture' });
    const key = { 'Idempotency-Key': newKey() };
    const first = await post(id, 'cancel?cancellation_reason=abandoned', undefined, key);

    for (const operation of ['cancel', 'cancel?cancellation_reason=duplicate', 'cancel?expand[]=customer']) {
      const answer = await post(id, operation, undefined, key);
      expect(answer).toMatchObject({ status: 400, body: { error: { type: 'idempotency_error' } } });
    }
    for (const [operation, body] of [
      ['cancel?cancellation_reason=abandoned', undefined],
      ['cancel?cancellation_reason=abandoned', ''],
      ['cancel', 'cancellation_reason=abandoned'],
    ] as const) {
      const replay = await post(id, operation, body, key);
      expect(replay.headers.get('idempotent-replayed')).toBe('true');
      expect(replay.body).toEqual(first.body);
    }
  });
});
