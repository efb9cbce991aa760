/** Expectations of refusals that the checks of all dialects share. */

import type { Answer } from '../target/Exchange.js';
import { Unarranged } from '../target/Target.js';
import { everyCase } from './everyCase.js';
import { type Difference, excerpt, expectNoDifferences, objectOf, show } from './expect.js';
import { expectNoSideEffects, shown } from './intents.js';
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
  const differences: Difference[] = [];
  if (answer.status !== status) {
    differences.push({ expected: `status ${status}`, actual: `${answer.status}: ${excerpt(answer.text)}` });
  }
  if (answer.status >= 400) {
    const actual = errorOf(session, answer);
    for (const [name, value] of Object.entries(error)) {
      if (actual[name] !== value) {
        differences.push({ expected: `error.${name} ${show(value)}`, actual: `${name} ${show(actual[name])}` });
      }
    }
  }
  expectNoDifferences(session, differences, answer);
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
 *
 * @throws Unarranged when none is refused.
 */
export async function expectRefusalsChangeNothing(
  session: Session,
  requests: Readonly<Record<string, RequestOverrides | ((id: string) => RequestOverrides)>>,
): Promise<void> {
  let id = await session.arrange('requires_payment_method');
  let before = await shown(session, id);
  let refused = 0;
  const startOver = async (thrown?: unknown) => {
    id = await session.arrange('requires_payment_method');
    before = await shown(session, id);
    if (thrown !== undefined) throw thrown;
  };
  await everyCase(requests, async (request, what) => {
    const { status } = await session.cancel(id, typeof request === 'function' ? request(id) : request);
    if (status >= 400) {
      refused += 1;
      await expectNoSideEffects(session, id, before, what).catch(startOver);
    } else {
      await startOver();
    }
  });
  if (refused === 0) throw new Unarranged('none of the requests was refused');
}

/** Sends cancels, and looks after each whether the intent is as it was, whatever the answer. */
export async function expectCancelsChangeNothing(
  session: Session,
  requests: Readonly<Record<string, RequestOverrides>>,
): Promise<void> {
  await everyCase(requests, async (request, what) => {
    const id = await session.arrange('requires_payment_method');
    const before = await shown(session, id);
    await session.cancel(id, request);
    await expectNoSideEffects(session, id, before, what);
  });
}

/** The error of the envelope that the documents give every refusal. */
export function errorOf(session: Session, answer: Answer): Record<string, unknown> {
  const { error } = objectOf(session, answer);
  if (typeof error !== 'object' || error === null)
    session.deviate('an object `error`', answer.text.slice(0, 300), answer);
  return error as Record<string, unknown>;
}
