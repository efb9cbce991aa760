/** Expectations of refusals at Chargefy. */

import { Unarranged } from '../../target/Target.js';
import type { Cancel } from '../cancelsNothing.js';
import { everyCase } from '../everyCase.js';
import { expectClientError, type Refusal } from '../refusal.js';
import type { RequestOverrides, Session } from '../Session.js';
import { cancelPlainly } from './cancels.js';
import { reasons, withReason } from './requestBody.js';

export const unauthorized: Refusal = { status: 401, code: 'authentication_failed', type: 'authentication_error' };
export const notFound: Refusal = { status: 404, code: 'resource_missing', type: 'invalid_request_error' };
export const conflict: Refusal = { status: 409, code: 'resource_state_conflict', type: 'invalid_request_error' };

/** A correct cancel with a reason in JSON: the first reason that is accepted. */
export const inJson: Cancel = async (session, id) => {
  let answer = await session.cancel(id, withReason(reasons[0]));
  for (const reason of reasons.slice(1)) {
    if (answer.status < 400) break;
    answer = await session.cancel(id, withReason(reason));
  }
  return answer;
};

/**
 * Sends cancels of one intent that have to be refused, and then a correct one. Another check judges whether they change
 * the intent.
 *
 * @throws Unarranged when the last is refused as well: then the refusals may have another reason.
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
    expectClientError(session, answer);
  });
  await expectProperCancel(session, id as string, proper);
}

/** @throws Unarranged when a correct cancel is refused, too. */
export async function expectProperCancel(session: Session, id: string, proper: Cancel = cancelPlainly): Promise<void> {
  const { status } = await proper(session, id);
  // A 409 means that a refused request has canceled the intent, which other checks judge.
  if (status >= 400 && status !== 409) {
    throw new Unarranged(`a correct cancel is refused as well, with ${status}`);
  }
}
