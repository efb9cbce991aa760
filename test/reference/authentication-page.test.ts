import type { Browser } from 'playwright-core';
import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { contractFor } from '../../src/contract/contracts.js';
import { startReference as start } from '../../src/reference/startReference.js';
import { launchBrowser, openPage } from '../support/browser.js';
import { arrange, startReference as startWithKeys } from '../support/reference.js';
import { sdk } from '../support/sdk.js';
import { serving } from '../support/serving.js';

const secured = {
  amount: 2000,
  currency: 'usd',
  confirm: true,
  payment_method: 'pm_card_authenticationRequired',
  automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
} as const;
const declinedAfterwards = 'pm_card_authenticationRequiredChargeDeclinedInsufficientFunds';

/** A reference on a port, and an intent whose customer has to authenticate. */
async function challenged(more: Partial<Stripe.PaymentIntentCreateParams> = {}) {
  const reference = await start('stripe');
  onTestFinished(() => reference.close());
  const url = await reference.listen();
  const stripe = sdk({ url }, reference.keys.secret);
  const intent = await stripe.paymentIntents.create({ ...secured, ...more });
  const { next_action: action } = intent;
  const page = action?.redirect_to_url?.url ?? (action?.use_stripe_sdk as { stripe_js?: string })?.stripe_js;
  return { reference, url, stripe, intent, page: String(page) };
}

/** A shop, to which the customer comes back. */
const startShop = () => serving((_, response) => response.setHeader('Content-Type', 'text/html').end('<h1>Shop</h1>'));

const send = (page: string, body: string, headers: Record<string, string> = {}) =>
  fetch(page, { method: 'POST', redirect: 'manual', body: new URLSearchParams(body), headers });

describe('the page of 3-D Secure in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  it.each([
    ['Complete authentication', 'pm_card_authenticationRequired', 'succeeded', 'succeeded'],
    ['Fail authentication', 'pm_card_authenticationRequired', 'failed', 'requires_payment_method'],
    ['Complete authentication', declinedAfterwards, 'failed', 'requires_payment_method'],
  ])('leads by “%s” with %s back to the shop, as %s', async (button, method, redirectStatus, status) => {
    const shop = await startShop();
    const {
      stripe,
      intent,
      page: address,
    } = await challenged({
      payment_method: method,
      return_url: `${shop}/return?order=1#paid`,
    });
    const { page, requests, complaints } = await openPage(browser, address);

    await page.getByRole('button', { name: button }).click();
    await page.getByRole('heading', { name: 'Shop' }).waitFor();

    const { origin, pathname, hash, searchParams } = new URL(page.url());
    expect([origin, pathname, hash]).toEqual([shop, '/return', '#paid']);
    expect(Object.fromEntries(searchParams)).toEqual({
      order: '1',
      payment_intent: intent.id,
      payment_intent_client_secret: intent.client_secret,
      redirect_status: redirectStatus,
    });
    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({ status });
    expect(requests.filter((url) => !url.startsWith(shop))).toEqual([address, address]);
    expect(complaints).toEqual([]);
  });

  it('says what has happened where there is no way back, and that nothing is left afterwards', async () => {
    const { intent, page: address } = await challenged();
    const { page } = await openPage(browser, address);

    await page.getByRole('button', { name: 'Complete authentication' }).click();
    await page.getByText(`The customer of ${intent.id} has authenticated.`).waitFor();
    expect(await page.getByText('a status of succeeded').count()).toBe(1);

    await page.goto(address);
    expect(await page.getByText('has nothing to authenticate').count()).toBe(1);
    expect(await page.getByRole('button').count()).toBe(0);
  });
});

