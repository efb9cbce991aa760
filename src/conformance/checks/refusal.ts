/** Expectations of refusals that the checks of all dialects share. */

import type { Answer } from '../target/Exchange.js';
import { expectSame, expectStatus, objectOf } from './expect.js';
import { expectNoSideEffects, retrieved } from './intents.js';
import type { RequestOverrides, Session } from './Session.js';

/** A documented refusal. Members of the error that are left out are not compared. */
export interface Refusal {
  readonly status: number;
  readonly type?: string;
  readonly code?: string;
  readonly param?: string;
  readonly message?: string;
}

export function expectRefusal(session: Session, answer: Answer, { status, ...error }: Refusal): void {
  expectStatus(session, answer, status);
  const actual = errorOf(session, answer);
  for (const [name, value] of Object.entries(error)) expectSame(session, `error.${name}`, actual[name], value);
}

/** Refused as the caller's fault, whatever the status. `what` names the request in the reader's words. */
export function expectClientError(session: Session, answer: Answer, what: string): void {
  if (answer.status < 400 || answer.status > 499) {
    session.deviate(`${what} to be refused with a 4xx`, `${answer.status}: ${answer.text.slice(0, 300)}`, answer);
  }
}

/**
 * Sends cancels, and looks after each that is refused whether the intent is as it was. One that is not refused is not
 * judged here: it has a check of its own.
 */
export async function expectRefusalsChangeNothing(
  session: Session,
  requests: Readonly<Record<string, RequestOverrides | ((id: string) => RequestOverrides)>>,
): Promise<void> {
  let id = await session.arrange('requires_payment_method');
  let before = await retrieved(session, id);
  for (const [what, request] of Object.entries(requests)) {
    const { status } = await session.cancel(id, typeof request === 'function' ? request(id) : request);
    if (status >= 400) {
      await expectNoSideEffects(session, id, before, what);
    } else {
      id = await session.arrange('requires_payment_method');
      before = await retrieved(session, id);
    }
  }
}

/** The error of the envelope that the documents give every refusal. */
export function errorOf(session: Session, answer: Answer): Record<string, unknown> {
  const { error } = objectOf(session, answer);
  if (typeof error !== 'object' || error === null)
    session.deviate('an object `error`', answer.text.slice(0, 300), answer);
  return error as Record<string, unknown>;
}
