/** Arranges through Stripe’s own API in test mode. */

import { NotServed } from '../NotServed.js';
import { type Arrange, Unarranged } from '../Target.js';
import { wordsOf } from '../wordsOf.js';
import { askForIntent, askWhetherServed } from './ask.js';

/** What an intent is created with, and whether it is confirmed or canceled then, by the status that comes of it. */
const ways: Readonly<Record<string, { readonly form: Form; readonly next?: 'confirm' | 'cancel' }>> = {
  requires_payment_method: { form: {} },
  requires_confirmation: { form: { payment_method: 'pm_card_visa' } },
  requires_capture: { form: { payment_method: 'pm_card_visa', capture_method: 'manual' }, next: 'confirm' },
  // The card asks for 3D Secure by the account's Radar rules; where they were changed it comes to `succeeded`.
  requires_action: { form: { payment_method: 'pm_card_threeDSecure2Required' }, next: 'confirm' },
  // A debit that stays under way. The account has to have bank debits enabled.
  processing: { form: { payment_method: 'pm_usBankAccount_processing' }, next: 'confirm' },
  succeeded: { form: { payment_method: 'pm_card_visa' }, next: 'confirm' },
  canceled: { form: {}, next: 'cancel' },
};

/** Which payment methods an intent takes is left to the account: `payment_method_types` is refused from 2026-09-30.endive on. */
const dynamic = { 'automatic_payment_methods[enabled]': 'true' };

const nextForms = {
  // Some of the account's payment methods may send the customer away.
  confirm: { return_url: 'https://example.com/return' },
  cancel: {},
};

/** A debit is confirmed with the customer's mandate. */
const mandate = { 'mandate_data[customer_acceptance][type]': 'offline' };

/**
 * Arranges through Stripe's own API in test mode: creates, then confirms with a test payment method in a request of its
 * own. Not to be had this way are intents of a Checkout Session, which come with a payer's visit, and a customer of a given
 * id. An API without Checkout Sessions is not judged by them.
 *
 * @param base URL of the API; any when `own` is given.
 * @param own a fetch that reaches it instead of the network.
 * @see https://docs.stripe.com/testing
 */
export function arrangeByStripeApi(base: string, own?: typeof globalThis.fetch): Arrange {
  return async (wanted) => {
    const { status, key, options } = wanted;
    const headers = { Authorization: `Bearer ${key}` };
    const post = (path: string, form: Form) =>
      askForIntent({ base, path, headers, body: new URLSearchParams(form), expected: 200 }, wanted, own);
    const { amount = 2000, metadata = {}, ...others } = options;
    const unmet = Object.keys(others);
    if (options.checkout_session !== undefined) {
      // Without the parameters that a session needs, so that none comes of it.
      const asked = { base, path: '/v1/checkout/sessions', headers, body: new URLSearchParams() };
      if (!(await askWhetherServed(asked, wanted, own)))
        throw new NotServed('the API has no operation that makes Checkout Sessions, so no intent is of one');
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
