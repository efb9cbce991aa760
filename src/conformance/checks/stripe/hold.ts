/** Checks of what becomes of a hold. */

import { Unarranged } from '../../target/Target.js';
import type { Check } from '../Check.js';
import { expectSame, show } from '../expect.js';
import { ended, expectNoSideEffects, memberOf, seen, shown } from '../intents.js';
import { expectClientError } from '../refusal.js';
import { must } from '../requirement.js';
import type { Session } from '../Session.js';
import { capture, requireCapture } from './capture.js';
import { chargeOf } from './expand.js';
import { form } from './form.js';
import { hold } from './prerequisites.js';
import { expectForm, unexpectedState } from './refusal.js';
import { version } from './request.js';
import { sentences, should } from './sources.js';

const expandCharge = form({ 'expand[]': 'latest_charge' });

/** What happens to held money when the intent is canceled. */
export const holdChecks: readonly Check[] = [
  {
    id: 'stripe/hold/capturable-shown',
    document: '#/components/schemas/PaymentIntent/properties/amount_capturable',
    ...must(sentences.amountCapturable, 'it is more than 0 for a hold'),
    title: 'a hold shows how much of it can be captured',
    needs: hold,
    async run(session) {
      const { amount_capturable } = await shown(session, await session.arrange('requires_capture'));
      const isHeld = typeof amount_capturable === 'number' && amount_capturable > 0;
      if (!isHeld) session.deviate('an amount_capturable above 0', show(amount_capturable));
    },
  },
  {
    id: 'stripe/effect/hold-released',
    ...must(
      sentences.released,
      `nothing is left to capture; since 2025-03-31.basil, so with the Stripe-Version ${version} that the kit sends, that is a release, not a refund`,
    ),
    title: 'a cancel releases what is held',
    needs: hold,
    async run(session) {
      const id = await session.arrange('requires_capture');
      if (!(await shown(session, id)).amount_capturable) {
        throw new Unarranged('it needs an intent in requires_capture that holds something');
      }
      await expectBoth(session, id, 'amount_capturable', 0);
    },
  },
  {
    id: 'stripe/effect/amount-received',
    ...must(sentences.ended, 'nothing is charged, so amount_received stays'),
    title: 'a cancel leaves amount_received as it is',
    needs: hold,
    async run(session) {
      const id = await session.arrange('requires_capture');
      const amount_received = memberOf(await shown(session, id), 'amount_received');
      await expectBoth(session, id, 'amount_received', amount_received);
    },
  },
  {
    id: 'stripe/hold/later-capture',
    ...must(sentences.ended, 'a capture is such an operation: it is refused'),
    title: 'a hold that was released cannot be captured',
    needs: [{ status: 'requires_capture', count: 2 }],
    async run(session) {
      const id = await session.arrange('requires_capture');
      await ended(session, id);
      expectClientError(session, await capture(session, id), 'a capture after the cancel');
      await requireCapture(session);
    },
  },
  {
    id: 'stripe/hold/later-capture-code',
    ...should(
      'recorded: status 400, type invalid_request_error, code payment_intent_unexpected_state',
      sentences.notCapturable,
    ),
    title: 'the refusal to capture a released hold has the documented code',
    needs: hold,
    async run(session) {
      const id = await session.arrange('requires_capture');
      await ended(session, id);
      expectForm(session, await capture(session, id), unexpectedState);
    },
  },
  {
    id: 'stripe/hold/later-capture-collects-nothing',
    ...must(sentences.ended),
    title: 'a capture takes no money from a canceled intent, and leaves it canceled',
    needs: [{ status: 'requires_capture', count: 2 }],
    async run(session) {
      const id = await session.arrange('requires_capture');
      await ended(session, id);
      const before = await shown(session, id);
      await capture(session, id);
      await expectNoSideEffects(session, id, before, 'a capture that comes after the cancel');
      await requireCapture(session);
    },
  },
  {
    id: 'stripe/hold/charge-and-payment-method-kept',
    document: '#/components/schemas/PaymentIntent/properties/latest_charge',
    ...should('recorded answers of canceled holds show the charge and the payment method that they had'),
    title: 'a cancel keeps latest_charge and payment_method',
    needs: hold,
    async run(session) {
      const id = await session.arrange('requires_capture');
      const before = await shown(session, id);
      const [latest_charge, payment_method] = [chargeOf(before), memberOf(before, 'payment_method')];
      const after = await ended(session, id);
      const kept = { latest_charge: after.latest_charge, payment_method: after.payment_method };
      expectSame(session, 'the intent', kept, { latest_charge, payment_method });
    },
  },
  {
    id: 'stripe/hold/charge-not-captured',
    ...must(sentences.ended, 'the charge of the hold is not captured'),
    title: 'the charge of a released hold is not captured',
    needs: hold,
    async run(session) {
      const charge = await releasedCharge(session);
      const actual = { captured: memberOf(charge, 'captured'), amount_captured: memberOf(charge, 'amount_captured') };
      expectSame(session, 'the charge', actual, { captured: false, amount_captured: 0 });
    },
  },
  {
    id: 'stripe/hold/charge-not-refunded',
    ...should(
      `since 2025-03-31.basil, so with the Stripe-Version ${version} that the kit sends, the charge of a released hold is not refunded either`,
      sentences.noRefund,
    ),
    title: 'the charge of a released hold is not refunded',
    needs: hold,
    async run(session) {
      const charge = await releasedCharge(session);
      const actual = { refunded: memberOf(charge, 'refunded'), amount_refunded: memberOf(charge, 'amount_refunded') };
      expectSame(session, 'the charge', actual, { refunded: false, amount_refunded: 0 });
    },
  },
];

/** A cancel answers with this amount, and retrieve shows it afterwards, where it shows the intent. */
async function expectBoth(session: Session, id: string, name: string, amount: unknown): Promise<void> {
  expectSame(session, name, (await ended(session, id))[name], amount);
  const intent = await seen(session, id);
  if (intent) expectSame(session, `${name} afterwards`, intent[name], amount);
}

async function releasedCharge(session: Session): Promise<Record<string, unknown>> {
  const { latest_charge } = await ended(session, await session.arrange('requires_capture'), expandCharge);
  if (typeof latest_charge !== 'object' || latest_charge === null) {
    throw new Unarranged('it needs a cancel that shows the charge when asked to expand latest_charge');
  }
  return latest_charge as Record<string, unknown>;
}
