/** Checks of cancels that come too late at Stripe. */

import { setTimeout } from 'node:timers/promises';
import type { Check } from '../Check.js';
import { requireCancels, requireRefusal } from '../controls.js';
import { expectSame } from '../expect.js';
import { ended, expectNoSideEffects, shown } from '../intents.js';
import { errorOf, expectClientError } from '../refusal.js';
import { must } from '../requirement.js';
import { withReason } from './form.js';
import { waiting } from './prerequisites.js';
import { expectForm, expectMessage, unexpectedState } from './refusal.js';
import { sentences, should } from './sources.js';

const succeeded = [{ status: 'succeeded' }];

/** What becomes of a cancel that comes too late. */
export const conflictChecks: readonly Check[] = [
  {
    id: 'stripe/cancel/already-canceled',
    ...must(sentences.notCancelable),
    title: 'a canceled intent cannot be canceled again',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      await ended(session, id);
      expectClientError(session, await session.cancel(id), 'a second cancel');
    },
  },
  {
    id: 'stripe/cancel/already-canceled-code',
    document: '#/components/responses/CancelBadRequest',
    ...should('recorded: status 400, type invalid_request_error, code payment_intent_unexpected_state'),
    title: 'the refusal of a second cancel has the documented code',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      await ended(session, id);
      expectForm(session, await session.cancel(id), unexpectedState);
    },
  },
  {
    id: 'stripe/cancel/already-canceled-untouched',
    ...must(sentences.ended, 'the first cancel stands, with its reason and its time'),
    title: 'a refused second cancel leaves the reason and the time of the first',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      await ended(session, id, withReason('duplicate'));
      const before = await shown(session, id);
      // Times count whole seconds: within the same one, a canceled_at that was set again would look like the old one.
      await setTimeout(1_050);
      await session.cancel(id, withReason('fraudulent'));
      await expectNoSideEffects(session, id, before, 'a second cancel');
    },
  },
  {
    id: 'stripe/cancel/already-succeeded',
    ...must(sentences.notCancelable),
    title: 'a succeeded intent cannot be canceled',
    needs: [...succeeded, ...waiting],
    async run(session) {
      expectClientError(session, await session.cancel(await session.arrange('succeeded')), 'the cancel');
      await requireCancels(session);
    },
  },
  {
    id: 'stripe/cancel/already-succeeded-code',
    document: '#/components/responses/CancelBadRequest',
    ...should('recorded: status 400, type invalid_request_error, code payment_intent_unexpected_state'),
    title: 'the refusal of a cancel that comes after the payment has the documented code',
    needs: succeeded,
    async run(session) {
      expectForm(session, await session.cancel(await session.arrange('succeeded')), unexpectedState);
    },
  },
  {
    id: 'stripe/cancel/already-succeeded-untouched',
    ...must(sentences.notCancelable, 'an error, so the payment stays as it is'),
    title: 'a refused cancel leaves a succeeded intent as it is',
    needs: succeeded,
    async run(session) {
      const id = await session.arrange('succeeded');
      const before = await shown(session, id);
      await session.cancel(id, withReason('duplicate'));
      await expectNoSideEffects(session, id, before, 'a refused cancel');
    },
  },
  {
    id: 'stripe/cancel/refusal-embeds-the-intent',
    ...must(sentences.embedded, 'the whole object, as retrieve shows it'),
    title: 'a cancel that is refused for the status shows the intent',
    needs: succeeded,
    async run(session) {
      const id = await session.arrange('succeeded');
      const before = await shown(session, id);
      const answer = await session.cancel(id);
      requireRefusal(answer);
      expectSame(session, 'error.payment_intent', errorOf(session, answer).payment_intent, before);
    },
  },
  {
    id: 'stripe/cancel/refusal-names-the-status',
    ...should('every recorded message begins this way; a text for people binds less than a code', sentences.statusOf),
    title: 'the refusal of a second cancel names the status',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      await ended(session, id);
      const answer = await session.cancel(id);
      requireRefusal(answer);
      expectMessage(session, answer, sentences.statusOf.quote);
    },
  },
];
