/** The authentication of a customer by 3-D Secure. */

import { allows, lifecycle, moveBy } from '../../domain/lifecycle.js';
import type { PaymentIntent } from '../../domain/PaymentIntent.js';
import type { RelatedObject } from '../../domain/RelatedObject.js';
import type { AuthenticationOutcome, CustomerAuthentication } from '../Dialect.js';
import { attempt, type Outcome } from './attempt.js';
import { encode, type WireIntent } from './codec.js';
import { methodOf } from './confirmation.js';
import { authenticationFailure } from './paymentErrors.js';
import type { PaymentMethod } from './paymentMethod.js';
import { returnUrlIn } from './returnUrl.js';

export const customerAuthentication: CustomerAuthentication = {
  refuse,

  async authenticate(id, outcome, { owner: key, intents, objects, now }) {
    const made: { charge?: RelatedObject; returnUrl?: string | undefined } = {};
    const changed = await intents.change<string>(key, id, async (intent) => {
      const problem = refuse(intent);
      const method = await methodOf(intent, { key, objects, now });
      if (problem !== undefined || !method) return { refusal: problem ?? withoutMethod(intent) };
      const { move, charge } = comesTo(outcome, intent, method, now);
      Object.assign(made, { charge, returnUrl: returnUrlOf(intent) });
      return move;
    });
    if (changed.kind === 'missing') return changed;
    if (changed.kind === 'refused') return { kind: 'refused', problem: changed.refusal };
    if (made.charge) await objects.add(key, made.charge);
    const { intent } = changed;
    return { kind: 'authenticated', intent, returnTo: made.returnUrl && wayBack(made.returnUrl, intent) };
  },
};

function refuse(intent: PaymentIntent): string | undefined {
  const { id, status, checkoutSession, nextAction } = intent;
  if (!allows(lifecycle.authenticate, intent)) {
    return `The payment intent ${id} has a status of ${status}; its customer has nothing to authenticate.`;
  }
  const type = String(nextAction?.type);
  if (type !== 'redirect_to_url' && type !== 'use_stripe_sdk') {
    return `The payment intent ${id} waits for ${type}; its customer has nothing to authenticate.`;
  }
  if (checkoutSession === null) return undefined;
  return `The payment intent ${id} belongs to the Checkout Session ${checkoutSession}; its customer authenticates on the page of the session, which this server does not have.`;
}

function withoutMethod({ id }: PaymentIntent): string {
  return `The payment intent ${id} has no payment method; its customer has nothing to authenticate.`;
}

/** What an authentication makes of an intent that waits for it. */
function comesTo(outcome: AuthenticationOutcome, intent: PaymentIntent, method: PaymentMethod, now: number): Outcome {
  if (outcome === 'fail') {
    const shown = { payment_method: null, last_payment_error: authenticationFailure(method) };
    return { move: moveBy('reject', intent, now, { shown }) };
  }
  // Then the server confirms again, on its own.
  if ((intent.details as WireIntent).confirmation_method === 'manual') {
    return { move: moveBy('authenticate', intent, now) };
  }
  return attempt(intent, method, {}, { authenticated: true, pageUrl: '', now });
}

function returnUrlOf({ nextAction }: PaymentIntent): string | undefined {
  const { redirect_to_url: redirect } = (nextAction ?? {}) as WireIntent['next_action'] & object;
  return (redirect as { readonly return_url?: string } | undefined)?.return_url;
}

/** The shop's address with the vendor's query; undefined when a recorded intent has none. */
function wayBack(returnUrl: string, intent: PaymentIntent): string | undefined {
  const url = returnUrlIn(returnUrl);
  if (!url) return undefined;
  const { client_secret: secret } = encode(intent);
  const query = new URLSearchParams({
    payment_intent: intent.id,
    ...(secret && { payment_intent_client_secret: secret }),
    redirect_status: intent.status === 'requires_payment_method' ? 'failed' : 'succeeded',
  });
  url.search = url.search === '' ? `${query}` : `${url.search}&${query}`;
  return url.href;
}
