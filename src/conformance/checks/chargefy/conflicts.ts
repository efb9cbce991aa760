/** Checks of cancels that come too late at Chargefy. */

import { setTimeout } from 'node:timers/promises';
import { Unarranged } from '../../target/Target.js';
import type { Check } from '../Check.js';
import { expectSameMembers } from '../expect.js';
import { shown } from '../intents.js';
import { arrangeShown, expectNotCanceled } from '../observed.js';
import { errorIn, expectClientError } from '../refusal.js';
import { must } from '../requirement.js';
import type { Session } from '../Session.js';
import { cancelPlainly, cancelSomehow } from './cancels.js';
import { succeeded, waiting } from './prerequisites.js';
import { expectProperCancel } from './refusal.js';
import { sentences, should } from './sources.js';

/** What becomes of a cancel that comes too late. */
export const conflictChecks: readonly Check[] = [
  {
    id: 'chargefy/cancel/already-canceled',
    ...must(sentences.concludedOrCanceled),
    title: 'a canceled intent cannot be canceled again',
    needs: waiting,
    async run(session) {
      const id = await arrangeCanceled(session);
      expectClientError(session, await cancelPlainly(session, id));
    },
  },
  {
    id: 'chargefy/cancel/already-canceled-untouched',
    ...must(sentences.concludedOrCanceled, 'so the first cancel stands, with its reason and time'),
    title: 'a refused second cancel leaves the reason and the time of the first',
    needs: waiting,
    async run(session) {
      const id = await arrangeCanceled(session);
      const before = await shown(session, id);
      // Times count whole seconds: within the same one, a canceled_at that was set again would look like the old one.
      await setTimeout(1_050);
      const { status } = await cancelSomehow(session, id, 'fraudulent');
      await expectNotCanceled(session, id, before);
      expectWasRefused(status);
    },
  },
  {
    id: 'chargefy/cancel/already-succeeded',
    ...must(sentences.concludedOrCanceled),
    title: 'a succeeded intent cannot be canceled',
    needs: succeeded,
    async run(session) {
      const answer = await cancelPlainly(session, await session.arrange('succeeded'));
      expectClientError(session, answer);
      // Any other refusal may have another reason.
      if (answer.status !== 409) {
        await expectProperCancel(session, await session.arrange('requires_payment_method'));
      }
    },
  },
  {
    id: 'chargefy/cancel/already-succeeded-untouched',
    ...must(sentences.concludedOrCanceled, 'so the payment stays as it is'),
    title: 'a refused cancel leaves a succeeded intent as it is',
    needs: succeeded,
    async run(session) {
      const { id, before } = await arrangeShown(session, 'succeeded');
      const { status } = await cancelSomehow(session, id, 'duplicate');
      await expectNotCanceled(session, id, before);
      expectWasRefused(status);
    },
  },
  {
    id: 'chargefy/cancel/conflict-is-final',
    document: '#/components/responses/Conflict',
    ...should('a concluded intent stays concluded: each repeated cancel gets the same 409'),
    title: 'a refused cancel is refused again each time it is repeated',
    needs: succeeded,
    async run(session) {
      const id = await session.arrange('succeeded');
      const refusal = async () => {
        const answer = await cancelPlainly(session, id);
        return { status: answer.status, code: errorIn(answer).code };
      };
      const first = await refusal();
      expectWasRefused(first.status);
      for (let repetition = 1; repetition <= 3; repetition += 1) {
        expectSameMembers(session, 'the same refusal again,', await refusal(), first);
      }
    },
  },
];

/** @throws Unarranged when a cancel that has to succeed is refused: that has checks of its own. */
async function arrangeCanceled(session: Session): Promise<string> {
  const id = await session.arrange('requires_payment_method');
  const { status } = await cancelSomehow(session, id, 'requested_by_customer');
  if (status >= 300) throw new Unarranged(`it needs a canceled intent, and the cancel is answered ${status}`);
  return id;
}

/** @throws Unarranged when the cancel was not refused. */
function expectWasRefused(status: number): void {
  if (status < 400) throw new Unarranged(`it needs a cancel that is refused, and it is answered ${status}`);
}
