import { describe, expect, it } from 'vitest';
import { retrieve } from '../support/calls.js';
import {
  expectNotExecuted,
  expectReplayed,
  type KeyedRequest,
  newKey,
  type Sent,
  sendKeyed,
} from '../support/keyed.js';
import { arrange, shareReference } from '../support/reference.js';
import { expectStripeError } from '../support/stripeError.js';

const server = shareReference('stripe');
const arranged = async (fixture: object, secret?: string) => (await arrange(server(), fixture, secret)).id;
const send = (request: KeyedRequest) => sendKeyed(server(), request);
const statusOf = async (id: string) => (await retrieve(server(), id)).body.status;
const asAnswer = ({ status, headers, text }: Sent) => ({ status, headers, body: JSON.parse(text) });

describe('an idempotency key that was used with other parameters', () => {
  const others = (key: string) =>
    `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`;

  it.each([
    ['another reason', 'cancellation_reason=duplicate', 'cancellation_reason=abandoned'],
    ['a reason the first did not have', undefined, 'cancellation_reason=abandoned'],
    ['no reason any more', 'cancellation_reason=duplicate', undefined],
    ['another expand', 'expand[]=customer', 'expand[]=customer&expand[]=latest_charge'],
    ['what would be refused by itself', 'cancellation_reason=duplicate', 'cancellation_reason=boredom'],
    ['an unknown parameter', undefined, 'nope=1'],
    ['an expand that is no array', 'expand[]=customer', 'expand=customer'],
  ])('is refused: %s', async (_what, first, second) => {
    const request = { id: await arranged({ status: 'requires_capture' }), key: newKey() };
    const before = await send({ ...request, ...(first !== undefined && { body: first }) });
    expect(before.status).toBe(200);

    const answer = await send({ ...request, ...(second !== undefined && { body: second }) });
    expectStripeError(asAnswer(answer), { type: 'idempotency_error', message: others(request.key) });
    expect(answer.status).toBe(400);
    expectNotExecuted(answer);
    expect(answer.headers.get('idempotency-key')).toBe(request.key);

    expectReplayed(await send({ ...request, ...(first !== undefined && { body: first }) }), before);
  });

  it.each([
    [
      'the order of the parameters',
      'cancellation_reason=duplicate&expand[]=customer',
      'expand[]=customer&cancellation_reason=duplicate',
    ],
    [
      'how brackets are written',
      'expand[]=customer&expand[]=latest_charge',
      'expand%5B0%5D=customer&expand[1]=latest_charge',
    ],
    ['whether an empty body was sent', undefined, ''],
  ])('does not mean %s', async (_what, first, second) => {
    const request = { id: await arranged({ status: 'requires_capture' }), key: newKey() };
    const before = await send({ ...request, ...(first !== undefined && { body: first }) });
    expect(before.status).toBe(200);

    expectReplayed(await send({ ...request, body: second }), before);
  });
});

describe('an idempotency key that was used on another endpoint', () => {
  const elsewhere = (key: string, path: string, first: string) =>
    `Keys for idempotent requests can only be used for the same endpoint they were first used for ('${path}' vs '${first}'). Try using a key other than '${key}' if you meant to execute a different request.`;

  it('is refused on another intent, which stays as it is', async () => {
    const [id, other, key] = [
      await arranged({ status: 'requires_capture' }),
      await arranged({ status: 'requires_capture' }),
      newKey(),
    ];
    await send({ id, key });

    const answer = await send({ id: other, key });
    const message = elsewhere(key, `/v1/payment_intents/${other}/cancel`, `/v1/payment_intents/${id}/cancel`);
    expectStripeError(asAnswer(answer), { type: 'idempotency_error', message });
    expect(answer.status).toBe(400);
    expectNotExecuted(answer);
    expect(await statusOf(other)).toBe('requires_capture');
  });

  it('is refused on an intent that does not exist, before it is looked up', async () => {
    const [id, key] = [await arranged({ status: 'requires_capture' }), newKey()];
    await send({ id, key });
    expect((await send({ id: 'pi_nope', key })).status).toBe(400);
    expect((await send({ id: 'pi_nope', key, body: 'nope=1' })).text).toContain('idempotency_error');
  });

  it('is refused in a capture of the intent that it canceled', async () => {
    const [id, key] = [await arranged({ status: 'requires_capture' }), newKey()];
    await send({ id, key });

    const answer = await send({ id, key, operation: 'capture' });
    const message = elsewhere(key, `/v1/payment_intents/${id}/capture`, `/v1/payment_intents/${id}/cancel`);
    expectStripeError(asAnswer(answer), { type: 'idempotency_error', message });
  });
});
