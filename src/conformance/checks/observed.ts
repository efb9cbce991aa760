/** Intents as a check sees them before a request and after it. */

import { isDeepStrictEqual } from 'node:util';
import { Unarranged } from '../target/Target.js';
import { expectSameMembers } from './expect.js';
import { retrieved, shown } from './intents.js';
import { pick } from './pick.js';
import type { Session } from './Session.js';

export type Intent = Readonly<Record<string, unknown>>;

/** Members that say whether an intent was canceled, and how much money is held and collected. */
const telling = ['status', 'canceled_at', 'cancellation_reason', 'amount_capturable', 'amount_received'];

/**
 * An intent that retrieve shows as not canceled.
 *
 * @throws Unarranged when retrieve does not show it.
 */
export async function arrangeShown(session: Session, status = 'requires_payment_method') {
  const id = await session.arrange(status);
  const before = await shown(session, id);
  if (!('status' in before || 'canceled_at' in before)) {
    throw new Unarranged('it needs an intent that shows whether it is canceled');
  }
  return { id, before };
}

/** Neither canceled nor any of its money moved. */
export async function expectNotCanceled(session: Session, id: string, before: Intent): Promise<void> {
  const after = await retrieved(session, id);
  expectSameMembers(session, 'the intent to keep', pick(after, telling), pick(before, telling));
}

/** Whether two looks at an intent show no cancel between them. */
export function showsTheSame(after: Intent, before: Intent): boolean {
  return isDeepStrictEqual(pick(after, telling), pick(before, telling));
}

/**
 * The named members have the same values as before. Those that `before` lacks are not judged.
 *
 * @throws Unarranged when it lacks them all.
 */
export function expectKept(session: Session, actual: Intent, before: Intent, names: readonly string[]): void {
  const known = names.filter((name) => name in before);
  if (known.length === 0) throw new Unarranged(`it needs an intent that shows ${names.join(', ')}`);
  expectSameMembers(session, 'the intent to keep', pick(actual, known), pick(before, known));
}
