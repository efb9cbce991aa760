/** Arranges through Stripe’s own API in test mode. */

import { type Arrange, Unarranged } from '../Target.js';
import { wordsOf } from '../wordsOf.js';
import { askForIntent } from './ask.js';

/** What an intent is created with, and whether it is confirmed or canceled then, by the status that comes of it. */
const ways: Readonly<Record<string, { readonly form: Form; readonly next?: 'confirm' | 'cancel' }>> = {
  requires_payment_method: { form: {} },
  requires_confirmation: { form: { payment_method: 'pm_card_visa' } },
  requires_capture: { form: { payment_method: 'pm_card_visa', capture_method: 'manual' }, next: 'confirm' },
  // The card asks for 3D Secure by the account's Radar rules; where they were changed it comes to `succeeded`.
  requires_action: { form: { payment_method: 'pm_card_threeDSecure2Required' }, next: 'confirm' },
  succeeded: { form: { payment_method: 'pm_card_visa' }, next: 'confirm' },
  canceled: { form: {}, next: 'cancel' },
};

/**
 * Arranges through Stripe's own API in test mode: creates, then confirms with a test payment method in a request of its
 * own. Not to be had this way are `processing`, which no card reaches and from which a cancel works in rare cases only,
 * intents of a Checkout Session, which come with a payer's visit, and a customer of a given id.
 *
 * @param base URL of the API; any when `own` is given.
 * @param own a fetch that reaches it instead of the network.
 * @see https://docs.stripe.com/testing
 */
export function arrangeByStripeApi(base: string, own?: typeof globalThis.fetch): Arrange {
  return async (wanted) => {
    const { status, key, options } = wanted;
    const post = (path: string, form: Form) => {
      const headers = { Authorization: `Bearer ${key}` };
      return askForIntent({ base, path, headers, body: new URLSearchParams(form), expected: 200 }, wanted, own);
    };
    const { amount = 2000, metadata = {}, ...others } = options;
    const unmet = Object.keys(others);
    if (unmet.length > 0) throw new Unarranged(`the API can't give an intent ${unmet.join(' and ')}`);
    const way = ways[status];
    if (!way) throw new Unarranged(`no test payment method leads to ${status}`);

    const created = await post('/v1/payment_intents', {
      amount: String(amount),
      currency: 'usd',
      // Named, because the payment methods of the account's settings may demand a return_url.
      'payment_method_types[]': 'card',
      ...Object.fromEntries(Object.entries(metadata).map(([name, value]) => [`metadata[${name}]`, value])),
      ...way.form,
    });
    const { id } = created;
    const last = way.next ? await post(`/v1/payment_intents/${encodeURIComponent(id)}/${way.next}`, {}) : created;
    if (last.status !== status) {
      throw new Unarranged(`the API led to ${wordsOf(last.status)} instead of ${status}, by ${way.next ?? 'create'}`);
    }
    return { id };
  };
}

type Form = Readonly<Record<string, string>>;
