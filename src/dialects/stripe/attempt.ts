/** One attempt to pay: what a confirmation of an intent with a payment method comes to. */

import type { ConfirmPaymentIntentRequest } from '../../contract/stripe.js';
import { moveBy } from '../../domain/lifecycle.js';
import type { JsonObject, PaymentIntent } from '../../domain/PaymentIntent.js';
import type { RelatedObject } from '../../domain/RelatedObject.js';
import type { Changes, Move } from '../../domain/transition.js';
import { newId } from '../newId.js';
import { holdPeriod, type WireIntent } from './codec.js';
import { authenticationError, type CardError, debitError, declineError, type PaymentError } from './paymentErrors.js';
import type { PaymentMethod } from './paymentMethod.js';

/** Seconds for which a hold of a Visa card waits whose customer was absent: 4 days and 18 hours. */
const absentVisaPeriod = 410_400;

/** Seconds after which a bank debit is over. */
export const settlementPeriod = 3 * 24 * 60 * 60;

/** What a confirmation says besides the payment method. */
export type ConfirmationTerms = Pick<
  ConfirmPaymentIntentRequest,
  'error_on_requires_action' | 'off_session' | 'payment_method_options' | 'return_url' | 'use_stripe_sdk'
>;

/** What the charge of an attempt shows of it, as long as the charge exists. */
export interface Attempt {
  /** Unix seconds. */
  readonly created: number;
  /** Minor units. */
  readonly amount: number;
  /** Id of the payment method; null when unknown. */
  readonly paymentMethod: string | null;
  readonly type: string;
  /** What the payment method shows of itself. */
  readonly shown: JsonObject;
  /** Why it failed, or will fail; null when it has not. */
  readonly failure: PaymentError | null;
}

/** A charge that a fixture made has no attempt, only its intent. */
export function attemptIn(details: object): Attempt | undefined {
  return 'created' in details ? (details as Attempt) : undefined;
}

/** The outcome of an attempt. */
export interface Outcome {
  /** What it makes of the intent. */
  readonly move: Move;
  /** The charge that was made; undefined when none was. */
  readonly charge?: RelatedObject;
  /** Why the confirmation fails, with a 402; undefined when it does not. */
  readonly error?: CardError;
}

/**
 * The outcome of an attempt.
 *
 * @param authenticated whether the customer has authenticated for it.
 * @param pageUrl where the customer authenticates.
 * @param now Unix seconds.
 */
export function attempt(
  intent: PaymentIntent,
  method: PaymentMethod,
  terms: ConfirmationTerms,
  { authenticated, pageUrl, now }: { authenticated: boolean; pageUrl: string; now: number },
): Outcome {
  const { behavior } = method;
  const move = movesOf(intent, method, now);

  if (behavior.kind === 'authenticates' && !authenticated) {
    const absent = isAbsent(terms);
    if (absent || terms.error_on_requires_action === true) {
      const error = authenticationError(absent ? 'off_session' : 'error_on_requires_action', method);
      return { move: move('reject', { payment_method: null, last_payment_error: error }), error };
    }
    return { move: move('challenge', {}, { nextAction: nextAction(terms, pageUrl) }) };
  }
  const decline = behavior.kind === 'succeeds' || behavior.kind === 'debits' ? undefined : behavior.decline;
  if (decline !== undefined) {
    const id = newId('ch');
    const error = declineError(decline, id, method);
    const shown = { payment_method: null, latest_charge: id, last_payment_error: error };
    return { move: move('decline', shown), charge: chargeOf(id, intent, method, error, now), error };
  }
  if (behavior.kind === 'debits') {
    const id = newId('py');
    const failure = behavior.failure === undefined ? null : debitError(behavior.failure, id, method);
    const settlesAt = behavior.ends === 'never' ? null : now + settlementPeriod;
    const later = { settlesAt, failure: failure && { payment_method: null, last_payment_error: failure } };
    return {
      move: move('submit', { latest_charge: id }, later),
      charge: chargeOf(id, intent, method, failure, now),
    };
  }
  const id = newId('ch');
  const charge = chargeOf(id, intent, method, null, now);
  const captureMethod = captureMethodOf(intent, terms);
  if (captureMethod !== 'manual') {
    const step = captureMethod === 'automatic' ? 'succeed' : 'succeedAsynchronously';
    return { move: move(step, { latest_charge: id }), charge };
  }
  const expiresAt = now + (isAbsent(terms) && isVisa(method) ? absentVisaPeriod : holdPeriod);
  return { move: move('hold', { latest_charge: id }, { expiresAt }), charge };
}

type AttemptStep = 'challenge' | 'decline' | 'hold' | 'reject' | 'submit' | 'succeed' | 'succeedAsynchronously';

/** The move of a step, with what an attempt shows of itself unless it failed. */
function movesOf(intent: PaymentIntent, { id, type }: PaymentMethod, now: number) {
  const types = (intent.details as WireIntent).payment_method_types;
  const shown = {
    payment_method: id,
    payment_method_types: types.includes(type) ? types : [...types, type],
    last_payment_error: null,
  };
  return (step: AttemptStep, own: JsonObject, others: Changes = {}): Move => {
    const { changes, events } = moveBy(step, intent, now, { shown: { ...shown, ...own } });
    return { changes: { ...changes, ...others }, events };
  };
}

function chargeOf(
  id: string,
  { id: paymentIntent, amount }: PaymentIntent,
  { id: paymentMethod, type, wire }: PaymentMethod,
  failure: PaymentError | null,
  created: number,
): RelatedObject {
  const shown = (wire[type] ?? {}) as JsonObject;
  const details: Attempt = { created, amount, paymentMethod, type, shown, failure };
  return { kind: 'charge', id, paymentIntent, details: { ...details } };
}

function captureMethodOf({ details }: PaymentIntent, terms: ConfirmationTerms): string {
  const { capture_method: own, payment_method_options: options } = details as WireIntent;
  return terms.payment_method_options?.card?.capture_method ?? options?.card?.capture_method ?? own;
}

/** Whether the customer is not there to authenticate. */
function isAbsent({ off_session: absent }: ConfirmationTerms): boolean {
  return absent !== undefined && absent !== false;
}

function isVisa({ wire }: PaymentMethod): boolean {
  return (wire.card as { brand?: unknown } | undefined)?.brand === 'visa';
}

/** How the customer authenticates: on a page that leads back, or by the vendor's SDK for browsers. */
function nextAction({ return_url, use_stripe_sdk: bySdk }: ConfirmationTerms, url: string): JsonObject {
  if (return_url !== undefined && !bySdk) return { type: 'redirect_to_url', redirect_to_url: { return_url, url } };
  return { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure_redirect', stripe_js: url } };
}
