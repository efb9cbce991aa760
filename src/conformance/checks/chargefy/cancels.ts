/** Cancels in the form that a target takes. */

import type { Answer } from '../../target/Exchange.js';
import { Unarranged } from '../../target/Target.js';
import { expectStatus } from '../expect.js';
import type { Intent } from '../observed.js';
import type { RequestOverrides, Session } from '../Session.js';
import { formBody, jsonBody, withReason } from './requestBody.js';

/** Statuses that may refuse the form of a request rather than what it asks for. */
const refusesForm: ReadonlySet<number> = new Set([400, 411, 415, 422]);

/**
 * Cancels as the page does, without a body; where that is refused, with an empty object. A draft with a method or a body
 * of its own is sent as it is.
 */
export function cancelPlainly(session: Session, id: string, draft: RequestOverrides = {}): Promise<Answer> {
  if (draft.method !== undefined || draft.body !== undefined) return session.cancel(id, draft);
  return inEitherForm(session, id, draft, [{}, jsonBody({})]);
}

/** Cancels for a reason in JSON; where that is refused, in a form. */
export function cancelFor(session: Session, id: string, reason: string): Promise<Answer> {
  return inEitherForm(session, id, {}, [withReason(reason), formBody(`cancellation_reason=${reason}`)]);
}

/** Cancels for a reason; where that is refused in any form, without one. */
export async function cancelSomehow(session: Session, id: string, reason: string): Promise<Answer> {
  const answer = await cancelFor(session, id, reason);
  return refusesForm.has(answer.status) ? cancelPlainly(session, id) : answer;
}

/**
 * The answer is a 200.
 *
 * @throws Unarranged when a plain cancel is answered with the same error: then what was sent is not the reason.
 */
export async function expectAccepted(session: Session, id: string, answer: Answer): Promise<void> {
  try {
    expectStatus(session, answer, 200);
  } catch (deviation) {
    if (answer.status < 400) throw deviation;
    const { status } = await cancelPlainly(session, id);
    if (status === answer.status) throw new Unarranged(`a correct cancel is answered ${status}, too`);
    throw deviation;
  }
}

/**
 * The intent that a cancel answers with.
 *
 * @throws Unarranged when it answers something else: that has checks of its own.
 */
export function intentOf({ status, json }: Answer): Intent {
  if (status !== 200 || typeof json !== 'object' || json === null) {
    throw new Unarranged(`it needs a cancel that is answered with the intent, and the answer is ${status}`);
  }
  return json as Intent;
}

async function inEitherForm(
  session: Session,
  id: string,
  draft: RequestOverrides,
  [usual, other]: readonly [RequestOverrides, RequestOverrides],
): Promise<Answer> {
  const send = (form: RequestOverrides) =>
    session.cancel(id, { ...form, ...draft, headers: { ...form.headers, ...draft.headers } });
  const answer = await send(usual);
  if (!refusesForm.has(answer.status)) return answer;
  const second = await send(other);
  return refusesForm.has(second.status) ? answer : second;
}
