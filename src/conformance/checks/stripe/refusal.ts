/** Expectations of refusals at Stripe. */

import type { Answer } from '../../target/Exchange.js';
import { requireRefusal } from '../controls.js';
import { errorOf, expectClientError, expectRefusal, type Refusal } from '../refusal.js';
import type { Session } from '../Session.js';

const type = 'invalid_request_error';

export const badRequest: Refusal = { status: 400, type };
export const unauthorized: Refusal = { status: 401, type };
export const unexpectedState: Refusal = { status: 400, type, code: 'payment_intent_unexpected_state' };
export const secretKeyRequired: Refusal = { status: 403, type, code: 'secret_key_required' };
export const notFound: Refusal = { status: 404, type, code: 'resource_missing', param: 'intent' };
/** The refusal of an unknown id, and of an intent of another owner. */
export const hidden: Refusal = { status: 404, type };
export const keyMisused: Refusal = { status: 400, type: 'idempotency_error' };
export const keyInUse: Refusal = { status: 409, type, code: 'idempotency_key_in_use' };

/**
 * A refusal has the documented form: status, type, code, param.
 *
 * @throws Unarranged when the request was not refused.
 */
export function expectForm(session: Session, answer: Answer, refusal: Refusal): void {
  requireRefusal(answer);
  expectRefusal(session, answer, refusal);
}

/** Refused as the caller's fault, with any 4xx, in the envelope of the documented errors. */
export function expectRefused(session: Session, answer: Answer, what: string): void {
  expectClientError(session, answer, what);
  const error = errorOf(session, answer);
  for (const name of ['message', 'type']) {
    if (typeof error[name] !== 'string') session.deviate(`a string as error.${name}`, JSON.stringify(error));
  }
}

/** The message begins with what was recorded; what follows changes from year to year. */
export function expectMessage(session: Session, answer: Answer, beginning: string): void {
  const { message } = errorOf(session, answer);
  if (typeof message !== 'string' || !message.startsWith(beginning)) {
    session.deviate(`a message that begins with ${JSON.stringify(beginning)}`, JSON.stringify(message));
  }
}
