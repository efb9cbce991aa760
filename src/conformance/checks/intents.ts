/** Intents as a check retrieves and cancels them. */

import { Unarranged } from '../target/Target.js';
import { Deviation } from './Deviation.js';
import { excerpt, expectSameMembers, expectStatus, isObject, objectOf } from './expect.js';
import type { RequestOverrides, Session } from './Session.js';

/** The intent as the retrieve operation shows it to its owner. */
export async function retrieved(session: Session, id: string): Promise<Record<string, unknown>> {
  const answer = await session.retrieve(id);
  expectStatus(session, answer, 200);
  return objectOf(session, answer);
}

/** The intent as a cancel that has to succeed answers with it. */
export async function canceled(
  session: Session,
  id: string,
  draft: RequestOverrides = {},
): Promise<Record<string, unknown>> {
  const answer = await session.cancel(id, draft);
  expectStatus(session, answer, 200);
  return objectOf(session, answer);
}

/** The intent is as it was. `what` names the request in the reader's words. */
export async function expectNoSideEffects(
  session: Session,
  id: string,
  before: Readonly<Record<string, unknown>>,
  what: string,
): Promise<void> {
  expectSameMembers(session, `the intent after ${what} to keep`, await retrieved(session, id), before);
}

/**
 * The intent as retrieve shows it, to be compared with later.
 *
 * @throws Unarranged when it is not shown: retrieve has checks of its own.
 */
export async function shown(session: Session, id: string): Promise<Record<string, unknown>> {
  try {
    return await retrieved(session, id);
  } catch (thrown) {
    if (!(thrown instanceof Deviation)) throw thrown;
    throw new Unarranged(`retrieve does not show the intent: it answers ${thrown.actual}`);
  }
}

/** The intent as retrieve shows it; undefined when it shows none. */
export async function seen(session: Session, id: string): Promise<Record<string, unknown> | undefined> {
  const { status, json } = await session.retrieve(id);
  return status === 200 && isObject(json) ? json : undefined;
}

/**
 * The canceled intent, as the cancel answered or, if the answer was no intent, as retrieve shows it.
 *
 * @throws Unarranged when the cancel does nothing: which cancels succeed has checks of its own.
 */
export async function ended(
  session: Session,
  id: string,
  draft: RequestOverrides = {},
): Promise<Record<string, unknown>> {
  const answer = await session.cancel(id, draft);
  if (answer.status >= 200 && answer.status < 300 && isObject(answer.json)) return answer.json;
  const intent = await seen(session, id);
  if (intent?.status === 'canceled') return intent;
  throw new Unarranged(
    `it needs an intent that was canceled; the cancel was answered ${answer.status}: ${excerpt(answer.text)}`,
  );
}

/**
 * A member of an intent before a request.
 *
 * @throws Unarranged when it is missing: then a comparison proves nothing.
 */
export function memberOf(intent: Readonly<Record<string, unknown>>, name: string): unknown {
  if (intent[name] === undefined) throw new Unarranged(`it needs an intent that shows ${name}`);
  return intent[name];
}
