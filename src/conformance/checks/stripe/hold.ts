/** Checks of what becomes of a hold. */

import { Unarranged } from '../../target/Target.js';
import type { Check } from '../Check.js';
import { expectSame } from '../expect.js';
import { canceled, expectNoSideEffects, retrieved } from '../intents.js';
import { expectRefusal } from '../refusal.js';
import { must } from '../requirement.js';
import type { Session } from '../Session.js';
import { capture } from './capture.js';
import { form } from './form.js';
import { captureWorks, hold, holdWorks } from './prerequisites.js';
import { unexpectedState } from './refusal.js';
import { sentences, should } from './sources.js';

const captureRefused = 'stripe/hold/later-capture';
const expandCharge = form({ 'expand[]': 'latest_charge' });

/** What becomes of money that is held when the intent is canceled. */
export const holdChecks: readonly Check[] = [
  {
    id: 'stripe/effect/hold-released',
    ...must(sentences.released, 'nothing is left to capture; since 2025-03-31.basil that is a release, not a refund'),
    title: 'a cancel releases what is held',
    needs: hold,
    after: holdWorks,
    async run(session) {
      const id = await session.arrange('requires_capture');
      if (!(await retrieved(session, id)).amount_capturable) {
        throw new Unarranged('it needs an intent in requires_capture that holds something');
      }
      expectSame(session, 'amount_capturable', (await canceled(session, id)).amount_capturable, 0);
    },
  },
  {
    id: 'stripe/effect/amount-received',
    ...must(sentences.ended, 'nothing is charged, so amount_received stays'),
    title: 'a cancel leaves amount_received as it is',
    needs: hold,
    after: holdWorks,
    async run(session) {
      const id = await session.arrange('requires_capture');
      const { amount_received } = await retrieved(session, id);
      expectSame(session, 'amount_received', (await canceled(session, id)).amount_received, amount_received);
    },
  },
  {
    id: captureRefused,
    ...must(sentences.notCapturable, 'status 400, code payment_intent_unexpected_state'),
    title: 'a hold that was released cannot be captured',
    needs: hold,
    after: [...holdWorks, ...captureWorks],
    async run(session) {
      const id = await session.arrange('requires_capture');
      await canceled(session, id);
      expectRefusal(session, await capture(session, id), unexpectedState);
    },
  },
  {
    id: 'stripe/hold/later-capture-collects-nothing',
    ...must(sentences.ended),
    title: 'a refused capture leaves the canceled intent as it is',
    needs: hold,
    after: [captureRefused],
    async run(session) {
      const id = await session.arrange('requires_capture');
      await canceled(session, id);
      const before = await retrieved(session, id);
      await capture(session, id);
      await expectNoSideEffects(session, id, before, 'a refused capture');
    },
  },
  {
    id: 'stripe/hold/charge-and-payment-method-kept',
    document: '#/components/schemas/PaymentIntent/properties/latest_charge',
    ...should('recorded answers of canceled holds show the charge and the payment method that they had'),
    title: 'a cancel keeps latest_charge and payment_method',
    needs: hold,
    after: holdWorks,
    async run(session) {
      const id = await session.arrange('requires_capture');
      const before = await retrieved(session, id);
      const after = await canceled(session, id);
      for (const name of ['latest_charge', 'payment_method']) expectSame(session, name, after[name], before[name]);
    },
  },
  {
    id: 'stripe/hold/charge-not-captured',
    ...must(sentences.ended, 'the charge of the hold is not captured'),
    title: 'the charge of a released hold is not captured',
    needs: hold,
    after: [...holdWorks, 'stripe/expand/latest-charge'],
    async run(session) {
      const { captured, amount_captured } = await releasedCharge(session);
      expectSame(session, 'the charge', { captured, amount_captured }, { captured: false, amount_captured: 0 });
    },
  },
  {
    id: 'stripe/hold/charge-not-refunded',
    ...should('since 2025-03-31.basil the charge of a released hold is not refunded either', sentences.noRefund),
    title: 'the charge of a released hold is not refunded',
    needs: hold,
    after: [...holdWorks, 'stripe/expand/latest-charge'],
    async run(session) {
      const { refunded, amount_refunded } = await releasedCharge(session);
      expectSame(session, 'the charge', { refunded, amount_refunded }, { refunded: false, amount_refunded: 0 });
    },
  },
];

async function releasedCharge(session: Session): Promise<Record<string, unknown>> {
  const id = await session.arrange('requires_capture');
  return (await canceled(session, id, expandCharge)).latest_charge as Record<string, unknown>;
}
