/** Expectations of refusals at Chargefy. */

import type { Answer } from '../../target/Exchange.js';
import { Unarranged } from '../../target/Target.js';
import { everyCase } from '../everyCase.js';
import { expectSameMembers } from '../expect.js';
import type { Refusal } from '../refusal.js';
import type { RequestOverrides, Session } from '../Session.js';
import { cancelPlainly } from './cancels.js';
import { reasons, withReason } from './requestBody.js';

export const unauthorized: Refusal = { status: 401, code: 'authentication_failed', type: 'authentication_error' };
export const notFound: Refusal = { status: 404, code: 'resource_missing', type: 'invalid_request_error' };
export const conflict: Refusal = { status: 409, code: 'resource_state_conflict', type: 'invalid_request_error' };

type Cancel = (session: Session, id: string) => Promise<Answer>;

/** A cancel with a reason in JSON, with which nothing is wrong: the first that is accepted. */
export const inJson: Cancel = async (session, id) => {
  let answer = await session.cancel(id, withReason(reasons[0]));
  for (const reason of reasons.slice(1)) {
    if (answer.status < 400) break;
    answer = await session.cancel(id, withReason(reason));
  }
  return answer;
};

/** Refused as the caller's fault, whatever the status and the body. */
export function expectRefused(session: Session, answer: Answer): void {
  const { status, text } = answer;
  if (status < 400 || status > 499) session.deviate('a refusal with a 4xx', `${status}: ${text.slice(0, 300)}`, answer);
}

/** The documented refusal. All members that differ are told at once. */
export function expectError(session: Session, answer: Answer, refusal: Refusal): void {
  const error = errorIn(answer);
  const actual = Object.fromEntries(Object.keys(refusal).map((name) => [name, error[name]]));
  expectSameMembers(session, 'a refusal with', { ...actual, status: answer.status }, { ...refusal });
}

/** The error of an answer; empty when it has none. */
export function errorIn({ json }: Answer): Readonly<Record<string, unknown>> {
  const { error } = (json ?? {}) as { error?: unknown };
  return typeof error === 'object' && error !== null ? (error as Record<string, unknown>) : {};
}

/**
 * Sends cancels of one intent that have to be refused, and then one that need not be. Whether they change the intent
 * nevertheless has a check of its own.
 *
 * @throws Unarranged when the last is refused as well, so that the refusals say nothing of their reason.
 */
export async function expectAllRefused(
  session: Session,
  requests: Readonly<Record<string, RequestOverrides>>,
  proper: Cancel = cancelPlainly,
): Promise<void> {
  let id: string | undefined;
  await everyCase(requests, async (request) => {
    id ??= await session.arrange('requires_payment_method');
    const answer = await cancelPlainly(session, id, request);
    if (answer.status < 400) id = undefined;
    expectRefused(session, answer);
  });
  await expectProperCancel(session, id as string, proper);
}

/** @throws Unarranged when a cancel with which nothing is wrong is refused too. */
export async function expectProperCancel(session: Session, id: string, proper: Cancel = cancelPlainly): Promise<void> {
  const { status } = await proper(session, id);
  // An intent that a refused request has canceled is no reason to doubt the refusal.
  if (status >= 400 && status !== 409) {
    throw new Unarranged(`a cancel with which nothing is wrong is refused as well, with ${status}`);
  }
}
