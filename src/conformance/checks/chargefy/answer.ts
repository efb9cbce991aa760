/** Checks of the answer to a cancel at Chargefy. */

import { Unarranged } from '../../target/Target.js';
import type { Check } from '../Check.js';
import { expectSame, expectSameMembers } from '../expect.js';
import { retrieved, shown } from '../intents.js';
import { expectKept } from '../observed.js';
import { must } from '../requirement.js';
import type { Session } from '../Session.js';
import { cancelPlainly, cancelSomehow, intentOf } from './cancels.js';
import { expectComplete } from './complete.js';
import { waiting } from './prerequisites.js';
import { sentences, should } from './sources.js';

/**
 * Milliseconds that `canceled_at` may lie outside the time of the call. The Date header and `canceled_at` both drop the
 * fraction of a second, and different machines may set them.
 */
const tolerance = 5_000;

/** Members that no cancel has a reason to change, and that tell which payment it is. */
export const identity = ['amount', 'amount_received', 'client_secret', 'currency', 'livemode'];

/** What the answer to a cancel says. */
export const answerChecks: readonly Check[] = [
  {
    id: 'chargefy/cancel/complete-object',
    ...must(sentences.complete, 'all members are there, in the form that the page shows'),
    title: 'a cancel answers with the complete intent',
    needs: waiting,
    async run(session) {
      const { intent } = await canceledOne(session);
      expectComplete(session, intent);
    },
  },
  {
    id: 'chargefy/cancel/same-id',
    ...must(sentences.id),
    title: 'the canceled intent is the one that the path names',
    needs: waiting,
    async run(session) {
      const { id, intent } = await canceledOne(session);
      expectSame(session, 'id', intent.id, id);
    },
  },
  {
    id: 'chargefy/cancel/same-intent',
    ...must(sentences.complete, 'the rest is the same object: amounts, currency, mode and secret stay'),
    title: 'a cancel answers with the amounts, the currency, the mode and the secret of the intent',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const before = await shown(session, id);
      expectKept(session, intentOf(await cancelPlainly(session, id)), before, identity);
    },
  },
  {
    id: 'chargefy/cancel/canceled-at-form',
    ...must(sentences.moment, 'every time on the page has this form: ISO 8601 in UTC, whole seconds, Z'),
    title: 'canceled_at is ISO 8601 in UTC with whole seconds',
    needs: waiting,
    async run(session) {
      const { canceled_at } = (await canceledOne(session)).intent;
      if (!isMoment(canceled_at)) {
        session.deviate(`canceled_at like ${sentences.moment.quote}`, JSON.stringify(canceled_at) ?? 'nothing');
      }
    },
  },
  {
    id: 'chargefy/cancel/canceled-at-time',
    ...must(sentences.canceledAt, 'it is the time of the cancel'),
    title: 'canceled_at is when the cancel was called',
    needs: waiting,
    run: expectCanceledNow,
  },
  {
    id: 'chargefy/cancel/updated-at',
    document: '#/components/schemas/PaymentIntent/properties/updated_at',
    ...should('a cancel is a change, so updated_at equals canceled_at as in the example of the page'),
    title: 'a cancel sets updated_at to canceled_at',
    needs: waiting,
    async run(session) {
      const { updated_at, canceled_at } = (await canceledOne(session)).intent;
      if (canceled_at === undefined) throw new Unarranged('the answer shows no canceled_at');
      expectSame(session, 'updated_at', updated_at, canceled_at);
    },
  },
  {
    id: 'chargefy/retrieve/equals-answer',
    document: '#/paths/~1v1~1payment-intents~1{id}~1cancel/post',
    ...should('the answer to a cancel is the object as the retrieve operation shows it from then on'),
    title: 'a canceled intent is retrieved as the cancel answered with it',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      await shown(session, id);
      const answered = intentOf(await cancelSomehow(session, id, 'requested_by_customer'));
      expectSameMembers(session, 'the retrieved intent to have', await retrieved(session, id), answered);
    },
  },
];

async function canceledOne(session: Session) {
  const id = await session.arrange('requires_payment_method');
  return { id, intent: intentOf(await cancelPlainly(session, id)) };
}

async function expectCanceledNow(session: Session): Promise<void> {
  const id = await session.arrange('requires_payment_method');
  const start = Date.now();
  const answer = await cancelPlainly(session, id);
  const end = Date.now();
  const { canceled_at } = intentOf(answer);
  if (canceled_at === undefined || canceled_at === null) session.deviate('canceled_at filled in', 'no time');
  const at = Date.parse(String(canceled_at));
  if (Number.isNaN(at)) throw new Unarranged('canceled_at cannot be read as a time');
  // The target's clock need not be right: canceled_at may be ahead of ours by as much as its Date header.
  const ahead = (Date.parse(answer.headers.date ?? '') || end) - end;
  if (at < start + ahead - tolerance || at > end + ahead + tolerance) {
    session.deviate(`canceled_at around ${new Date(end + ahead).toISOString()}`, String(canceled_at));
  }
}

function isMoment(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(value) &&
    !Number.isNaN(Date.parse(value))
  );
}
