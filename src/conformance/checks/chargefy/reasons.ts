/** Checks of cancellation_reason at Chargefy. */

import { Unarranged } from '../../target/Target.js';
import type { Check } from '../Check.js';
import { everyCase } from '../everyCase.js';
import { expectSame } from '../expect.js';
import { must } from '../requirement.js';
import type { Session } from '../Session.js';
import { cancelFor, cancelPlainly, expectAccepted, intentOf } from './cancels.js';
import { waiting } from './prerequisites.js';
import { expectAllRefused, inJson } from './refusal.js';
import { jsonText, reasons, withReason } from './requestBody.js';
import { sentences, should } from './sources.js';

/** Which reasons a cancel takes, and what becomes of them. */
export const reasonChecks: readonly Check[] = [
  ...reasons.map(
    (reason): Check => ({
      id: `chargefy/reason/${reason.replaceAll('_', '-')}`,
      ...must(sentences.reasons),
      title: `an intent can be canceled for the reason ${reason}`,
      needs: waiting,
      async run(session) {
        const id = await session.arrange('requires_payment_method');
        await expectAccepted(session, id, await cancelFor(session, id, reason));
      },
    }),
  ),
  {
    id: 'chargefy/reason/echoed',
    ...must(sentences.reasonEchoed),
    title: 'the answer echoes the reason that was sent',
    needs: [{ status: 'requires_payment_method', count: reasons.length }],
    run: expectReasonsEchoed,
  },
  {
    id: 'chargefy/reason/absent',
    ...must(sentences.reasonEchoed, 'without a reason there is none to echo: cancellation_reason is null'),
    title: 'a cancel without a reason has the reason null',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const { cancellation_reason } = intentOf(await cancelPlainly(session, id));
      if (cancellation_reason === undefined) throw new Unarranged('the answer shows no cancellation_reason');
      expectSame(session, 'cancellation_reason', cancellation_reason, null);
    },
  },
  {
    id: 'chargefy/reason/json',
    ...should('the body is JSON, as the answers are', sentences.reasons),
    title: 'a reason can be sent as JSON',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      await expectAccepted(session, id, await inJson(session, id));
    },
  },
  {
    id: 'chargefy/reason/null',
    document: '#/components/schemas/CancelPaymentIntentRequest/properties/cancellation_reason',
    ...should('the reason null is the same as none'),
    title: 'the reason null counts as none',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const answer = await session.cancel(id, withReason(null));
      await expectAccepted(session, id, answer);
      const { cancellation_reason = null } = intentOf(answer);
      expectSame(session, 'cancellation_reason', cancellation_reason, null);
    },
  },
  {
    id: 'chargefy/reason/unknown-value',
    ...should('any other value is refused', sentences.reasons),
    title: 'a reason that is not one of the four is refused',
    needs: waiting,
    run: (session) =>
      expectAllRefused(
        session,
        {
          'a reason of our own': withReason('out_of_stock'),
          'a reason in capitals': withReason('DUPLICATE'),
          'a reason that begins like one': withReason('duplicate_order'),
          'a reason of bytes that are not UTF-8': jsonText(Buffer.from('{"cancellation_reason":"\xff"}', 'latin1')),
        },
        inJson,
      ),
  },
  {
    id: 'chargefy/reason/empty',
    ...should('an empty text is neither a reason nor the absence of one: it is refused', sentences.reasons),
    title: 'an empty reason is refused',
    needs: waiting,
    run: (session) => expectAllRefused(session, { 'an empty reason': withReason('') }, inJson),
  },
  {
    id: 'chargefy/reason/wrong-type',
    ...should('a reason is a string; anything else is refused', sentences.reasons),
    title: 'a reason that is not a string is refused',
    needs: waiting,
    run: (session) =>
      expectAllRefused(
        session,
        {
          'a number as the reason': withReason(4),
          'true as the reason': withReason(true),
          'a list as the reason': withReason(['duplicate']),
          'an object as the reason': withReason({ value: 'duplicate' }),
        },
        inJson,
      ),
  },
];

/** A reason that is refused has a check of its own. */
async function expectReasonsEchoed(session: Session): Promise<void> {
  let accepted = 0;
  await everyCase(Object.fromEntries(reasons.map((reason) => [reason, reason])), async (reason) => {
    const answer = await cancelFor(session, await session.arrange('requires_payment_method'), reason);
    if (answer.status !== 200) return;
    accepted += 1;
    expectSame(session, 'cancellation_reason', intentOf(answer).cancellation_reason, reason);
  });
  if (accepted === 0) throw new Unarranged('it needs a reason that is accepted, and none was');
}
