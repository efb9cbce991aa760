/** Checks of cancels that come too late at Stripe. */

import { setTimeout } from 'node:timers/promises';
import type { Check } from '../Check.js';
import { expectSame } from '../expect.js';
import { canceled, expectNoSideEffects, retrieved } from '../intents.js';
import { errorOf, expectRefusal } from '../refusal.js';
import { must } from '../requirement.js';
import { withReason } from './form.js';
import { cancelWorks, retrieveWorks, waiting } from './prerequisites.js';
import { expectMessage, unexpectedState } from './refusal.js';
import { sentences, should } from './sources.js';

const succeeded = [{ status: 'succeeded' }];
const alreadyCanceled = 'stripe/cancel/already-canceled';

/** What becomes of a cancel that comes too late. */
export const conflictChecks: readonly Check[] = [
  {
    id: alreadyCanceled,
    ...must(sentences.notCancelable, 'status 400, type invalid_request_error, code payment_intent_unexpected_state'),
    title: 'a canceled intent cannot be canceled again',
    needs: waiting,
    after: cancelWorks,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      await canceled(session, id);
      expectRefusal(session, await session.cancel(id), unexpectedState);
    },
  },
  {
    id: 'stripe/cancel/already-canceled-untouched',
    ...must(sentences.ended, 'the first cancel stands, with its reason and its time'),
    title: 'a refused second cancel leaves the reason and the time of the first',
    needs: waiting,
    after: [alreadyCanceled, ...retrieveWorks],
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      await canceled(session, id, withReason('duplicate'));
      const before = await retrieved(session, id);
      // Times count whole seconds: within the same one, a canceled_at that was set anew would look like the old one.
      await setTimeout(1_050);
      await session.cancel(id, withReason('fraudulent'));
      await expectNoSideEffects(session, id, before, 'a second cancel');
    },
  },
  {
    id: 'stripe/cancel/already-succeeded',
    ...must(sentences.notCancelable, 'status 400, type invalid_request_error, code payment_intent_unexpected_state'),
    title: 'a succeeded intent cannot be canceled',
    needs: succeeded,
    async run(session) {
      expectRefusal(session, await session.cancel(await session.arrange('succeeded')), unexpectedState);
    },
  },
  {
    id: 'stripe/cancel/already-succeeded-untouched',
    ...must(sentences.notCancelable, 'an error, so the payment stays as it is'),
    title: 'a refused cancel leaves a succeeded intent as it is',
    needs: succeeded,
    after: ['stripe/cancel/already-succeeded', ...retrieveWorks],
    async run(session) {
      const id = await session.arrange('succeeded');
      const before = await retrieved(session, id);
      await session.cancel(id, withReason('duplicate'));
      await expectNoSideEffects(session, id, before, 'a refused cancel');
    },
  },
  {
    id: 'stripe/cancel/refusal-embeds-the-intent',
    ...must(sentences.embedded, 'the whole object, as retrieve shows it'),
    title: 'a cancel that is refused for the status shows the intent',
    needs: succeeded,
    after: ['stripe/cancel/already-succeeded', ...retrieveWorks],
    async run(session) {
      const id = await session.arrange('succeeded');
      const { payment_intent } = errorOf(session, await session.cancel(id));
      expectSame(session, 'error.payment_intent', payment_intent, await retrieved(session, id));
    },
  },
  {
    id: 'stripe/cancel/refusal-names-the-status',
    ...should('so begins every recorded message; a text for people binds less than a code', sentences.statusOf),
    title: 'the refusal of a second cancel names the status',
    needs: waiting,
    after: [alreadyCanceled],
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      await canceled(session, id);
      expectMessage(session, await session.cancel(id), sentences.statusOf.quote);
    },
  },
];
