import Stripe from 'stripe';
import { describe, expect, it, onTestFinished } from 'vitest';
import { stripe as dialect } from '../../src/dialects/stripe/dialect.js';
import { startReference as start } from '../../src/reference/startReference.js';
import { sharePostgres } from '../support/postgresReference.js';

const secured = {
  amount: 2000,
  currency: 'usd',
  confirm: true,
  payment_method: 'pm_card_authenticationRequired',
  automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
} as const;

const declinedAfterwards = 'pm_card_authenticationRequiredChargeDeclinedInsufficientFunds';

async function startStripe(database?: string) {
  const reference = await start('stripe', database === undefined ? {} : { database });
  onTestFinished(() => reference.close());
  const stripe = new Stripe(reference.keys.secret, {
    httpClient: Stripe.createFetchHttpClient(reference.fetch),
    maxNetworkRetries: 0,
  });
  const challenge = (more: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
    stripe.paymentIntents.create({ ...secured, ...more });
  return { reference, stripe, challenge };
}

const postgres = sharePostgres();

describe.each<[string, () => Promise<string>]>([
  ['memory', async () => 'memory:'],
  ['PostgreSQL', () => postgres().createDatabase()],
])('the authentication of a customer in process, on %s', (_, create) => {
  it('lets an intent be paid', async () => {
    const { reference, stripe, challenge } = await startStripe(await create());
    const { id, status, latest_charge } = await challenge();
    expect([status, latest_charge]).toEqual(['requires_action', null]);

    const paid = await reference.authenticate(id, 'succeed');

    expect(paid).toMatchObject({ status: 'succeeded', amount_received: 2000, next_action: null });
    const shown = await stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] });
    expect(shown.latest_charge).toMatchObject({ paid: true, captured: true, amount_captured: 2000 });
    expect(reference.requests.all().map(({ operation }) => operation)).toEqual([
      'createPaymentIntent',
      'retrievePaymentIntent',
    ]);
  });

  it('lets it be held, when the confirmation asked for that', async () => {
    const { reference, stripe, challenge } = await startStripe(await create());
    const waiting = await challenge({ confirm: false });
    await stripe.paymentIntents.confirm(waiting.id, { capture_method: 'manual' });

    const held = await reference.authenticate(waiting.id, 'succeed');

    expect(held).toMatchObject({ status: 'requires_capture', amount_capturable: 2000, amount_received: 0 });
    expect(await stripe.paymentIntents.cancel(waiting.id)).toMatchObject({ status: 'canceled', amount_capturable: 0 });
  });

  it('lets it be declined afterwards, with a charge that failed', async () => {
    const { reference, stripe, challenge } = await startStripe(await create());
    const { id } = await challenge({ payment_method: declinedAfterwards });

    const declined = await reference.authenticate(id, 'succeed');

    expect(declined).toMatchObject({
      status: 'requires_payment_method',
      payment_method: null,
      amount_received: 0,
      last_payment_error: { code: 'card_declined', decline_code: 'insufficient_funds', charge: declined.latest_charge },
    });
    expect(await stripe.charges.retrieve(String(declined.latest_charge))).toMatchObject({
      status: 'failed',
      paid: false,
      failure_code: 'card_declined',
    });
  });

  it('leaves it to the server to confirm again, where the confirmation is manual', async () => {
    const { reference, stripe } = await startStripe(await create());
    const { automatic_payment_methods: _, ...parameters } = secured;
    const { id, payment_method } = await stripe.paymentIntents.create({
      ...parameters,
      confirmation_method: 'manual',
      return_url: 'https://shop.example',
    });

    const intent = await reference.authenticate(id, 'succeed');

    expect(intent).toMatchObject({ status: 'requires_confirmation', payment_method, next_action: null });
    expect([intent.latest_charge, intent.amount_received]).toEqual([null, 0]);
  });

  it('takes the payment method away when it fails, without a charge', async () => {
    const { reference, challenge } = await startStripe(await create());
    const { id, payment_method } = await challenge();

    const intent = await reference.authenticate(id, 'fail');

    expect(intent).toMatchObject({
      status: 'requires_payment_method',
      next_action: null,
      payment_method: null,
      latest_charge: null,
      last_payment_error: {
        code: 'payment_intent_authentication_failure',
        payment_method: { id: payment_method },
        type: 'invalid_request_error',
      },
    });
  });

  it('happens once, even if it is asked for again and other things happen', async () => {
    const { reference, stripe, challenge } = await startStripe(await create());
    for (let round = 0; round < 10; round += 1) {
      const { id } = await challenge();

      const outcomes = await Promise.allSettled([
        reference.authenticate(id, 'succeed'),
        reference.authenticate(id, 'fail'),
        reference.authenticate(id, 'succeed'),
        stripe.paymentIntents.cancel(id),
      ]);

      const done = outcomes.filter(({ status }) => status === 'fulfilled');
      const { status, amount_received: received } = await stripe.paymentIntents.retrieve(id);
      expect(['succeeded', 'canceled']).toContain(status);
      // An intent whose customer has failed can still be canceled, and no other can.
      expect(done.length).toBe(outcomes[1]?.status === 'fulfilled' ? 2 : 1);
      expect(received).toBe(status === 'succeeded' ? 2000 : 0);
    }
  });
});

