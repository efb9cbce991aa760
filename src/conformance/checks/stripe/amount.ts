/** Checks of changes of the amount. */

import type { Check } from '../Check.js';
import { expectSame, expectStatus, objectOf } from '../expect.js';
import { ended, expectNoSideEffects, memberOf, shown } from '../intents.js';
import { expectClientError } from '../refusal.js';
import { must } from '../requirement.js';
import type { Session } from '../Session.js';
import { increment, requireDone, requireServed, updateAmount } from './operations.js';
import { expectForm, unexpectedState } from './refusal.js';
import { sentences, should } from './sources.js';

const waitingTwice = [{ status: 'requires_payment_method', count: 2 }];

/** More than the amount of an intent. */
async function moreThan(session: Session, id: string): Promise<number> {
  return Number(memberOf(await shown(session, id), 'amount')) + 100;
}

/** A canceled intent, if the amount of one that is not canceled can be updated. */
async function canceledIntent(session: Session): Promise<string> {
  const other = await session.arrange('requires_payment_method');
  const answer = await updateAmount(session, other, await moreThan(session, other));
  requireDone(requireServed(answer, 'update intents'), 'an update of the amount');
  const id = await session.arrange('requires_payment_method');
  await ended(session, id);
  return id;
}

/** Changes of the amount, before and after the cancel. */
export const amountChecks: readonly Check[] = [
  {
    id: 'stripe/update/amount',
    ...must(sentences.updates, 'the amount changes, and the status stays'),
    title: 'the amount of an unpaid intent can be updated without a confirm',
    needs: [{ status: 'requires_payment_method' }],
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const amount = await moreThan(session, id);
      const answer = requireServed(await updateAmount(session, id, amount), 'update intents');
      expectStatus(session, answer, 200);
      const { status, amount: updated } = objectOf(session, answer);
      const expected = { status: 'requires_payment_method', amount };
      expectSame(session, 'the intent', { status, amount: updated }, expected);
    },
  },
  {
    id: 'stripe/update/amount-after-cancel',
    ...should(
      'an update of the amount is such an operation: it is refused, and the amount stays. The page does not say which other updates are refused',
      sentences.ended,
    ),
    title: 'the amount of a canceled intent cannot be updated',
    needs: waitingTwice,
    async run(session) {
      const id = await canceledIntent(session);
      const before = await shown(session, id);
      const answer = await updateAmount(session, id, await moreThan(session, id));
      expectClientError(session, answer, 'an update of the amount after the cancel');
      await expectNoSideEffects(session, id, before, 'a refused update');
    },
  },
  {
    id: 'stripe/update/amount-after-cancel-code',
    ...should(
      'recorded: status 400, type invalid_request_error, code payment_intent_unexpected_state, param amount',
      sentences.notUpdatable,
    ),
    title: 'the refusal to update the amount of a canceled intent has the documented code and param',
    needs: waitingTwice,
    async run(session) {
      const id = await canceledIntent(session);
      const answer = await updateAmount(session, id, await moreThan(session, id));
      expectForm(session, answer, { ...unexpectedState, param: 'amount' });
    },
  },
  {
    id: 'stripe/increment/after-cancel',
    ...should('an increment is such an operation: it is refused, and nothing is held', sentences.ended),
    title: 'a released hold cannot be incremented',
    needs: [{ status: 'requires_capture', count: 2 }],
    async run(session) {
      const other = await session.arrange('requires_capture');
      // The network decides which cards can be incremented: a refusal also shows that the operation exists.
      requireServed(await increment(session, other, await moreThan(session, other)), 'increment holds');
      const id = await session.arrange('requires_capture');
      await ended(session, id);
      const before = await shown(session, id);
      const answer = await increment(session, id, await moreThan(session, id));
      expectClientError(session, answer, 'an increment after the cancel');
      await expectNoSideEffects(session, id, before, 'a refused increment');
    },
  },
];
