import { requestedCancellationReasonValues as reasons } from '../../../../generated/stripe.js';
import type { Answer } from '../../target/Exchange.js';
import type { Check } from '../Check.js';
import { expectSame, expectSameMembers, objectOf } from '../expect.js';
import { retrieved } from '../intents.js';
import { errorOf, expectRefusal } from '../refusal.js';
import { must } from '../requirement.js';
import type { RequestOverrides, Session } from '../Session.js';
import { capturePath } from './capture.js';
import { form, withReason } from './form.js';
import { freshKey, keyed } from './idempotencyKey.js';
import { bothWork, captureWorks, hold, holdWorks, waiting } from './prerequisites.js';
import { unexpectedState } from './refusal.js';
import { sentences } from './sources.js';

/**
 * Requests for one intent that arrive together. A store that checks and then acts was caught by each of the two checks
 * in 100 of 100 runs, and the reference server passed both in 1,000 of 1,000.
 */
const runners = 20;

/** Requests at the same time, each with a key of its own, so that none is a retry of another. */
export const raceChecks: readonly Check[] = [
  {
    id: 'stripe/race/one-cancel-wins',
    ...must(
      sentences.notCancelable,
      'of cancels at the same time one comes first; every other finds the intent canceled, or locked for the moment',
    ),
    title: `of ${runners} cancels at the same time exactly one succeeds`,
    needs: waiting,
    after: ['stripe/cancel/already-canceled-untouched', 'stripe/retrieve/equals-answer', ...bothWork],
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const answers = await session.race(Array.from({ length: runners }, (_, index) => cancelOf(session, id, index)));
      const winner = expectOneWinner(session, answers);
      const answered = objectOf(session, winner);
      expectSameMembers(session, 'the intent to be as the winner was told:', await retrieved(session, id), answered);
    },
  },
  {
    id: 'stripe/race/cancel-against-capture',
    ...must(
      sentences.ended,
      'of cancels and captures at the same time one comes first: the hold is released or collected, never both',
    ),
    title: 'of cancels and captures of a hold at the same time exactly one succeeds, and the money adds up',
    needs: hold,
    after: [
      'stripe/effect/hold-released',
      'stripe/effect/amount-received',
      'stripe/hold/later-capture-collects-nothing',
      'stripe/cancel/already-canceled',
      'stripe/cancel/already-succeeded',
      ...holdWorks,
      ...captureWorks,
    ],
    async run(session) {
      const id = await session.arrange('requires_capture');
      const { amount } = await retrieved(session, id);
      const drafts = Array.from({ length: runners }, (_, index) =>
        index % 2 === 0 ? cancelOf(session, id, index) : captureOf(session, id),
      );
      const answers = await session.race(drafts);
      const winner = answers.indexOf(expectOneWinner(session, answers));
      const { status, amount_received, amount_capturable } = await retrieved(session, id);
      expectSame(
        session,
        'the intent',
        { status, amount_received, amount_capturable },
        winner % 2 === 0
          ? { status: 'canceled', amount_received: 0, amount_capturable: 0 }
          : { status: 'succeeded', amount_received: amount, amount_capturable: 0 },
      );
    },
  },
];

/** With different reasons, so that a loser that writes after the winner shows. */
function cancelOf(session: Session, id: string, index: number): RequestOverrides {
  const reason = reasons[index % reasons.length] as string;
  return { path: session.cancelPath(id), ...withReason(reason, keyed(freshKey())) };
}

function captureOf(session: Session, id: string): RequestOverrides {
  return { path: capturePath(session, id), ...form({ 'expand[]': 'customer' }, keyed(freshKey())) };
}

function expectOneWinner(session: Session, answers: readonly Answer[]): Answer {
  const [winner, ...others] = answers.filter(({ status }) => status === 200);
  if (!winner || others.length > 0) {
    session.deviate('exactly one 200', answers.map(({ status }) => status).join(', '));
  }
  for (const answer of answers) {
    // Stripe also answers that an object is locked; then nothing has changed either.
    const locked = answer.status === 429 && errorOf(session, answer).code === 'lock_timeout';
    if (answer !== winner && !locked) expectRefusal(session, answer, unexpectedState);
  }
  return winner;
}
