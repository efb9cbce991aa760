/** Arranges through Stripe’s own API in test mode. */

import { type Arrange, Unarranged } from '../Target.js';
import { wordsOf } from '../wordsOf.js';
import { askForIntent } from './ask.js';

/** What the create operation is asked for, by the status that comes of it. */
const forms: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  requires_payment_method: {},
  requires_confirmation: { payment_method: 'pm_card_visa' },
  requires_capture: { payment_method: 'pm_card_visa', confirm: 'true', capture_method: 'manual' },
  // The card asks for 3D Secure by the account's Radar rules; where they were changed it comes to `succeeded`.
  requires_action: { payment_method: 'pm_card_threeDSecure2Required', confirm: 'true' },
  succeeded: { payment_method: 'pm_card_visa', confirm: 'true' },
};

/**
 * Arranges through Stripe's own API in test mode: create, and confirm with a test payment method. Not to be had this
 * way are `processing`, which no card reaches and from which a cancel works in rare cases only, intents of a Checkout
 * Session, which come with a payer's visit, and a customer of a given id.
 *
 * @param base URL of the API; any when `own` is given.
 * @param own a fetch that reaches it instead of the network.
 * @see https://docs.stripe.com/testing
 */
export function arrangeByStripeApi(base: string, own?: typeof globalThis.fetch): Arrange {
  return async (wanted) => {
    const { status, key, options } = wanted;
    const post = (path: string, form: Readonly<Record<string, string>>) => {
      const headers = { Authorization: `Bearer ${key}` };
      return askForIntent({ base, path, headers, body: new URLSearchParams(form), expected: 200 }, wanted, own);
    };
    const { amount = 2000, metadata = {}, ...others } = options;
    const unmet = Object.keys(others);
    if (unmet.length > 0) throw new Unarranged(`the API can't give an intent ${unmet.join(' and ')}`);
    const form = forms[status === 'canceled' ? 'requires_payment_method' : status];
    if (!form) throw new Unarranged(`no test payment method leads to ${status}`);

    const created = await post('/v1/payment_intents', {
      amount: String(amount),
      currency: 'usd',
      // Named, because the payment methods of the account's settings may demand a return_url.
      'payment_method_types[]': 'card',
      ...Object.fromEntries(Object.entries(metadata).map(([name, value]) => [`metadata[${name}]`, value])),
      ...form,
    });
    const { id } = created;
    const intent = status === 'canceled' ? await post(`/v1/payment_intents/${id}/cancel`, {}) : created;
    if (intent.status !== status) throw new Unarranged(`the API led to ${wordsOf(intent.status)} instead of ${status}`);
    return { id };
  };
}
