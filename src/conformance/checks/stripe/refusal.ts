/** Expectations of refusals at Stripe. */

import type { Answer } from '../../target/Exchange.js';
import { expectSame, expectStatus, objectOf } from '../expect.js';
import { expectNoSideEffects, retrieved } from '../intents.js';
import type { RequestOverrides, Session } from '../Session.js';

/** A documented refusal. What is left out is not compared. */
export interface Refusal {
  readonly status: number;
  readonly type?: string;
  readonly code?: string;
  readonly param?: string;
}

const type = 'invalid_request_error';

export const badRequest: Refusal = { status: 400, type };
export const unauthorized: Refusal = { status: 401, type };
export const unexpectedState: Refusal = { status: 400, type, code: 'payment_intent_unexpected_state' };
export const secretKeyRequired: Refusal = { status: 403, type, code: 'secret_key_required' };
export const notFound: Refusal = { status: 404, type, code: 'resource_missing', param: 'intent' };
/** What an unknown id and an intent of somebody else have in common. */
export const hidden: Refusal = { status: 404, type };
export const keyMisused: Refusal = { status: 400, type: 'idempotency_error' };
export const keyInUse: Refusal = { status: 409, type, code: 'idempotency_key_in_use' };

export function expectRefusal(session: Session, answer: Answer, { status, ...error }: Refusal): void {
  expectStatus(session, answer, status);
  const actual = errorOf(session, answer);
  for (const [name, value] of Object.entries(error)) expectSame(session, `error.${name}`, actual[name], value);
}

/** Refused as the caller's fault, whatever the status, in the envelope of the documented errors. */
export function expectRefused(session: Session, answer: Answer, what: string): void {
  if (answer.status < 400 || answer.status > 499) {
    session.deviate(`${what} to be refused with a 4xx`, `${answer.status}: ${answer.text.slice(0, 300)}`);
  }
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

/**
 * Sends cancels, and looks after each that is refused whether the intent is as it was. One that is not refused is not
 * judged here: it has a check of its own.
 */
export async function expectRefusalsChangeNothing(
  session: Session,
  drafts: Readonly<Record<string, RequestOverrides>>,
): Promise<void> {
  let id = await session.arrange('requires_payment_method');
  let before = await retrieved(session, id);
  for (const [what, draft] of Object.entries(drafts)) {
    const { status } = await session.cancel(id, draft);
    if (status >= 400) {
      await expectNoSideEffects(session, id, before, what);
    } else {
      id = await session.arrange('requires_payment_method');
      before = await retrieved(session, id);
    }
  }
}

export function errorOf(session: Session, answer: Answer): Record<string, unknown> {
  const { error } = objectOf(session, answer);
  if (typeof error !== 'object' || error === null) session.deviate('an object `error`', answer.text.slice(0, 300));
  return error as Record<string, unknown>;
}