describe('an authentication that can not be', () => {
  it('is a TypeError that says why, and changes nothing', async () => {
    const { reference, stripe, challenge } = await startStripe();
    const { id } = await challenge();
    const other = { key: reference.keys.other };
    const ended = await reference.createIntent({ status: 'succeeded' });
    const owned = await reference.createIntent({ status: 'requires_action', checkout_session: 'cs_test_1' });
    const before = await reference.intents();

    const refused = async (call: Promise<unknown>, reason: RegExp) => {
      const error = await call.catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(TypeError);
      expect(String(error)).toMatch(reason);
    };
    await refused(reference.authenticate('pi_nope', 'succeed'), /has no payment intent pi_nope\.$/);
    await refused(reference.authenticate(id, 'succeed', other), /has no payment intent pi_/);
    await refused(reference.authenticate(ended.id, 'fail'), /has a status of succeeded; its customer has nothing/);
    await refused(reference.authenticate(owned.id, 'succeed'), /belongs to the Checkout Session cs_test_1/);
    await refused(reference.authenticate(id, 'perhaps' as 'fail'), /can 'succeed' or 'fail'/);
    await refused(reference.authenticate(id, 'fail', { key: 'sk_test_unknown' }), /has no such key/);
    await refused(reference.authenticate(id, 'fail', { secret: 1 } as object), /no option secret/);

    expect(await reference.intents()).toEqual(before);
    expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({ status: 'requires_action' });
  });

  it('is that of an intent which waits for something else', () => {
    const owner = { organization: 'acct_reference', livemode: false };
    const made = dialect.fixture({ id: 'pi_1', status: 'requires_action' }, owner, 0);
    if ('problem' in made) throw new Error(made.problem);
    const refusalOf = (type: string) =>
      dialect.customerAuthentication?.refuse({ ...made.intent, nextAction: { type, [type]: {} } });

    expect(refusalOf('use_stripe_sdk')).toBeUndefined();
    expect(refusalOf('display_bank_transfer_instructions')).toBe(
      'The payment intent pi_1 waits for display_bank_transfer_instructions; its customer has nothing to authenticate.',
    );
  });

  it('is any at Chargefy', async () => {
    await using reference = await start('chargefy');
    const { id } = await reference.createIntent({ status: 'requires_action' });

    await expect(reference.authenticate(id, 'succeed')).rejects.toThrow(
      new TypeError('No payment intent of chargefy waits for its customer.'),
    );
    expect((await reference.fetch(`http://localhost/_3ds/${id}`)).status).toBe(404);
  });
});
