import { describe, expect, it } from 'vitest';
import type { DialectName } from '../../src/contract/dialect.js';
import { call, retrieve } from '../support/calls.js';
import { arrange, shareReference, startReference } from '../support/reference.js';
import { expectRefusal } from '../support/refusal.js';

describe.each(['stripe', 'chargefy'] as const)('a fixture at %s', (dialect) => {
  const server = shareReference(dialect);
  const post = (body: string) => call(server(), '/_fixtures/payment_intents', { method: 'POST', body });

  it('needs a new id, and leaves the intent that has it already as it was', async () => {
    const first = await arrange(server(), { id: 'pi_taken', status: 'requires_capture', amount: 100 });

    const answer = await post('{"id":"pi_taken","status":"succeeded","amount":200}');

    expect(answer.status).toBe(400);
    expect(expectRefusal(dialect, answer).error.message).toBe(
      'There is a payment intent pi_taken already; give another id.',
    );
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
    [{ status: 'succeeded', currency: 'USD' }, /^currency must be three small letters, such as usd\.$/],
    [{ status: 'succeeded', id: 'cs_1' }, /^id must be pi_ and letters, digits or underscores\.$/],
    [{ status: 'succeeded', id: 'pi_a/b' }, /^id must be pi_ and/],
    [{ status: 'succeeded', capture_method: 'never' }, /^capture_method must be equal to one of/],
    [{ status: 'succeeded', metadata: { order: 1042 } }, /^metadata.order must be string/],
    [{ status: 'canceled', cancellation_reason: 'nope' }, /^cancellation_reason must be equal to one of/],
    [{ status: 'requires_payment_method', payment_method: 'pm_1' }, /requires_payment_method has no payment_method/],
    [{ status: 'requires_capture', capture_method: 'automatic' }, /requires_capture has the capture_method manual/],
    [{ status: 'succeeded', cancellation_reason: 'duplicate' }, /succeeded has no cancellation_reason/],
    [{ status: 'succeeded', processing_cancelable: true }, /has no processing_cancelable; only one in processing has/],
    [{ status: 'succeeded', amount_received: 0 }, /succeeded intent has received between 1 and its amount/],
    [{ status: 'succeeded', amount_received: 2001 }, /succeeded intent has received between 1 and its amount/],
    [{ status: 'requires_capture', amount_received: 2000 }, /requires_capture has received less than its amount/],
    [{ status: 'processing', amount_received: 1 }, /processing has received nothing/],
    ['[]', /^A fixture must be an object, such as/],
    ['"x"', /^A fixture must be an object, such as/],
    ['null', /^A fixture must be an object, such as/],
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

interface Nonsense {
  readonly dialect: DialectName;
  readonly nonsense: [members: object, problem: RegExp][];
  /** An error of the last payment as the dialect has it. */
  readonly failure: object;
}

describe.each<Nonsense>([
  {
    dialect: 'stripe',
    nonsense: [
      [{ created: '2023-04-06T17:01:44Z' }, /^created must be integer/],
      [{ created: 1.5 }, /^created must be integer/],
      [{ created: -1 }, /^created must match format "unix-time"/],
      [{ created: null }, /^created must be integer/],
      [{ created: 1_700_000_001 }, /^created lies in the future; give a moment that has passed/],
      [{ payment_method_types: 'card' }, /^payment_method_types must be array/],
      [{ payment_method_types: [1] }, /^payment_method_types.0 must be string/],
      [{ last_payment_error: 'declined' }, /^last_payment_error must be object,null/],
      [{ last_payment_error: {} }, /^last_payment_error must have required property 'type'/],
      [
        { last_payment_error: { type: 'nope' } },
        /^last_payment_error.type must be equal to one .*: api_error, card_error/,
      ],
      [{ last_payment_error: { type: 'card_error', charge: 7 } }, /^last_payment_error.charge must be string/],
      [{ on_behalf_of: 'org_1' }, /^on_behalf_of must be acct_ and/],
      [{ on_behalf_of: { id: 'acct_1', object: 'account' } }, /^on_behalf_of must be string/],
      [{ application: 17 }, /^application must be string/],
      [{ description: 17 }, /^description must be string,null/],
      [{ description: 'a'.repeat(5001) }, /^description must NOT have more than 5000 characters/],
    ],
    failure: { type: 'card_error' },
  },
  {
    dialect: 'chargefy',
    nonsense: [
      [{ created_at: 1_680_800_504 }, /^created_at must be string/],
      [{ created_at: 'yesterday' }, /^created_at must match /],
      [{ created_at: '2023-04-06T17:01:44.000Z' }, /^created_at must match pattern/],
      [{ created_at: '2023-02-30T17:01:44Z' }, /^created_at must match format "date-time"/],
      [{ created_at: '2033-04-06T17:01:44Z' }, /^created_at lies in the future; give a moment that has passed/],
      [{ payment_method_types: ['card'] }, /^payment_method_types.0 must be equal to one .*: credit_card, pix, boleto/],
      [{ last_payment_error: [] }, /^last_payment_error must be object,null/],
      [{ last_payment_error: { type: 'card_error' } }, /^last_payment_error must have required property 'category'/],
    ],
    failure: { category: 'invalid', code: 'declined', message: 'No.' },
  },
])('a fixture at $dialect with nonsense in a member', ({ dialect, nonsense, failure }) => {
  const server = shareReference(dialect);
  const post = (fixture: object) =>
    call(server(), '/_fixtures/payment_intents', { method: 'POST', body: JSON.stringify(fixture) });

  it.each(nonsense)('is refused and says why: %j', async (members, problem) => {
    const answer = await post({ id: 'pi_nonsense', status: 'canceled', ...members });

    expect(answer.status).toBe(400);
    expect(expectRefusal(dialect, answer).error.message).toMatch(problem);
    expect((await retrieve(server(), 'pi_nonsense')).status).toBe(404);
  });

  it('is refused for an error of the last payment when that went well', async () => {
    const answer = await post({ status: 'succeeded', last_payment_error: failure });

    expect(answer.status).toBe(400);
    expect(expectRefusal(dialect, answer).error.message).toMatch(/succeeded has no last_payment_error/);
  });
});

describe('a fixture of a Checkout Session', () => {
  it('exists at Stripe only', async () => {
    const fixture = { status: 'requires_capture', checkout_session: 'cs_1' };

    expect(await arrange(await startReference('stripe'), fixture)).toMatchObject({ status: 'requires_capture' });
    await expect(arrange(await startReference('chargefy'), fixture)).rejects.toThrow('checkout_session');
  });

  it.each<[object, string | RegExp]>([
    [{ expires_at: 'soon' }, 'expires_at must be integer'],
    [{ expires_at: 4_000_000_000.5 }, 'expires_at must be integer'],
    [{ expires_at: -1 }, 'expires_at must be >= 0'],
    [{ expires_at: 1 }, 'expires_at has passed; give a moment that is still to come, or leave it out.'],
    [{ checkout_session: undefined }, 'Only a Checkout Session has an expires_at; give checkout_session as well.'],
    [{ status: 'requires_capture' }, 'of an intent in requires_capture is not open, so it has no expires_at'],
    [{ status: 'canceled' }, 'of an intent in canceled is not open, so it has no expires_at'],
  ])('is refused with a line about its expires_at: %j', async (given, line) => {
    const open = { status: 'requires_payment_method', checkout_session: 'cs_1', expires_at: 4_000_000_000 };

    await expect(arrange(await startReference('stripe'), { ...open, ...given })).rejects.toThrow(line);
  });

  it('is refused with another expires_at than the session has that is there', async () => {
    const reference = await startReference('stripe');
    const fixture = { status: 'requires_payment_method', checkout_session: 'cs_1', expires_at: 4_000_000_000 };
    await arrange(reference, fixture);

    await expect(arrange(reference, fixture)).rejects.toThrow('There is a Checkout Session cs_1 already');
  });
});
