/** Checks of cancellation_reason at Stripe. */

import { requestedCancellationReasonValues } from '../../../../generated/stripe.js';
import type { Check } from '../Check.js';
import { expectSame } from '../expect.js';
import { canceled } from '../intents.js';
import { errorOf, expectRefusal, expectRefusalsChangeNothing, type Refusal } from '../refusal.js';
import { must } from '../requirement.js';
import type { Session } from '../Session.js';
import { form, withReason } from './form.js';
import { cancelWorks, retrieveWorks, waiting } from './prerequisites.js';
import { badRequest } from './refusal.js';
import { sentences, should } from './sources.js';

const unknownReason = 'conformance_unknown';
const param = 'cancellation_reason';

/** The reason of a cancel: echoed, null, or refused. */
export const reasonChecks: readonly Check[] = [
  ...requestedCancellationReasonValues.map(echoes),
  {
    id: 'stripe/reason/absent',
    ...must(sentences.noReason, 'the request on the page names no reason, and the answer shows null'),
    title: 'a cancel without a reason leaves cancellation_reason null',
    needs: waiting,
    after: cancelWorks,
    async run(session) {
      const intent = await canceled(session, await session.arrange('requires_payment_method'));
      expectSame(session, param, intent.cancellation_reason, null);
    },
  },
  {
    id: 'stripe/reason/unknown-value',
    ...must(sentences.reasons, 'any other string is a 400 of type invalid_request_error'),
    title: 'a reason that is none of the four is refused',
    needs: waiting,
    run: refuses(unknownReason, badRequest),
  },
  {
    id: 'stripe/reason/system',
    ...must(sentences.systemReason, 'status 400, type invalid_request_error'),
    title: 'a reason that only Stripe itself gives is refused',
    needs: waiting,
    run: refuses('automatic', badRequest),
  },
  {
    id: 'stripe/reason/empty',
    ...must(sentences.emptyValue, 'status 400, code parameter_invalid_empty'),
    title: 'an empty reason is refused',
    needs: waiting,
    run: refuses('', { ...badRequest, code: 'parameter_invalid_empty' }),
  },
  {
    id: 'stripe/reason/wrong-type',
    document: '#/components/responses/CancelBadRequest',
    ...should('a map where the reason belongs is a 400, as recorded on a sibling endpoint'),
    title: 'a reason that is no string is refused',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      expectRefusal(session, await session.cancel(id, form({ 'cancellation_reason[a]': 'duplicate' })), badRequest);
    },
  },
  {
    id: 'stripe/reason/refusal-names-the-parameter',
    document: '#/components/responses/CancelBadRequest',
    ...should(
      'param is cancellation_reason whatever is wrong with it; recorded for an empty value of other parameters',
    ),
    title: 'the refusal of a reason names the parameter',
    needs: waiting,
    after: ['stripe/reason/unknown-value', 'stripe/reason/system', 'stripe/reason/empty'],
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      for (const reason of [unknownReason, 'automatic', '']) {
        const answer = await session.cancel(id, withReason(reason));
        expectSame(session, 'error.param', errorOf(session, answer).param, param);
      }
    },
  },
  {
    id: 'stripe/reason/nothing-canceled',
    ...must(sentences.fails),
    title: 'a cancel that is refused for its reason cancels nothing',
    needs: waiting,
    after: retrieveWorks,
    run: (session) =>
      expectRefusalsChangeNothing(session, {
        'an unknown reason': withReason(unknownReason),
        'a reason of the system': withReason('automatic'),
        'an empty reason': withReason(''),
        'a map as the reason': form({ 'cancellation_reason[a]': 'duplicate' }),
      }),
  },
];

function echoes(reason: string): Check {
  return {
    id: `stripe/reason/${reason.replaceAll('_', '-')}`,
    ...must(sentences.reasons, 'the answer shows the reason that was sent'),
    title: `the reason ${reason} is kept`,
    needs: waiting,
    after: cancelWorks,
    async run(session) {
      const intent = await canceled(session, await session.arrange('requires_payment_method'), withReason(reason));
      expectSame(session, param, intent.cancellation_reason, reason);
    },
  };
}

function refuses(reason: string, refusal: Refusal) {
  return async (session: Session): Promise<void> => {
    const id = await session.arrange('requires_payment_method');
    expectRefusal(session, await session.cancel(id, withReason(reason)), refusal);
  };
}
