import { describe, expect, it } from 'vitest';
import { call } from '../../support/calls.js';
import { arrange, shareReference } from '../../support/reference.js';

const server = shareReference('stripe');

const noRedirects =
  'amount=2000&currency=usd&automatic_payment_methods[enabled]=true&automatic_payment_methods[allow_redirects]=never';
const create = (parameters: string, version?: string) =>
  call(server(), '/v1/payment_intents', {
    method: 'POST',
    body: parameters,
    ...(version !== undefined && { headers: { 'Stripe-Version': version } }),
  });

async function named(): Promise<Record<string, string>> {
  const intent = await arrange(server(), {
    status: 'requires_capture',
    customer: 'cus_named',
    payment_method: 'pm_named',
  });
  return { customer: 'cus_named', payment_method: 'pm_named', charge: String(intent.latest_charge) };
}

describe('an id of something else', () => {
  it.each([
    ['customer', 'payment_method'],
    ['charge', 'payment_method'],
    ['payment_method', 'customer'],
    ['charge', 'customer'],
  ])('is unknown: that of a %s as the %s', async (kind, param) => {
    const id = (await named())[kind];

    const { status, body } = await create(`${noRedirects}&${param}=${id}`);

    expect(status).toBe(400);
    expect(body.error).toMatchObject({ code: 'resource_missing', param });
  });

  it.each(['customer', 'payment_method'])('is no charge: that of a %s', async (kind) => {
    const { status, body } = await call(server(), `/v1/charges/${(await named())[kind]}`);

    expect(status).toBe(404);
    expect(body.error).toMatchObject({ code: 'resource_missing', param: 'charge' });
  });
});

describe('what a confirmation is told', () => {
  it('about an account that is not for tests is refused, and nothing is made', async () => {
    const debit = 'payment_method_data[type]=sepa_debit&payment_method_data[sepa_debit][iban]';

    const refused = await create(`${noRedirects}&confirm=true&${debit}=XX00`);
    const submitted = await create(`${noRedirects}&confirm=true&${debit}=DE89370400440532013000`);

    expect(refused).toMatchObject({ status: 400, body: { error: { param: 'payment_method_data[sepa_debit]' } } });
    expect(submitted).toMatchObject({ status: 200, body: { status: 'processing' } });
  });

  it.each([
    ['use_stripe_sdk=true', 'use_stripe_sdk'],
    ['use_stripe_sdk=false', 'redirect_to_url'],
    ['metadata[a]=b', 'redirect_to_url'],
  ])('decides how the customer authenticates: %s', async (parameter, type) => {
    const secured = 'confirm=true&payment_method=pm_card_threeDSecure2Required&return_url=https://shop.example';

    const { body } = await create(`${noRedirects}&${secured}&${parameter}`);

    expect(body).toMatchObject({ status: 'requires_action', next_action: { type } });
  });

  it('about the types that an intent may use is what the intent shows', async () => {
    const version = '2024-06-20';
    const { body } = await create('amount=2000&currency=usd&payment_method_types[]=card', version);

    const confirmed = await call(server(), `/v1/payment_intents/${body.id}/confirm`, {
      method: 'POST',
      body: 'payment_method=pm_usBankAccount_success&payment_method_types[]=us_bank_account',
      headers: { 'Stripe-Version': version },
    });

    expect(confirmed.body).toMatchObject({ status: 'processing', payment_method_types: ['us_bank_account'] });
  });

  it.each(['true', 'one_off', 'recurring'])(
    'of an absent customer shortens the hold of a Visa: off_session=%s',
    async (absent) => {
      const held = `capture_method=manual&confirm=true&payment_method=pm_card_visa&off_session=${absent}`;

      const { body } = await create(`${noRedirects}&${held}&expand[]=latest_charge`);

      const charge = body.latest_charge as {
        created: number;
        payment_method_details: { card: { capture_before: number } };
      };
      expect(charge.payment_method_details.card.capture_before - charge.created).toBe(410_400);
    },
  );

  it.each(['javascript:alert(1)', 'data:text/html,x', 'shop', '/back', ''])(
    'about the way back is refused where it leads nowhere: %s',
    async (url) => {
      const secured = 'confirm=true&payment_method=pm_card_threeDSecure2Required';

      const { status, body } = await create(`${noRedirects}&${secured}&return_url=${encodeURIComponent(url)}`);

      expect(status).toBe(400);
      expect(body.error).toMatchObject({ param: 'return_url', message: expect.stringContaining('Invalid return_url') });
    },
  );

  it('about the way back may have the scheme of an app', async () => {
    const secured = 'confirm=true&payment_method=pm_card_threeDSecure2Required&return_url=shop://back';

    expect((await create(`${noRedirects}&${secured}`)).body).toMatchObject({ status: 'requires_action' });
  });
});

it.each(['starting_after=a:b', 'ending_before=a+b', 'customer=(a)'])(
  'a character that the validator takes for reserved is told in a sentence that is true: %s',
  async (query) => {
    const { status, body } = await call(server(), `/v1/payment_intents?${query}`);

    const [param] = query.split('=');
    expect(status).toBe(400);
    expect(body.error).toMatchObject({
      param,
      message: `Invalid ${param}: send its characters percent-encoded, a space as %20.`,
    });
  },
);
