/** Checks of what a cancel changes at Stripe. */

import { Unarranged } from '../../target/Target.js';
import type { Check } from '../Check.js';
import { isSuccess } from '../controls.js';
import { expectSame, expectSameMembers, objectOf, show } from '../expect.js';
import { ended, memberOf, shown } from '../intents.js';
import { pick } from '../pick.js';
import { must } from '../requirement.js';
import type { Session } from '../Session.js';
import { waiting } from './prerequisites.js';
import { sentences, should } from './sources.js';

/** Members that a cancel may change, or that another check judges. */
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

/** What a cancel does to any intent besides ending it. */
export const effectChecks: readonly Check[] = [
  {
    id: 'stripe/cancel/same-id',
    ...must(sentences.canceled),
    title: 'the canceled intent is the one that the path names',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const { object, id: answered } = await ended(session, id);
      expectSame(session, 'the intent', { id: answered, object }, { id, object: 'payment_intent' });
    },
  },
  {
    id: 'stripe/cancel/canceled-at',
    ...must(sentences.canceledAt),
    title: 'canceled_at is when the cancel was called, in seconds since the Unix epoch',
    needs: waiting,
    run: expectCanceledNow,
  },
  {
    id: 'stripe/effect/next-action-cleared',
    ...must(sentences.noNextAction, 'a canceled intent no longer asks anything of the customer'),
    title: 'a cancel clears next_action',
    needs: [{ status: 'requires_action' }],
    async run(session) {
      const id = await session.arrange('requires_action');
      if (!(await shown(session, id)).next_action) {
        throw new Unarranged('it needs an intent in requires_action that has a next_action');
      }
      expectSame(session, 'next_action', (await ended(session, id)).next_action, null);
    },
  },
  {
    id: 'stripe/effect/client-secret-kept',
    ...must(sentences.clientSecret, 'a canceled intent has the secret that it had before'),
    title: 'a cancel keeps the client_secret',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const client_secret = memberOf(await shown(session, id), 'client_secret');
      expectSame(session, 'client_secret', (await ended(session, id)).client_secret, client_secret);
    },
  },
  {
    id: 'stripe/effect/same-payment',
    ...must(sentences.canceled, 'it is the PaymentIntent that was canceled: amount, currency and mode stay'),
    title: 'a cancel answers with the amount, the currency and the mode of the intent',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const before = await shown(session, id);
      const names = ['amount', 'currency', 'livemode'];
      for (const name of names) memberOf(before, name);
      expectSame(session, 'the intent', pick(await ended(session, id), names), pick(before, names));
    },
  },
  {
    id: 'stripe/effect/all-else-unchanged',
    ...should('a cancel changes what the page says, and nothing else', sentences.canceled),
    title: 'a cancel leaves all other members as they are',
    needs: [{ status: 'requires_action', options: { metadata } }],
    async run(session) {
      const id = await session.arrange('requires_action', { metadata });
      const before = await shown(session, id);
      expectSameMembers(session, 'the canceled intent to keep', await ended(session, id), before, changing);
    },
  },
];

async function expectCanceledNow(session: Session): Promise<void> {
  const id = await session.arrange('requires_payment_method');
  const start = Date.now();
  const answer = await session.cancel(id);
  const end = Date.now();
  if (!isSuccess(answer)) throw new Unarranged(`the cancel was answered ${answer.status}`);
  const { canceled_at } = objectOf(session, answer);
  // The target's clock need not be right. Date and canceled_at both drop the fraction of a second.
  const clock = Date.parse(answer.headers.date ?? '') || end;
  const earliest = Math.floor((clock - (end - start)) / 1000) - 1;
  const latest = Math.ceil(clock / 1000) + 1;
  if (!Number.isInteger(canceled_at) || Number(canceled_at) < earliest || Number(canceled_at) > latest) {
    session.deviate(`canceled_at from ${earliest} to ${latest}`, show(canceled_at));
  }
}
