/** Checks of the confirmation of an intent. */

import type { Check, Need } from '../Check.js';
import { objectOf } from '../expect.js';
import { ended, expectNoSideEffects, shown } from '../intents.js';
import { expectClientError } from '../refusal.js';
import { must } from '../requirement.js';
import type { Session } from '../Session.js';
import { confirm, requireConfirm } from './operations.js';
import { waiting } from './prerequisites.js';
import { expectForm, unexpectedState } from './refusal.js';
import { sentences, should } from './sources.js';

/** The intent of the check, and those that show that a confirm works. */
const needs: readonly Need[] = [...waiting, { status: 'requires_confirmation', count: 2 }];

async function canceledIntent(session: Session): Promise<string> {
  await requireConfirm(session);
  const id = await session.arrange('requires_confirmation');
  await ended(session, id);
  return id;
}

/** A confirmation, and one that comes after the cancel. */
export const confirmChecks: readonly Check[] = [
  {
    id: 'stripe/confirm/attempts-the-payment',
    ...must(sentences.confirms, 'a confirmed intent no longer waits for a confirm'),
    title: 'an intent in requires_confirmation can be confirmed',
    needs: [...waiting, { status: 'requires_confirmation' }],
    async run(session) {
      const { status } = objectOf(session, await requireConfirm(session));
      if (status === 'requires_confirmation') session.deviate('another status than requires_confirmation', status);
    },
  },
  {
    id: 'stripe/confirm/after-cancel',
    ...must(sentences.ended, 'a confirm is such an operation: it is refused'),
    title: 'a canceled intent cannot be confirmed',
    needs,
    async run(session) {
      const id = await canceledIntent(session);
      expectClientError(session, await confirm(session, id), 'a confirm after the cancel');
    },
  },
  {
    id: 'stripe/confirm/after-cancel-code',
    ...should(
      'recorded: status 400, type invalid_request_error, code payment_intent_unexpected_state',
      sentences.notConfirmable,
    ),
    title: 'the refusal to confirm a canceled intent has the documented code',
    needs,
    async run(session) {
      expectForm(session, await confirm(session, await canceledIntent(session)), unexpectedState);
    },
  },
  {
    id: 'stripe/confirm/after-cancel-charges-nothing',
    ...must(sentences.ended, 'the intent stays as it is, with any answer to the confirm'),
    title: 'a confirm charges nothing on a canceled intent, and leaves it canceled',
    needs,
    async run(session) {
      const id = await canceledIntent(session);
      const before = await shown(session, id);
      await confirm(session, id);
      await expectNoSideEffects(session, id, before, 'a confirm that comes after the cancel');
    },
  },
];
