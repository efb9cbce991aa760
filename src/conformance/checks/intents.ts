/** Intents as a check retrieves and cancels them. */

import { expectSameMembers, expectStatus, objectOf } from './expect.js';
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

/** The intent is as it was. `what` names in the reader's words what was not to change it. */
export async function expectNoSideEffects(
  session: Session,
  id: string,
  before: Readonly<Record<string, unknown>>,
  what: string,
): Promise<void> {
  expectSameMembers(session, `the intent after ${what} to keep`, await retrieved(session, id), before);
}
