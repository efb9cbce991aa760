import type { Check } from '../Check.js';
import { expectSame } from '../expect.js';
import { canceled } from '../intents.js';
import { expectClientError } from '../refusal.js';
import { must } from '../requirement.js';
import { sentences } from './sources.js';

/** From which statuses an intent can be canceled. */
export const statusChecks: readonly Check[] = [
  ...['requires_payment_method', 'requires_confirmation', 'requires_action', 'requires_capture'].map(cancelFrom),
  {
    id: 'stripe/cancel/processing',
    ...must(
      sentences.statuses,
      'the page does not say which cases are rare: the cancel succeeds, or is refused as in any other state',
    ),
    title: 'an intent in processing is canceled, or refused for its status',
    needs: [{ status: 'processing' }],
    async run(session) {
      const answer = await session.cancel(await session.arrange('processing'));
      if (answer.status !== 200) expectClientError(session, answer, 'a cancel that does not succeed');
      else expectSame(session, 'status', (answer.json as { status?: unknown } | undefined)?.status, 'canceled');
    },
  },
];

function cancelFrom(status: string): Check {
  return {
    id: `stripe/cancel/${status.replaceAll('_', '-')}`,
    ...must(sentences.statuses),
    title: `an intent in ${status} can be canceled`,
    needs: [{ status }],
    async run(session) {
      const intent = await canceled(session, await session.arrange(status));
      expectSame(session, 'status', intent.status, 'canceled');
    },
  };
}
