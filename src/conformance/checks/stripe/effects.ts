/** Checks of what a cancel changes at Stripe. */

import { Unarranged } from '../../target/Target.js';
import type { Check } from '../Check.js';
import { expectSame, expectSameMembers, expectStatus, objectOf } from '../expect.js';
import { canceled, retrieved } from '../intents.js';
import { must } from '../requirement.js';
import type { Session } from '../Session.js';
import { bothWork, cancelWorks, retrieveWorks, waiting } from './prerequisites.js';
import { sentences, should } from './sources.js';

/** Members that a cancel may change, or whose fate has a check of its own. */
const changing = [
  'status',
  'canceled_at',
  'cancellation_reason',
  'amount_capturable',
  'amount_received',
  'next_action',
  'processing',
  'client_secret',
  'latest_charge',
  'payment_method',
];

const metadata = { order_id: 'conformance-1' };

/** What a cancel does to any intent beside ending it. */
export const effectChecks: readonly Check[] = [
  {
    id: 'stripe/cancel/same-id',
    ...must(sentences.canceled),
    title: 'the canceled intent is the one that the path names',
    needs: waiting,
    after: cancelWorks,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const { object, id: shown } = await canceled(session, id);
      expectSame(session, 'the intent', { id: shown, object }, { id, object: 'payment_intent' });
    },
  },
  {
    id: 'stripe/cancel/canceled-at',
    ...must(sentences.canceledAt),
    title: 'canceled_at is when the cancel was called, in seconds since the Unix epoch',
    needs: waiting,
    after: cancelWorks,
    run: expectCanceledNow,
  },
  {
    id: 'stripe/effect/next-action-cleared',
    ...must(sentences.noNextAction, 'a canceled intent asks nothing of the customer, whatever it asked before'),
    title: 'a cancel clears next_action',
    needs: [{ status: 'requires_action' }],
    after: ['stripe/cancel/requires-action', ...retrieveWorks],
    async run(session) {
      const id = await session.arrange('requires_action');
      if (!(await retrieved(session, id)).next_action) {
        throw new Unarranged('it needs an intent in requires_action that has a next_action');
      }
      expectSame(session, 'next_action', (await canceled(session, id)).next_action, null);
    },
  },
  {
    id: 'stripe/effect/client-secret-kept',
    ...must(sentences.clientSecret, 'a canceled intent has the secret that it had before'),
    title: 'a cancel keeps the client_secret',
    needs: waiting,
    after: bothWork,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const { client_secret } = await retrieved(session, id);
      expectSame(session, 'client_secret', (await canceled(session, id)).client_secret, client_secret);
    },
  },
  {
    id: 'stripe/effect/all-else-unchanged',
    ...should('a cancel changes what the page says, and nothing else', sentences.canceled),
    title: 'a cancel leaves all other members as they are',
    needs: [{ status: 'requires_action', options: { metadata } }],
    after: ['stripe/cancel/requires-action', ...retrieveWorks],
    async run(session) {
      const id = await session.arrange('requires_action', { metadata });
      const before = await retrieved(session, id);
      expectSameMembers(session, 'the canceled intent to keep', await canceled(session, id), before, changing);
    },
  },
];

async function expectCanceledNow(session: Session): Promise<void> {
  const id = await session.arrange('requires_payment_method');
  const start = Date.now();
  const answer = await session.cancel(id);
  const end = Date.now();
  expectStatus(session, answer, 200);
  const { canceled_at } = objectOf(session, answer);
  // The target's clock need not be right, only its own. Date and canceled_at both drop the fraction of a second.
  const clock = Date.parse(answer.headers.date ?? '') || end;
  const earliest = Math.floor((clock - (end - start)) / 1000) - 1;
  const latest = Math.ceil(clock / 1000) + 1;
  if (!Number.isInteger(canceled_at) || Number(canceled_at) < earliest || Number(canceled_at) > latest) {
    session.deviate(`canceled_at from ${earliest} to ${latest}`, JSON.stringify(canceled_at));
  }
}
