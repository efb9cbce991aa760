/** Arranges through Stripe’s own API in test mode. */

import { type Arrange, Unarranged } from '../Target.js';

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

/** Characters of an answer that a reason repeats. */
const mostOfAnAnswer = 300;

/**
 * Arranges through Stripe's own API in test mode: creates, then confirms with a test payment method in a request of its
 * own. Not to be had this way are `processing`, which no card reaches and from which a cancel works in rare cases only,
 * intents of a Checkout Session, which come with a payer's visit, and a customer of a given id.
 *
 * @param base URL of the API; any when `fetch` is given.
 * @see https://docs.stripe.com/testing
 */
export function arrangeByStripeApi(base: string, fetch: typeof globalThis.fetch): Arrange {
  const post = async (path: string, key: string, form: Form): Promise<Intent> => {
    const response = await fetch(
      new Request(`${base.replace(/\/$/, '')}${path}`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${key}` },
        body: new URLSearchParams(form),
        signal: AbortSignal.timeout(10_000),
      }),
    );
    const text = await response.text();
    const json = parsed(text);
    if (response.status !== 200) {
      throw new Unarranged(`POST ${path} answered ${response.status}: ${messageOf(json) ?? excerpt(text)}`);
    }
    const { id, status } = (json ?? {}) as Partial<Intent>;
    if (typeof id !== 'string' || typeof status !== 'string') {
      throw new Unarranged(`POST ${path} answered no intent with an id and a status: ${excerpt(text)}`);
    }
    return { id, status };
  };

  return async ({ status, key, options }) => {
    const { amount = 2000, metadata = {}, ...others } = options;
    const unmet = Object.keys(others);
    if (unmet.length > 0) throw new Unarranged(`the API can't give an intent ${unmet.join(' and ')}`);
    const way = ways[status];
    if (!way) throw new Unarranged(`no test payment method leads to ${status}`);

    const created = await post('/v1/payment_intents', key, {
      amount: String(amount),
      currency: 'usd',
      // Named, because the payment methods of the account's settings may demand a return_url.
      'payment_method_types[]': 'card',
      ...Object.fromEntries(Object.entries(metadata).map(([name, value]) => [`metadata[${name}]`, value])),
      ...way.form,
    });
    const { id } = created;
    const last = way.next ? await post(`/v1/payment_intents/${encodeURIComponent(id)}/${way.next}`, key, {}) : created;
    if (last.status !== status) {
      throw new Unarranged(`the API led to ${last.status} instead of ${status}, by ${way.next ?? 'create'}`);
    }
    return { id };
  };
}

type Form = Readonly<Record<string, string>>;

interface Intent {
  readonly id: string;
  readonly status: string;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The message of an error as Stripe writes it. */
function messageOf(json: unknown): string | undefined {
  const { message } = (json as { readonly error?: { readonly message?: unknown } } | undefined)?.error ?? {};
  return typeof message === 'string' ? excerpt(message) : undefined;
}

function excerpt(text: string): string {
  return text.slice(0, mostOfAnAnswer) || 'nothing';
}
