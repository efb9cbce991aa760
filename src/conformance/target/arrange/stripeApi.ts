/** Arranges intents by Stripe’s own API in test mode. */

import { NotServed } from '../NotServed.js';
import { type Arrange, Unarranged } from '../Target.js';
import { wordsOf } from '../wordsOf.js';
import { askForIntent, askWhetherServed } from './ask.js';

/** By status: the parameters that create such an intent, and whether it is then confirmed or canceled. */
const ways: Readonly<Record<string, { readonly form: Form; readonly next?: 'confirm' | 'cancel' }>> = {
  requires_payment_method: { form: {} },
  requires_confirmation: { form: { payment_method: 'pm_card_visa' } },
  requires_capture: { form: { payment_method: 'pm_card_visa', capture_method: 'manual' }, next: 'confirm' },
  // The account's Radar rules ask for 3D Secure; if they were changed, the status is `succeeded`.
  requires_action: { form: { payment_method: 'pm_card_threeDSecure2Required' }, next: 'confirm' },
  // A debit that stays in `processing`. The account must have bank debits enabled.
  processing: { form: { payment_method: 'pm_usBankAccount_processing' }, next: 'confirm' },
  succeeded: { form: { payment_method: 'pm_card_visa' }, next: 'confirm' },
  canceled: { form: {}, next: 'cancel' },
};

/** The account decides the payment methods: `payment_method_types` is rejected from 2026-09-30.endive on. */
const dynamic = { 'automatic_payment_methods[enabled]': 'true' };

const nextForms = {
  // Some of the account's payment methods may redirect the customer.
  confirm: { return_url: 'https://example.com/return' },
  cancel: {},
};

const hint = 'use another --arrange';

/** A debit is confirmed with the customer's mandate. */
const mandate = { 'mandate_data[customer_acceptance][type]': 'offline' };

/**
 * Arranges intents by Stripe's own API in test mode: creates them, then confirms them with a test payment method in a second
 * request. It can't get intents of a Checkout Session, which need a payer's visit, nor a customer of a given id.
 *
 * @param base is the URL of the API; ignored by some `own`.
 * @param own is a `fetch` to use instead of the network.
 * @see https://docs.stripe.com/testing
 */
export function arrangeByStripeApi(base: string, own?: typeof globalThis.fetch): Arrange {
  return async (wanted) => {
    const { status, key, options } = wanted;
    const headers = { Authorization: `Bearer ${key}` };
    const post = (path: string, form: Form) =>
      askForIntent({ base, path, headers, body: new URLSearchParams(form), expected: 200, hint }, wanted, own);
    const { amount = 2000, metadata = {}, ...others } = options;
    const unmet = Object.keys(others);
    if (options.checkout_session !== undefined) {
      // Without required parameters, so that no session is created.
      const asked = { base, path: '/v1/checkout/sessions', headers, body: new URLSearchParams() };
      if (!(await askWhetherServed(asked, wanted, own)))
        throw new NotServed('the API has no operation that creates Checkout Sessions, so no intent belongs to one');
    }
    if (unmet.length > 0) throw new Unarranged(`the API can't give an intent ${unmet.join(' and ')}`);
    const way = ways[status];
    if (!way) throw new Unarranged(`no test payment method leads to ${status}`);

    const created = await post('/v1/payment_intents', {
      amount: String(amount),
      currency: 'usd',
      ...dynamic,
      ...Object.fromEntries(Object.entries(metadata).map(([name, value]) => [`metadata[${name}]`, value])),
      ...way.form,
    });
    const { id } = created;
    const { next } = way;
    const form = next && { ...nextForms[next], ...(status === 'processing' && mandate) };
    const last = next ? await post(`/v1/payment_intents/${encodeURIComponent(id)}/${next}`, { ...form }) : created;
    if (last.status !== status) {
      throw new Unarranged(`the API led to ${wordsOf(last.status)} instead of ${status}, by ${next ?? 'create'}`);
    }
    return { id };
  };
}

type Form = Readonly<Record<string, string>>;
