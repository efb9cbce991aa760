/** Checks of the statuses that can be canceled at Chargefy. */

import type { Check } from '../Check.js';
import { expectSame, expectStatus, objectOf } from '../expect.js';
import { must } from '../requirement.js';
import { cancelPlainly, expectAccepted } from './cancels.js';
import { waiting } from './prerequisites.js';
import { sentences, should } from './sources.js';

/** Statuses in which a payment is clearly not concluded. */
const open = ['requires_payment_method', 'requires_confirmation', 'requires_capture'];

/** The vendor's rule covers them, but does not say whether a payment under way can still be stopped. */
const underWay = {
  processing: 'a payment under way is not concluded yet, so it can be canceled',
  pending: 'a payment by PIX or boleto that waits for the bank is not concluded yet, so it can be canceled',
  requires_action: 'the vendor does not document this status; a server that has it can cancel from it',
};

/** From which statuses an intent can be canceled. */
export const statusChecks: readonly Check[] = [
  ...open.map((status) => ({ ...cancelFrom(status), ...must(sentences.cancels) })),
  ...Object.entries(underWay).map(([status, decision]) => ({
    ...cancelFrom(status),
    ...should(decision, sentences.cancels),
  })),
  {
    id: 'chargefy/cancel/without-a-body',
    document: '#/components/requestBodies/CancelPaymentIntent',
    ...must(sentences.example, 'that request has neither a body nor a content type'),
    title: 'a cancel needs no body',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      await expectAccepted(session, id, await session.cancel(id));
    },
  },
];

function cancelFrom(status: string): Pick<Check, 'id' | 'title' | 'needs' | 'run'> {
  return {
    id: `chargefy/cancel/${status.replaceAll('_', '-')}`,
    title: `an intent in ${status} can be canceled`,
    needs: [{ status }],
    async run(session) {
      const answer = await cancelPlainly(session, await session.arrange(status));
      expectStatus(session, answer, 200);
      expectSame(session, 'status', objectOf(session, answer).status, 'canceled');
    },
  };
}
