/** Control requests, without which an answer would prove nothing. */

import type { Answer } from '../target/Exchange.js';
import { Unarranged } from '../target/Target.js';
import { Deviation } from './Deviation.js';
import { excerpt, expectStatus, objectOf } from './expect.js';
import { expectClientError } from './refusal.js';
import type { RequestOverrides, Session, TenantKey } from './Session.js';

/**
 * The cancel is refused, and the same intent can then be canceled without what was wrong.
 *
 * @param what names the request in the reader's words.
 * @throws Unarranged when the intent can't be canceled either way: then the refusal has another reason.
 */
export async function expectOnlyThisRefused(
  session: Session,
  id: string,
  draft: RequestOverrides,
  what: string,
  without: RequestOverrides = {},
): Promise<void> {
  expectClientError(session, await session.cancel(id, draft), what);
  const control = await session.cancel(id, without);
  if (!isSuccess(control)) {
    throw new Unarranged(`without ${what} it is refused as well (${control.status}), so the refusal proves nothing`);
  }
}

/**
 * The cancel succeeds like one without parameters.
 *
 * @throws Unarranged when that is refused too.
 */
export async function expectCancels(
  session: Session,
  id: string,
  draft: RequestOverrides,
  plain: RequestOverrides = {},
): Promise<Record<string, unknown>> {
  const answer = await session.cancel(id, draft);
  try {
    expectStatus(session, answer, 200);
    return objectOf(session, answer);
  } catch (thrown) {
    if (!(thrown instanceof Deviation) || isSuccess(answer)) throw thrown;
    const control = await session.cancel(id, plain);
    if (isSuccess(control)) throw thrown;
    throw new Unarranged(`a cancel without parameters is refused as well: ${control.status}: ${excerpt(control.text)}`);
  }
}

/**
 * The answer is a refusal, whose form is to be judged.
 *
 * @throws Unarranged when it is not: that has a check of its own.
 */
export function requireRefusal(answer: Answer): void {
  if (answer.status < 400) throw new Unarranged(`it needs a refusal; the answer is ${answer.status}`);
}

/** An ordinary intent can be canceled, so a refusal is about the intent that was refused. */
export async function requireCancels(session: Session): Promise<void> {
  const answer = await session.cancel(await session.arrange('requires_payment_method'));
  if (!isSuccess(answer)) {
    const told = `${answer.status}: ${excerpt(answer.text)}`;
    throw new Unarranged(`an intent in requires_payment_method is refused as well: ${told}`);
  }
}

/**
 * The target accepts the key, so a refusal is about the owner of the intent.
 *
 * @throws Unarranged when an unknown id is answered 401.
 */
export async function requireKnown(session: Session, id: string, key: TenantKey): Promise<void> {
  const { status } = await session.retrieve(`${id}x`, { key });
  if (status === 401) throw new Unarranged(`it needs a valid ${key} key, and the one given is answered 401`);
}

export function isSuccess({ status }: Answer): boolean {
  return status >= 200 && status < 300;
}
