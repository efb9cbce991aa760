/** Judges requests that must not cancel an intent. */

import type { Answer } from '../target/Exchange.js';
import { Unarranged } from '../target/Target.js';
import { everyCase } from './everyCase.js';
import { expectNoSideEffects, shown } from './intents.js';
import { arrangeShown, expectNotCanceled, showsTheSame } from './observed.js';
import type { RequestOverrides, Session } from './Session.js';

/** Requests by what is wrong with them; some have to know the id of the intent. */
export type Requests = Readonly<Record<string, RequestOverrides | ((id: string) => RequestOverrides)>>;

/** How a dialect's checks cancel. */
export type Cancel = (session: Session, id: string, draft?: RequestOverrides) => Promise<Answer>;

const asClientsDo: Cancel = (session, id, draft) => session.cancel(id, draft);

/**
 * Sends each request and looks whether the intent is as it was, which shows that the target still answers, too.
 * Resolves to how many were refused.
 *
 * @throws Unarranged when a correct cancel leaves the intent as it was, too.
 */
export async function expectCancelsNothing(
  session: Session,
  requests: Requests,
  cancel: Cancel = asClientsDo,
): Promise<number> {
  let open: Awaited<ReturnType<typeof arrangeShown>> | undefined;
  let refusals = 0;
  await everyCase(requests, async (request) => {
    const { id, before } = open ?? (await arrangeShown(session));
    // An intent that has changed is not used again.
    open = undefined;
    const { status } = await cancel(session, id, draftOf(request, id));
    if (status >= 400) refusals += 1;
    await expectNotCanceled(session, id, before);
    open = { id, before };
  });
  const { id, before } = open ?? (await arrangeShown(session));
  await cancel(session, id);
  if (showsTheSame(await shown(session, id), before)) {
    throw new Unarranged('it needs an intent that a cancel changes, and this one shows no change');
  }
  return refusals;
}

/**
 * The same for requests that have to be refused.
 *
 * @throws Unarranged when none is.
 */
export async function expectRefusedCancelsNothing(
  session: Session,
  requests: Requests,
  cancel: Cancel = asClientsDo,
): Promise<void> {
  expectSomeRefused(await expectCancelsNothing(session, requests, cancel));
}

/**
 * Sends cancels, and looks after each that is refused whether the whole intent is as it was. One that is not refused is
 * not judged here: it has a check of its own.
 *
 * @throws Unarranged when none is refused.
 */
export async function expectRefusalsChangeNothing(session: Session, requests: Requests): Promise<void> {
  const arrange = async () => {
    const id = await session.arrange('requires_payment_method');
    return { id, before: await shown(session, id) };
  };
  let open: Awaited<ReturnType<typeof arrange>> | undefined;
  let refusals = 0;
  await everyCase(requests, async (request, what) => {
    const { id, before } = open ?? (await arrange());
    open = undefined;
    const { status } = await session.cancel(id, draftOf(request, id));
    if (status < 400) return;
    refusals += 1;
    await expectNoSideEffects(session, id, before, what);
    open = { id, before };
  });
  expectSomeRefused(refusals);
}

function draftOf(request: Requests[string], id: string): RequestOverrides {
  return typeof request === 'function' ? request(id) : request;
}

function expectSomeRefused(refusals: number): void {
  if (refusals === 0) throw new Unarranged('it needs a request that is refused, and none was');
}
