/** Checks of capture, and how checks capture. */

import type { Answer } from '../../target/Exchange.js';
import type { Check } from '../Check.js';
import { expectSame, expectStatus, objectOf } from '../expect.js';
import { expectNoSideEffects, retrieved } from '../intents.js';
import { expectRefusal } from '../refusal.js';
import { must } from '../requirement.js';
import type { RequestOverrides, Session } from '../Session.js';
import { form } from './form.js';
import { hold, retrieveWorks, waiting } from './prerequisites.js';
import { badRequest, unexpectedState } from './refusal.js';
import { sentences } from './sources.js';

export function capturePath(session: Session, id: string): string {
  return `${session.retrievePath(id)}/capture`;
}

/** Captures without a body unless the draft has one. */
export function capture(session: Session, id: string, draft: RequestOverrides = {}): Promise<Answer> {
  return session.send({ path: capturePath(session, id), ...draft });
}

function amountOf(amount: number): RequestOverrides {
  return form({ amount_to_capture: String(amount) });
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
    id: 'stripe/capture/part',
    ...must(sentences.amountToCapture, 'so much is received, and nothing is capturable any more'),
    title: 'a capture of a part collects that part and releases the rest',
    needs: hold,
    after: ['stripe/capture/collects-the-hold'],
    async run(session) {
      const id = await session.arrange('requires_capture');
      const { amount, amount_capturable: held } = await retrieved(session, id);
      const part = Math.ceil(Number(held) / 2);
      const answer = await capture(session, id, amountOf(part));
      expectStatus(session, answer, 200);
      const intent = objectOf(session, answer);
      expectSame(
        session,
        'the intent',
        {
          status: intent.status,
          amount: intent.amount,
          amount_received: intent.amount_received,
          amount_capturable: intent.amount_capturable,
        },
        { status: 'succeeded', amount, amount_received: part, amount_capturable: 0 },
      );
    },
  },
  {
    id: 'stripe/capture/too-much',
    ...must(sentences.amountToCapture, 'a larger amount is a 400, and nothing is captured'),
    title: 'a capture of more than the amount is refused and collects nothing',
    needs: hold,
    after: ['stripe/capture/part'],
    async run(session) {
      const id = await session.arrange('requires_capture');
      const before = await retrieved(session, id);
      expectRefusal(session, await capture(session, id, amountOf(Number(before.amount) + 1)), badRequest);
      await expectNoSideEffects(session, id, before, 'a capture of too much');
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
