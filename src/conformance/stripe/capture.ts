/** Checks of capture, and how checks capture. */

import type { Check } from '../Check.js';
import type { Answer } from '../Exchange.js';
import { expectSame, expectStatus, objectOf } from '../expect.js';
import { retrieved } from '../intents.js';
import type { Draft, Session } from '../Session.js';
import { hold, retrieveWorks, waiting } from './prerequisites.js';
import { expectRefusal, unexpectedState } from './refusal.js';
import { must, sentences } from './sources.js';

export function capturePath(session: Session, id: string): string {
  return `${session.retrievePath(id)}/capture`;
}

/** Captures without a body unless the draft has one. */
export function capture(session: Session, id: string, draft: Draft = {}): Promise<Answer> {
  return session.send({ path: capturePath(session, id), ...draft });
}

/** The other way a hold can end. */
export const captureChecks: readonly Check[] = [
  {
    id: 'stripe/capture/collects-the-hold',
    ...must(sentences.captures, 'without parameters all of it: succeeded, everything received, nothing capturable'),
    title: 'a capture collects what is held',
    needs: hold,
    after: retrieveWorks,
    async run(session) {
      const id = await session.arrange('requires_capture');
      const { amount } = await retrieved(session, id);
      const answer = await capture(session, id);
      expectStatus(session, answer, 200);
      const { status, amount_received, amount_capturable } = objectOf(session, answer);
      expectSame(
        session,
        'the intent',
        { status, amount_received, amount_capturable },
        { status: 'succeeded', amount_received: amount, amount_capturable: 0 },
      );
    },
  },
  {
    id: 'stripe/capture/nothing-held',
    ...must(sentences.captures, 'in any other status a 400 with the code payment_intent_unexpected_state'),
    title: 'an intent that holds nothing cannot be captured',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      expectRefusal(session, await capture(session, id), unexpectedState);
    },
  },
];
