import { type Answer, errorOf, expectShown, intentIn, type Json, told } from './answers.js';
import type { Method } from './history.js';
import { placeOf, type Sent, type State, shown } from './State.js';

/** The state after an intent was confirmed with a payment method, or why the answer can't be true. */
export function confirmed(state: State, request: Sent, intent: Json, method: Method, answer: Answer): State | string {
  const { id, amount, amount_received, capture_method, canceled_at, cancellation_reason } = intent;
  const kept = { id, amount, capture_method, canceled_at, cancellation_reason };
  const expected = { ...kept, amount_received, amount_capturable: 0, ...outcomeOf(method, intent) };
  const status = method === 'declined' ? 402 : 200;
  const body = intentIn(answer) ?? {};
  const problem =
    expectShown({ ...answer, body }, status, expected) ??
    (method === 'challenged' ? expectChallenge(body, intent, answer) : expectCharge(state, request, body, answer)) ??
    (method === 'declined' ? expectDecline(body, answer) : expectMethod(body, answer));
  return problem ?? shown(state, request, answer, method);
}

function outcomeOf(method: Method, { amount, capture_method }: Json): Json {
  switch (method) {
    case 'succeeds':
      return capture_method === 'manual'
        ? { status: 'requires_capture', amount_capturable: amount, next_action: null }
        : { status: 'succeeded', amount_received: amount, next_action: null };
    case 'declined':
      return { status: 'requires_payment_method', payment_method: null, next_action: null };
    case 'challenged':
      return { status: 'requires_action' };
    case 'debit':
      return { status: 'processing', next_action: null };
  }
}

/** Nothing is charged until the customer has authenticated. */
function expectChallenge({ next_action, latest_charge }: Json, before: Json, answer: Answer): string | undefined {
  return next_action !== null && latest_charge === before.latest_charge ? undefined : `no challenge: ${told(answer)}`;
}

/** Each attempt has a charge of its own. */
function expectCharge(state: State, { caller }: Sent, { latest_charge: charge }: Json, answer: Answer) {
  const isNew = typeof charge === 'string' && !(placeOf(caller, charge) in state.charges);
  return isNew ? undefined : `no new charge: ${told(answer)}`;
}

function expectDecline({ latest_charge, last_payment_error }: Json, answer: Answer): string | undefined {
  const { code, charge } = errorOf(answer);
  const shownError = (last_payment_error ?? {}) as Json;
  const agrees = code === 'card_declined' && charge === latest_charge && shownError.code === code;
  return agrees ? undefined : `a decline that does not say so: ${told(answer)}`;
}

function expectMethod({ payment_method }: Json, answer: Answer): string | undefined {
  return typeof payment_method === 'string' ? undefined : `paid by nothing: ${told(answer)}`;
}
