/** Checks of what a cancel changes at Chargefy. */

import { isDeepStrictEqual } from 'node:util';
import type { ArrangeOptions } from '../../target/Target.js';
import { Unarranged } from '../../target/Target.js';
import type { Check } from '../Check.js';
import { expectSame, expectSameMembers } from '../expect.js';
import { retrieved, shown } from '../intents.js';
import { expectKept, type Intent } from '../observed.js';
import { pick } from '../pick.js';
import { must } from '../requirement.js';
import type { Session } from '../Session.js';
import { cancelPlainly } from './cancels.js';
import { hold } from './prerequisites.js';
import { sentences, should } from './sources.js';

/** Members that a cancel may change; each has a check of its own. */
const changing = [
  'status',
  'canceled_at',
  'cancellation_reason',
  'updated_at',
  'amount_capturable',
  'amount_received',
  'next_action',
];

const belongings: ArrangeOptions = { customer: 'cus_conformance', metadata: { order_id: 'conformance-1' } };

/** What a cancel does to the intent besides ending it. */
export const effectChecks: readonly Check[] = [
  {
    id: 'chargefy/effect/hold-shown',
    document: '#/components/schemas/PaymentIntent/properties/amount_capturable',
    ...should('amount_capturable is the amount that an intent in requires_capture holds'),
    title: 'a hold shows how much it holds',
    needs: hold,
    async run(session) {
      const { amount_capturable } = await shown(session, await session.arrange('requires_capture'));
      if (typeof amount_capturable !== 'number' || amount_capturable <= 0) {
        session.deviate('a positive amount_capturable', JSON.stringify(amount_capturable) ?? 'nothing');
      }
    },
  },
  {
    id: 'chargefy/effect/hold-released',
    ...must(sentences.nothingHeld, 'the canceled intent of the example holds nothing: what was held is released'),
    title: 'a cancel releases what is held',
    needs: hold,
    async run(session) {
      const id = await session.arrange('requires_capture');
      if (!(await shown(session, id)).amount_capturable) {
        throw new Unarranged('it needs an intent in requires_capture that shows that it holds something');
      }
      const after = await retrievedCanceled(session, id);
      expectSame(session, 'amount_capturable', after.amount_capturable, 0);
    },
  },
  {
    id: 'chargefy/effect/amount-received',
    ...must(sentences.complete, 'the rest is the same object: a cancel collects nothing'),
    title: 'a cancel leaves amount_received as it is',
    needs: hold,
    async run(session) {
      const id = await session.arrange('requires_capture');
      const before = await shown(session, id);
      const { status } = await cancelPlainly(session, id);
      expectKept(session, await retrieved(session, id), before, ['amount_received']);
      // A refused cancel that took nothing proves nothing.
      if (status !== 200)
        throw new Unarranged(`it needs a hold that is canceled, and the cancel is answered ${status}`);
    },
  },
  {
    id: 'chargefy/effect/next-action-cleared',
    document: '#/components/schemas/PaymentIntent/properties/next_action',
    ...should('the payer has nothing left to do: next_action is null'),
    title: 'a cancel clears next_action',
    needs: [{ status: 'pending' }],
    async run(session) {
      const id = await session.arrange('pending');
      if (!(await shown(session, id)).next_action) {
        throw new Unarranged('it needs an intent in pending that has a next_action');
      }
      const { next_action = null } = await retrievedCanceled(session, id);
      expectSame(session, 'next_action', next_action, null);
    },
  },
  {
    id: 'chargefy/effect/all-else-unchanged',
    document: '#/paths/~1v1~1payment-intents~1{id}~1cancel/post',
    ...should('a cancel changes nothing that it has no reason to'),
    title: 'a cancel leaves all other members of a hold as they are',
    needs: hold,
    async run(session) {
      const id = await session.arrange('requires_capture');
      const before = await shown(session, id);
      expectSameMembers(session, 'the canceled intent to keep', await retrievedCanceled(session, id), before, changing);
    },
  },
  {
    id: 'chargefy/effect/belongings-kept',
    document: '#/paths/~1v1~1payment-intents~1{id}~1cancel/post',
    ...should('a cancel changes nothing that it has no reason to'),
    title: 'a cancel leaves customer and metadata as they are',
    needs: [{ status: 'requires_payment_method', options: belongings }],
    async run(session) {
      const id = await session.arrange('requires_payment_method', belongings);
      const names = Object.keys(belongings);
      if (!isDeepStrictEqual(pick(await shown(session, id), names), belongings)) {
        throw new Unarranged('it needs an intent with a customer and metadata of its own');
      }
      const after = await retrievedCanceled(session, id);
      expectSameMembers(session, 'the canceled intent to keep', pick(after, names), { ...belongings });
    },
  },
];

/**
 * The intent as retrieve shows it, not as the cancel answers: another check compares the two.
 *
 * @throws Unarranged when the cancel is refused.
 */
async function retrievedCanceled(session: Session, id: string): Promise<Intent> {
  const { status } = await cancelPlainly(session, id);
  if (status >= 300) throw new Unarranged(`it needs a cancel that succeeds, and it is answered ${status}`);
  return retrieved(session, id);
}
