/** Judges requests that must not cancel an intent at Chargefy. */

import { Unarranged } from '../../target/Target.js';
import { everyCase } from '../everyCase.js';
import { shown } from '../intents.js';
import { arrangeShown, expectNotCanceled, showsTheSame } from '../observed.js';
import type { RequestOverrides, Session } from '../Session.js';
import { cancelPlainly } from './cancels.js';

/** Requests by what is wrong with them; some have to know the id of the intent. */
export type Requests = Readonly<Record<string, RequestOverrides | ((id: string) => RequestOverrides)>>;

/**
 * Sends each request and looks whether the intent is as it was, and thereby whether the target still answers. Resolves
 * to how many were refused.
 *
 * @throws Unarranged when a cancel with which nothing is wrong leaves the intent as it was, too.
 */
export async function expectCancelsNothing(session: Session, requests: Requests): Promise<number> {
  let open: Awaited<ReturnType<typeof arrangeShown>> | undefined;
  let refusals = 0;
  await everyCase(requests, async (request) => {
    const { id, before } = open ?? (await arrangeShown(session));
    // An intent that something has happened to is not used again.
    open = undefined;
    const { status } = await cancelPlainly(session, id, typeof request === 'function' ? request(id) : request);
    if (status >= 400) refusals += 1;
    await expectNotCanceled(session, id, before);
    open = { id, before };
  });
  const { id, before } = open ?? (await arrangeShown(session));
  await cancelPlainly(session, id);
  if (showsTheSame(await shown(session, id), before)) {
    throw new Unarranged('it needs an intent that a cancel changes, and it shows none');
  }
  return refusals;
}

/**
 * The same of requests that have to be refused.
 *
 * @throws Unarranged when none is.
 */
export async function expectRefusedCancelsNothing(session: Session, requests: Requests): Promise<void> {
  const refusals = await expectCancelsNothing(session, requests);
  if (refusals === 0) throw new Unarranged('it needs a request that is refused, and none was');
}
