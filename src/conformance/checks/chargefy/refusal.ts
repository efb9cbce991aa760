/** Expectations of refusals at Chargefy. */

import type { Answer } from '../../target/Exchange.js';
import { errorOf, expectClientError, type Refusal } from '../refusal.js';
import type { RequestOverrides, Session } from '../Session.js';

export const unauthorized: Refusal = { status: 401, code: 'authentication_failed', type: 'authentication_error' };
export const notFound: Refusal = { status: 404, code: 'resource_missing', type: 'invalid_request_error' };
export const conflict: Refusal = { status: 409, code: 'resource_state_conflict', type: 'invalid_request_error' };

/** Refused as the caller's fault, whatever the status, in the envelope of the documented errors. */
export function expectRefused(session: Session, answer: Answer, what: string): void {
  expectClientError(session, answer, what);
  const error = errorOf(session, answer);
  for (const name of ['code', 'message', 'type']) {
    if (typeof error[name] !== 'string') session.deviate(`a string as error.${name}`, JSON.stringify(error));
  }
}

/** Sends cancels of one intent that have to be refused. Whether they change it nevertheless has a check of its own. */
export async function expectAllRefused(
  session: Session,
  drafts: Readonly<Record<string, RequestOverrides>>,
): Promise<void> {
  const id = await session.arrange('requires_payment_method');
  for (const [what, draft] of Object.entries(drafts)) expectRefused(session, await session.cancel(id, draft), what);
}