describe('the page of 3-D Secure', () => {
  it('is below the address that the server has, with any Host of a request', async () => {
    const { url, intent, page, reference } = await challenged({ return_url: 'https://shop.example/back' });

    expect(page).toBe(`${url}/_3ds/${intent.id}`);
    const stripe = new Stripe(reference.keys.secret, { httpClient: Stripe.createFetchHttpClient(reference.fetch) });
    const { id, next_action } = await stripe.paymentIntents.create({ ...secured, return_url: 'https://shop.example' });
    expect(next_action?.redirect_to_url?.url).toBe(`${url}/_3ds/${id}`);
  });

  it('is below the origin of the request where the server has no port', async () => {
    await using reference = await start('stripe');
    const stripe = new Stripe(reference.keys.secret, {
      httpClient: Stripe.createFetchHttpClient(reference.fetch),
      host: 'localhost',
      protocol: 'http',
      port: 4010,
    });

    const { id, next_action } = await stripe.paymentIntents.create({ ...secured, return_url: 'https://shop.example' });

    const address = String(next_action?.redirect_to_url?.url);
    expect(address).toBe(`http://localhost:4010/_3ds/${id}`);
    expect((await reference.fetch(address)).status).toBe(200);
  });

  it('runs no script, loads nothing, is not stored and changes nothing when it is opened', async () => {
    const { page, reference } = await challenged();
    const before = await reference.intents();

    const answer = await fetch(page);

    const html = await answer.text();
    expect([answer.status, answer.headers.get('Content-Type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(answer.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
    expect(answer.headers.get('Content-Security-Policy')).not.toContain('script');
    expect(answer.headers.get('Cache-Control')).toBe('no-store');
    expect(html).not.toMatch(/<script|https?:/);
    expect(await reference.intents()).toEqual(before);
  });

  it('leads back by 303 to the address of the confirmation, also to an app’s', async () => {
    const { page, intent } = await challenged({ return_url: 'shop-app://return' });

    const answer = await send(page, 'outcome=succeed');

    expect(answer.status).toBe(303);
    expect(answer.headers.get('Location')).toBe(
      `shop-app://return?payment_intent=${intent.id}&payment_intent_client_secret=${intent.client_secret}&redirect_status=succeeded`,
    );
    expect(
      contractFor('control')
        .operation('authenticate')
        .responses.get(303)
        ?.body(await answer.text()),
    ).toBe(true);
  });

  it.each(['nowhere', 'javascript:alert(1)'])(
    'says what has happened where a recorded way back leads nowhere: %s',
    async (url) => {
      const { intent } = await challenged({ return_url: 'https://shop.example' });
      const recorded = {
        ...intent,
        next_action: { type: 'redirect_to_url', redirect_to_url: { return_url: url, url: 'https://hooks.stripe.com' } },
      };
      const reference = await startWithKeys('stripe');
      const owner = { organization: 'acct_reference', livemode: false };
      await reference.store.transact(({ intents }) =>
        intents.add(owner, reference.dialect.decode(recorded, reference.now)),
      );

      const answer = await send(`${reference.url}/_3ds/${intent.id}`, 'outcome=fail');

      expect([answer.status, await answer.text()]).toEqual([
        200,
        expect.stringContaining(
          'has failed to authenticate. The payment intent has a status of requires_payment_method.',
        ),
      ]);
    },
  );

  it('is answered once, even if the form is sent again', async () => {
    const { page, stripe, intent } = await challenged();

    const answers = await Promise.all(Array.from({ length: 5 }, () => send(page, 'outcome=succeed')));

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({ amount_received: 2000 });
  });

  it.each([
    '',
    'outcome=',
    'outcome=maybe',
    'outcome=succeed&outcome=fail',
    'outcome=succeed&amount=1',
    '{"outcome":"fail"}',
  ])('takes no other form: %j', async (body) => {
    const { page, stripe, intent } = await challenged();

    const answer = await send(page, body);

    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      error: { message: 'The body must be a form with the outcome succeed or fail, and nothing else.' },
    });
    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({ status: 'requires_action' });
  });

  it('takes no query', async () => {
    const { page } = await challenged();

    expect([(await fetch(`${page}?a=b`)).status, (await send(`${page}?a=b`, 'outcome=fail')).status]).toEqual([
      400, 400,
    ]);
  });

  it('is not for pages and names of other machines', async () => {
    const { page, reference, intent } = await challenged();
    const named = (host: string) => reference.fetch(`http://${host}/_3ds/${intent.id}`);

    const foreign = await send(page, 'outcome=succeed', { Origin: 'https://example.com' });

    expect([foreign.status, (await named('rebound.example.com')).status]).toEqual([403, 403]);
    expect((await named('localhost')).status).toBe(200);
  });

  it.each(['pi_nope', '<b>', '..%2F..', '%00', 'x'.repeat(2000)])(
    'has nothing of an intent that is not there: %s',
    async (id) => {
      const { url } = await challenged();

      for (const answer of [await fetch(`${url}/_3ds/${id}`), await send(`${url}/_3ds/${id}`, 'outcome=succeed')]) {
        expect([answer.status, answer.headers.get('Content-Type')]).toEqual([404, 'text/html; charset=utf-8']);
        expect(await answer.text()).not.toContain('<b>');
      }
    },
  );

  it.each(['PUT', 'DELETE', 'HEAD'])('knows no %s', async (method) => {
    const { page } = await challenged();

    expect((await fetch(page, { method })).status).toBe(404);
  });

  it('is not there where the server is not to be controlled', async () => {
    const reference = await startWithKeys('stripe', { control: false });
    const { id } = await sdk(reference).paymentIntents.create(secured);

    expect((await fetch(`${reference.url}/_3ds/${id}`)).status).toBe(404);
  });

  it('is one for every owner, and for none when two have the same id', async () => {
    const reference = await startWithKeys('stripe');
    const page = `${reference.url}/_3ds/pi_mine`;
    const connected = { 'Stripe-Account': 'acct_connected' };
    await arrange(reference, { id: 'pi_mine', status: 'requires_action' }, 'sk_test_platform', connected);
    expect((await fetch(page)).status).toBe(200);

    await arrange(reference, { id: 'pi_mine', status: 'requires_action' }, 'sk_live_reference');
    const ambiguous = await send(page, 'outcome=succeed');
    expect([ambiguous.status, await ambiguous.text()]).toEqual([409, expect.stringContaining('Several owners have')]);

    await fetch(`${reference.url}/v1/payment_intents/pi_mine/cancel`, {
      method: 'POST',
      headers: { Authorization: 'Bearer sk_live_reference' },
    });
    expect((await send(page, 'outcome=succeed')).status).toBe(200);
    const shown = await fetch(`${reference.url}/v1/payment_intents/pi_mine`, {
      headers: { Authorization: 'Bearer sk_test_platform', ...connected },
    });
    expect(await shown.json()).toMatchObject({ status: 'succeeded' });
  });

  it('is kept under no idempotency key, and stands in no journal', async () => {
    const { page, reference } = await challenged();

    const first = await send(page, 'outcome=succeed', { 'Idempotency-Key': 'key' });
    const second = await send(page, 'outcome=succeed', { 'Idempotency-Key': 'key' });

    expect([first.status, second.status]).toEqual([200, 409]);
    expect(reference.requests.all().map(({ operation }) => operation)).toEqual(['createPaymentIntent']);
  });
});
