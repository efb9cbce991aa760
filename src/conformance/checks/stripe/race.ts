import { requestedCancellationReasonValues as reasons } from '../../../contract/stripe.js';
import type { Answer } from '../../target/Exchange.js';
import { Unarranged } from '../../target/Target.js';
import type { Check } from '../Check.js';
import { isSuccess } from '../controls.js';
import { expectSame, expectSameMembers, objectOf } from '../expect.js';
import { seen, shown } from '../intents.js';
import { pick } from '../pick.js';
import { expectClientError } from '../refusal.js';
import { must } from '../requirement.js';
import type { RequestOverrides, Session } from '../Session.js';
import { capturePath, requireCapture } from './capture.js';
import { form, withReason } from './form.js';
import { freshKey, keyed } from './idempotencyKey.js';
import { confirmOf, requireConfirm } from './operations.js';
import { waiting } from './prerequisites.js';
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
      'one of several simultaneous cancels comes first; every other finds the intent canceled, or locked for the moment',
    ),
    title: `exactly one of ${runners} simultaneous cancels succeeds`,
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const answers = await session.race(Array.from({ length: runners }, (_, index) => cancelOf(session, id, index)));
      const winner = expectOneWinner(session, answers);
      const answered = objectOf(session, winner);
      const intent = await seen(session, id);
      if (intent) expectSameMembers(session, 'the intent to be as in the answer that succeeded:', intent, answered);
    },
  },
  {
    id: 'stripe/race/cancel-against-capture',
    ...must(
      sentences.ended,
      'one of several simultaneous cancels and captures comes first: the hold is released or collected, never both',
    ),
    title: 'exactly one of several simultaneous cancels and captures of a hold succeeds, and the money adds up',
    needs: [{ status: 'requires_capture', count: 2 }],
    async run(session) {
      const id = await session.arrange('requires_capture');
      const amount = (await seen(session, id))?.amount;
      const drafts = Array.from({ length: runners }, (_, index) =>
        index % 2 === 0 ? cancelOf(session, id, index) : captureOf(session, id),
      );
      const answers = await session.race(drafts);
      const winner = answers.indexOf(expectOneWinner(session, answers));
      const intent = (await seen(session, id)) ?? {};
      const expected =
        winner % 2 === 0
          ? { status: 'canceled', amount_received: 0, amount_capturable: 0 }
          : { status: 'succeeded', amount_received: amount, amount_capturable: 0 };
      // An amount that is not shown has a check of its own.
      const known = pick(intent, Object.keys(expected));
      expectSame(session, 'the intent', known, pick(expected, Object.keys(known)));
      await requireCapture(session);
    },
  },
  {
    id: 'stripe/race/cancel-against-confirm',
    ...must(
      sentences.ended,
      'one of several simultaneous cancels and confirms comes first: the intent is canceled and nothing charged, or paid and not canceled',
    ),
    title: 'exactly one of several simultaneous cancels and confirms succeeds, and the charge agrees with it',
    needs: [...waiting, { status: 'requires_confirmation', count: 2 }],
    async run(session) {
      await requirePaidByConfirm(session);
      const id = await session.arrange('requires_confirmation');
      const before = await shown(session, id);
      const drafts = Array.from({ length: runners }, (_, index) =>
        index % 2 === 0 ? cancelOf(session, id, index) : confirmOf(session, id, {}, keyed(freshKey())),
      );
      const answers = await session.race(drafts);
      const canceled = answers.indexOf(expectOneWinner(session, answers)) % 2 === 0;
      const answer = await session.retrieve(id, { path: `${session.retrievePath(id)}?expand[]=latest_charge` });
      const { latest_charge: charge, ...intent } = objectOf(session, answer);
      const expected = canceled
        ? { status: 'canceled', amount_received: 0, amount_capturable: 0 }
        : { status: 'succeeded', amount_received: before.amount, amount_capturable: 0 };
      // An amount that is not shown has a check of its own.
      const known = pick(intent, Object.keys(expected));
      expectSame(session, 'the intent', known, pick(expected, Object.keys(known)));
      if (canceled) expectSame(session, 'latest_charge', charge, before.latest_charge);
      else if (typeof charge === 'object') {
        const { captured, amount_captured } = (charge ?? {}) as Readonly<Record<string, unknown>>;
        const collected = { captured: true, amount_captured: before.amount };
        expectSame(session, 'the charge', { captured, amount_captured }, collected);
      }
    },
  },
];

/** @throws Unarranged when a confirm does not lead to succeeded: then a cancel can follow it. */
async function requirePaidByConfirm(session: Session): Promise<void> {
  const { status } = objectOf(session, await requireConfirm(session));
  if (status !== 'succeeded') {
    throw new Unarranged(`it needs an intent in succeeded after a confirm; this is in ${status}`);
  }
}

/** With different reasons, so that a loser that writes after the winner shows. */
function cancelOf(session: Session, id: string, index: number): RequestOverrides {
  const reason = reasons[index % reasons.length] as string;
  return { path: session.cancelPath(id), ...withReason(reason, keyed(freshKey())) };
}

function captureOf(session: Session, id: string): RequestOverrides {
  return { path: capturePath(session, id), ...form({ 'expand[]': 'customer' }, keyed(freshKey())) };
}

function expectOneWinner(session: Session, answers: readonly Answer[]): Answer {
  const [winner, ...others] = answers.filter(isSuccess);
  const statuses = answers.map(({ status }) => status).join(', ');
  if (others.length > 0) session.deviate('exactly one to succeed', statuses);
  if (!winner) throw new Unarranged(`none of them succeeds: ${statuses}`);
  for (const answer of answers) {
    // Stripe also answers that an object is locked, with a 429; then nothing has changed either.
    if (answer !== winner) expectClientError(session, answer, 'every later request');
  }
  return winner;
}
