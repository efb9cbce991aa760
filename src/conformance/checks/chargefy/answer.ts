/** Checks of the answer to a cancel at Chargefy. */

import type { Check } from '../Check.js';
import { expectDocumented, expectSame, expectSameMembers, expectStatus } from '../expect.js';
import { canceled, retrieved } from '../intents.js';
import { must } from '../requirement.js';
import type { Session } from '../Session.js';
import { withReason } from './jsonBody.js';
import { cancelWorks, waiting } from './prerequisites.js';
import { sentences, should } from './sources.js';

/**
 * Milliseconds that `canceled_at` may lie outside the time of the call. The Date header and `canceled_at` both drop the
 * fraction of a second, and the machine that sets one may be another than the one that sets the other.
 */
const tolerance = 5_000;

/** What the answer to a cancel says. */
export const answerChecks: readonly Check[] = [
  {
    id: 'chargefy/cancel/complete-object',
    ...must(sentences.complete, 'all members are there, in the form that the page shows'),
    title: 'a cancel answers with the complete intent',
    needs: waiting,
    after: cancelWorks,
    async run(session) {
      const answer = await session.cancel(await session.arrange('requires_payment_method'));
      expectStatus(session, answer, 200);
      expectDocumented(session, answer, 'cancelPaymentIntent');
    },
  },
  {
    id: 'chargefy/cancel/same-id',
    ...must(sentences.id),
    title: 'the canceled intent is the one that the path names',
    needs: waiting,
    after: cancelWorks,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      expectSame(session, 'id', (await canceled(session, id)).id, id);
    },
  },
  {
    id: 'chargefy/cancel/canceled-at-form',
    ...must(sentences.moment, 'every time on the page has this form: ISO 8601 in UTC, whole seconds, Z'),
    title: 'canceled_at is ISO 8601 in UTC with whole seconds',
    needs: waiting,
    after: cancelWorks,
    async run(session) {
      const { canceled_at } = await canceled(session, await session.arrange('requires_payment_method'));
      if (!isMoment(canceled_at))
        session.deviate(`canceled_at like ${sentences.moment.quote}`, JSON.stringify(canceled_at));
    },
  },
  {
    id: 'chargefy/cancel/canceled-at-time',
    ...must(sentences.canceledAt, 'with the time of the cancel'),
    title: 'canceled_at is when the cancel was called',
    needs: waiting,
    after: ['chargefy/cancel/canceled-at-form'],
    run: expectCanceledNow,
  },
  {
    id: 'chargefy/cancel/updated-at',
    document: '#/components/schemas/PaymentIntent/properties/updated_at',
    ...should('a cancel is a change, so updated_at equals canceled_at as in the example of the page'),
    title: 'a cancel sets updated_at to canceled_at',
    needs: waiting,
    after: cancelWorks,
    async run(session) {
      const intent = await canceled(session, await session.arrange('requires_payment_method'));
      expectSame(session, 'updated_at', intent.updated_at, intent.canceled_at);
    },
  },
  {
    id: 'chargefy/retrieve/equals-answer',
    document: '#/paths/~1v1~1payment-intents~1{id}~1cancel/post',
    ...should('the answer to a cancel is the object as the retrieve operation shows it from then on'),
    title: 'a canceled intent is retrieved as the cancel answered with it',
    needs: waiting,
    after: [
      'chargefy/cancel/complete-object',
      'chargefy/cancel/same-id',
      'chargefy/retrieve/complete-object',
      'chargefy/retrieve/canceled',
    ],
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const answered = await canceled(session, id, withReason('duplicate'));
      expectSameMembers(session, 'the retrieved intent to have', await retrieved(session, id), answered);
    },
  },
];

async function expectCanceledNow(session: Session): Promise<void> {
  const id = await session.arrange('requires_payment_method');
  const start = Date.now();
  const answer = await session.cancel(id);
  const end = Date.now();
  const { canceled_at } = answer.json as { canceled_at: string };
  // The target's clock need not be right, only its own: what its Date header is ahead of ours, canceled_at may be too.
  const ahead = (Date.parse(answer.headers.date ?? '') || end) - end;
  const at = Date.parse(canceled_at);
  if (at < start + ahead - tolerance || at > end + ahead + tolerance) {
    session.deviate(`canceled_at around ${new Date(end + ahead).toISOString()}`, canceled_at);
  }
}

function isMoment(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(value) &&
    !Number.isNaN(Date.parse(value))
  );
}
