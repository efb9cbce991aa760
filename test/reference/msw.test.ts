import { http } from 'msw';
import { setupServer } from 'msw/node';
import Stripe from 'stripe';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startReference } from '../../src/reference/startReference.js';
import { refusalOf, retryAtOnce } from '../support/sdk.js';

async function startBehindMsw() {
  const reference = await startReference('stripe');
  onTestFinished(() => reference.close());
  const network = setupServer(
    http.all('https://api.stripe.com/*', ({ request }) => reference.fetch(request).catch(() => Response.error())),
  );
  network.listen({ onUnhandledRequest: 'error' });
  onTestFinished(() => network.close());
  const hold = await reference.createIntent({ status: 'requires_capture', amount: 2000 });
  reference.faults.add({ on: 'cancelPaymentIntent', drop: 'after_commit' });
  return { reference, hold };
}

describe("a reference on the vendor's host, by MSW", () => {
  it('loses an answer, and the SDK gets the replay', async () => {
    const { reference, hold } = await startBehindMsw();
    const stripe = new Stripe(reference.keys.secret);
    retryAtOnce(stripe);

    const canceled = await stripe.paymentIntents.cancel(hold.id);

    expect(canceled).toMatchObject({ id: hold.id, status: 'canceled' });
    expect(reference.requests.of('cancelPaymentIntent')).toMatchObject([
      { status: null, replayed: false },
      { status: 200, replayed: true },
    ]);
  });

  it('is no success to an SDK that does not retry', async () => {
    const { reference, hold } = await startBehindMsw();
    const stripe = new Stripe(reference.keys.secret, { maxNetworkRetries: 0 });

    const error = await refusalOf(stripe.paymentIntents.cancel(hold.id));

    expect(error).toBeInstanceOf(Stripe.errors.StripeConnectionError);
    expect(await reference.intents()).toMatchObject([{ id: hold.id, status: 'canceled' }]);
  });
});
