import { describe, expect, it } from 'vitest';
import { call, retrieve } from '../support/calls.js';
import { arrange, shareReference, startReference } from '../support/reference.js';
import { expectRefusal } from '../support/refusal.js';

describe.each(['stripe', 'chargefy'] as const)('a fixture at %s', (dialect) => {
  const server = shareReference(dialect);
  const post = (body: string) => call(server(), '/_fixtures/payment_intents', { method: 'POST', body });

  it('needs an id that nobody has, and leaves the intent that has it as it was', async () => {
    const first = await arrange(server(), { id: 'pi_taken', status: 'requires_capture', amount: 100 });

    const answer = await post('{"id":"pi_taken","status":"succeeded","amount":200}');

    expect(answer.status).toBe(400);
    expect(expectRefusal(dialect, answer).error.message).toBe('There is a payment intent pi_taken already.');
    expect((await retrieve(server(), 'pi_taken')).body).toEqual(first);
  });

  it.each<[object | string, RegExp]>([
    [{ status: 'nope' }, /^status must be equal to one of the allowed values: requires_payment_method, /],
    [{}, /must have required property 'status'/],
    [{ status: 'succeeded', nope: 1 }, /must NOT have additional properties: nope/],
    [{ status: 'succeeded', canceled_at: 1 }, /must NOT have additional properties: canceled_at/],
    ['{"status":"succeeded","__proto__":{}}', /must NOT have additional properties: __proto__/],
    [{ status: 'succeeded', amount: 0 }, /^amount must be >= 1/],
    [{ status: 'succeeded', amount: 1.5 }, /^amount must be integer/],
    [{ status: 'succeeded', amount: '2000' }, /^amount must be integer/],
    [{ status: 'succeeded', amount: 100_000_000 }, /^amount must be <= 99999999/],
    [{ status: 'succeeded', currency: 'USD' }, /^currency must match pattern/],
    [{ status: 'succeeded', id: 'cs_1' }, /^id must match pattern/],
    [{ status: 'succeeded', id: 'pi_a/b' }, /^id must match pattern/],
    [{ status: 'succeeded', capture_method: 'never' }, /^capture_method must be equal to one of/],
    [{ status: 'succeeded', metadata: { order: 1042 } }, /^metadata.order must be string/],
    [{ status: 'canceled', cancellation_reason: 'nope' }, /^cancellation_reason must be equal to one of/],
    [{ status: 'requires_payment_method', payment_method: 'pm_1' }, /requires_payment_method has no payment_method/],
    [{ status: 'requires_capture', capture_method: 'automatic' }, /requires_capture has the capture_method manual/],
    [{ status: 'succeeded', cancellation_reason: 'duplicate' }, /succeeded has no cancellation_reason/],
    [
      { status: 'succeeded', processing_cancelable: true },
      /processing_cancelable says something of an intent in processing/,
    ],
    [{ status: 'succeeded', amount_received: 0 }, /succeeded intent has received between 1 and its amount/],
    [{ status: 'succeeded', amount_received: 2001 }, /succeeded intent has received between 1 and its amount/],
    [{ status: 'requires_capture', amount_received: 2000 }, /requires_capture has received less than its amount/],
    [{ status: 'processing', amount_received: 1 }, /processing has received nothing/],
    ['[]', /must be object/],
    ['"x"', /must be object/],
    ['null', /must be object/],
    ['{"status":', /must be a JSON object/],
    ['', /must be a JSON object/],
    ['status=succeeded', /must be a JSON object/],
  ])('that cannot be is refused and says why: %j', async (input, problem) => {
    const answer = await post(typeof input === 'string' ? input : JSON.stringify(input));

    expect(answer.status).toBe(400);
    expect(expectRefusal(dialect, answer).error.message).toMatch(problem);
  });

  it('that is larger than 64 kB is refused', async () => {
    const answer = await post(`{"status":"succeeded","metadata":{"a":"${'a'.repeat(65_536)}"}}`);

    expect(answer.status).toBe(400);
    expect(expectRefusal(dialect, answer).error.message).toMatch(/larger than 64 kB/);
  });
});

describe('a fixture of a Checkout Session', () => {
  it('exists at Stripe only', async () => {
    const fixture = { status: 'requires_capture', checkout_session: 'cs_1' };

    expect(await arrange(await startReference('stripe'), fixture)).toMatchObject({ status: 'requires_capture' });
    await expect(arrange(await startReference('chargefy'), fixture)).rejects.toThrow('checkout_session');
  });
});
