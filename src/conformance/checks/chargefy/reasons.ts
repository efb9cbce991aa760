/** Checks of cancellation_reason at Chargefy. */

import type { Check } from '../Check.js';
import { expectSame } from '../expect.js';
import { canceled } from '../intents.js';
import { must } from '../requirement.js';
import { jsonText, withReason } from './jsonBody.js';
import { cancelWorks, waiting } from './prerequisites.js';
import { expectAllRefused } from './refusal.js';
import { sentences, should } from './sources.js';

/** As the page lists them. */
const reasons = ['duplicate', 'fraudulent', 'requested_by_customer', 'abandoned'];

const idOf = (reason: string) => `chargefy/reason/${reason.replaceAll('_', '-')}`;

/** Which reasons a cancel takes, and what becomes of them. */
export const reasonChecks: readonly Check[] = [
  ...reasons.map(
    (reason): Check => ({
      id: idOf(reason),
      ...must(sentences.reasons),
      title: `an intent can be canceled for the reason ${reason}`,
      needs: waiting,
      after: cancelWorks,
      async run(session) {
        await canceled(session, await session.arrange('requires_payment_method'), withReason(reason));
      },
    }),
  ),
  {
    id: 'chargefy/reason/echoed',
    ...must(sentences.reasonEchoed),
    title: 'the answer echoes the reason that was sent',
    needs: [{ status: 'requires_payment_method', count: reasons.length }],
    after: reasons.map(idOf),
    async run(session) {
      for (const reason of reasons) {
        const id = await session.arrange('requires_payment_method');
        const intent = await canceled(session, id, withReason(reason));
        expectSame(session, 'cancellation_reason', intent.cancellation_reason, reason);
      }
    },
  },
  {
    id: 'chargefy/reason/absent',
    document: '#/components/schemas/PaymentIntent/properties/cancellation_reason',
    ...should('who gives no reason gets none: cancellation_reason is null'),
    title: 'a cancel without a reason has the reason null',
    needs: waiting,
    after: cancelWorks,
    async run(session) {
      const intent = await canceled(session, await session.arrange('requires_payment_method'));
      expectSame(session, 'cancellation_reason', intent.cancellation_reason, null);
    },
  },
  {
    id: 'chargefy/reason/null',
    document: '#/components/schemas/CancelPaymentIntentRequest/properties/cancellation_reason',
    ...should('the reason null is the same as none'),
    title: 'the reason null counts as none',
    needs: waiting,
    after: ['chargefy/reason/absent'],
    async run(session) {
      const intent = await canceled(session, await session.arrange('requires_payment_method'), withReason(null));
      expectSame(session, 'cancellation_reason', intent.cancellation_reason, null);
    },
  },
  {
    id: 'chargefy/reason/unknown-value',
    ...should('any other value is refused', sentences.reasons),
    title: 'a reason that is not one of the four is refused',
    needs: waiting,
    run: (session) =>
      expectAllRefused(session, {
        'a reason of our own': withReason('out_of_stock'),
        'a reason in capitals': withReason('DUPLICATE'),
        'a reason that begins like one': withReason('duplicate_order'),
        'a reason of bytes that are not UTF-8': jsonText(Buffer.from('{"cancellation_reason":"\xff"}', 'latin1')),
      }),
  },
  {
    id: 'chargefy/reason/empty',
    ...should('an empty text is no reason and not the absence of one: it is refused', sentences.reasons),
    title: 'an empty reason is refused',
    needs: waiting,
    run: (session) => expectAllRefused(session, { 'an empty reason': withReason('') }),
  },
  {
    id: 'chargefy/reason/wrong-type',
    ...should('a reason is a string; anything else is refused', sentences.reasons),
    title: 'a reason that is not a string is refused',
    needs: waiting,
    run: (session) =>
      expectAllRefused(session, {
        'a number as the reason': withReason(4),
        'true as the reason': withReason(true),
        'a list as the reason': withReason(['duplicate']),
        'an object as the reason': withReason({ value: 'duplicate' }),
      }),
  },
];
