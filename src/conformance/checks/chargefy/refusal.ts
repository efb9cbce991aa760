/** Expectations of refusals at Chargefy. */

import type { Answer } from '../../target/Exchange.js';
import { expectSame, expectStatus, objectOf } from '../expect.js';
import type { RequestOverrides, Session } from '../Session.js';

/** A documented refusal. The message is compared only where the vendor shows it for this very case. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly type: string;
  readonly message?: string;
}

export const unauthorized: Refusal = { status: 401, code: 'authentication_failed', type: 'authentication_error' };
export const notFound: Refusal = { status: 404, code: 'resource_missing', type: 'invalid_request_error' };
export const conflict: Refusal = { status: 409, code: 'resource_state_conflict', type: 'invalid_request_error' };

export function expectRefusal(session: Session, answer: Answer, { status, ...error }: Refusal): void {
  expectStatus(session, answer, status);
  const actual = errorOf(session, answer);
  for (const [name, value] of Object.entries(error)) expectSame(session, name, actual[name], value);
}

/** Refused as the caller's fault, whatever the status, in the envelope of the documented errors. */
export function expectRefused(session: Session, answer: Answer, what: string): void {
  if (answer.status < 400 || answer.status > 499) {
    session.deviate(`${what} to be refused with a 4xx`, `${answer.status}: ${answer.text.slice(0, 300)}`);
  }
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

function errorOf(session: Session, answer: Answer): Record<string, unknown> {
  const { error } = objectOf(session, answer);
  if (typeof error !== 'object' || error === null) session.deviate('an object `error`', answer.text.slice(0, 300));
  return error as Record<string, unknown>;
}
