/** Checks of the statuses that can be canceled at Chargefy. */

import type { Check } from '../Check.js';
import { expectSame } from '../expect.js';
import { canceled } from '../intents.js';
import { must } from '../requirement.js';
import { cancelWorks } from './prerequisites.js';
import { sentences, should } from './sources.js';

/** Beside `requires_payment_method`, statuses in which nobody would call a payment concluded. */
const open = ['requires_confirmation', 'requires_capture'];

/** The vendor's rule covers them by its letter; whether a payment under way can still be stopped it does not say. */
const underWay = {
  processing: 'a payment under way is not concluded yet, so it can be canceled',
  pending: 'a payment by PIX or boleto that waits for the bank is not concluded yet, so it can be canceled',
  requires_action: 'the vendor is not known to have this status; who has it can cancel from it',
};

/** From which statuses an intent can be canceled. The request is the one of the vendor's example: it has no body. */
export const statusChecks: readonly Check[] = [
  { ...cancelFrom('requires_payment_method'), ...must(sentences.cancels) },
  ...open.map((status) => ({ ...cancelFrom(status), ...must(sentences.cancels), after: cancelWorks })),
  ...Object.entries(underWay).map(([status, decision]) => ({
    ...cancelFrom(status),
    ...should(decision, sentences.cancels),
    after: cancelWorks,
  })),
];

function cancelFrom(status: string): Pick<Check, 'id' | 'title' | 'needs' | 'run'> {
  return {
    id: `chargefy/cancel/${status.replaceAll('_', '-')}`,
    title: `an intent in ${status} can be canceled`,
    needs: [{ status }],
    async run(session) {
      const intent = await canceled(session, await session.arrange(status));
      expectSame(session, 'status', intent.status, 'canceled');
    },
  };
}
