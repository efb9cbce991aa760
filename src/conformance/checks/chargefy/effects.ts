/** Checks of what a cancel changes at Chargefy. */

import { isDeepStrictEqual } from 'node:util';
import type { ArrangeOptions } from '../../target/Target.js';
import { Unarranged } from '../../target/Target.js';
import type { Check } from '../Check.js';
import { expectSame, expectSameMembers } from '../expect.js';
import { canceled, retrieved } from '../intents.js';
import type { Session } from '../Session.js';
import { hold } from './prerequisites.js';
import { should } from './sources.js';

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

const holdCanceled = ['chargefy/cancel/requires-capture', 'chargefy/retrieve/canceled'];

const belongings: ArrangeOptions = { customer: 'cus_conformance', metadata: { order_id: 'conformance-1' } };

/** What a cancel does to the intent beside ending it. */
export const effectChecks: readonly Check[] = [
  {
    id: 'chargefy/effect/hold-released',
    document: '#/components/schemas/PaymentIntent/properties/amount_capturable',
    ...should('what was held is released: amount_capturable is 0'),
    title: 'a cancel releases what is held',
    needs: hold,
    after: holdCanceled,
    async run(session) {
      const id = await session.arrange('requires_capture');
      if (!((await retrieved(session, id)).amount_capturable as number)) {
        throw new Unarranged('it needs an intent in requires_capture that holds something');
      }
      expectSame(session, 'amount_capturable', (await retrievedCanceled(session, id)).amount_capturable, 0);
    },
  },
  {
    id: 'chargefy/effect/amount-received',
    document: '#/components/schemas/PaymentIntent/properties/amount_received',
    ...should('a cancel moves no money to the merchant: amount_received stays'),
    title: 'a cancel leaves amount_received as it is',
    needs: hold,
    after: holdCanceled,
    async run(session) {
      const id = await session.arrange('requires_capture');
      const { amount_received } = await retrieved(session, id);
      expectSame(session, 'amount_received', (await retrievedCanceled(session, id)).amount_received, amount_received);
    },
  },
  {
    id: 'chargefy/effect/next-action-cleared',
    document: '#/components/schemas/PaymentIntent/properties/next_action',
    ...should('the payer has nothing left to do: next_action is null'),
    title: 'a cancel clears next_action',
    needs: [{ status: 'pending' }],
    after: ['chargefy/cancel/pending', 'chargefy/retrieve/canceled'],
    async run(session) {
      const id = await session.arrange('pending');
      if (!(await retrieved(session, id)).next_action) {
        throw new Unarranged('it needs an intent in pending that has a next_action');
      }
      expectSame(session, 'next_action', (await retrievedCanceled(session, id)).next_action, null);
    },
  },
  {
    id: 'chargefy/effect/all-else-unchanged',
    document: '#/paths/~1v1~1payment-intents~1{id}~1cancel/post',
    ...should('a cancel changes nothing that it has no reason to'),
    title: 'a cancel leaves all other members of a hold as they are',
    needs: hold,
    after: holdCanceled,
    async run(session) {
      const id = await session.arrange('requires_capture');
      const before = await retrieved(session, id);
      expectSameMembers(session, 'the canceled intent to keep', await retrievedCanceled(session, id), before, changing);
    },
  },
  {
    id: 'chargefy/effect/belongings-kept',
    document: '#/paths/~1v1~1payment-intents~1{id}~1cancel/post',
    ...should('a cancel changes nothing that it has no reason to'),
    title: 'a cancel leaves customer and metadata as they are',
    needs: [{ status: 'requires_payment_method', options: belongings }],
    after: ['chargefy/retrieve/canceled'],
    async run(session) {
      const id = await session.arrange('requires_payment_method', belongings);
      const { customer, metadata } = await retrieved(session, id);
      if (!isDeepStrictEqual({ customer, metadata }, belongings)) {
        throw new Unarranged('it needs an intent with a customer and metadata of its own');
      }
      const after = await retrievedCanceled(session, id);
      expectSame(session, 'customer', after.customer, customer);
      expectSame(session, 'metadata', after.metadata, metadata);
    },
  },
];

/** As it is afterwards, not as the cancel answers: that the two are equal has a check of its own. */
async function retrievedCanceled(session: Session, id: string): Promise<Record<string, unknown>> {
  await canceled(session, id);
  return retrieved(session, id);
}
