/** Checks of cancellation_reason at Stripe. */

import { requestedCancellationReasonValues } from '../../../contract/stripe.js';
import type { Answer } from '../../target/Exchange.js';
import type { Check } from '../Check.js';
import { expectRefusalsChangeNothing } from '../cancelsNothing.js';
import { expectCancels, expectOnlyThisRefused, isSuccess, requireRefusal } from '../controls.js';
import { everyCase } from '../everyCase.js';
import { expectSame, objectOf } from '../expect.js';
import { ended } from '../intents.js';
import { errorOf, expectClientError, expectRefusal } from '../refusal.js';
import { must } from '../requirement.js';
import type { RequestOverrides, Session } from '../Session.js';
import { form, formText, withReason } from './form.js';
import { waiting } from './prerequisites.js';
import { badRequest, expectForm } from './refusal.js';
import { sentences, should } from './sources.js';

const unknownReason = 'conformance_unknown';
const badReasons = { 'an unknown reason': unknownReason, 'a reason of the system': 'automatic', 'an empty reason': '' };
const map = form({ 'cancellation_reason[a]': 'duplicate' });
const param = 'cancellation_reason';

/** The reason of a cancel: echoed, null, or refused. */
export const reasonChecks: readonly Check[] = [
  ...requestedCancellationReasonValues.map(echoes),
  {
    id: 'stripe/reason/absent',
    ...must(sentences.noReason, 'the request on the page names no reason, and the answer shows null'),
    title: 'a cancel without a reason leaves cancellation_reason null',
    needs: waiting,
    async run(session) {
      const intent = await ended(session, await session.arrange('requires_payment_method'));
      expectSame(session, param, intent.cancellation_reason, null);
    },
  },
  {
    id: 'stripe/reason/unknown-value',
    ...must(sentences.reasons, 'any other value is refused, and one of these is not'),
    title: 'a reason that is none of the four is refused',
    needs: [{ status: 'requires_payment_method', count: 2 }],
    run: refuses({
      'an unknown reason': withReason(unknownReason),
      'a reason in capitals': withReason('DUPLICATE'),
    }),
  },
  {
    id: 'stripe/reason/system',
    ...must(sentences.systemReason),
    title: 'a reason that only Stripe itself gives is refused',
    needs: waiting,
    run: refuses({ 'a reason of the system': withReason('automatic') }),
  },
  {
    id: 'stripe/reason/empty',
    ...must(sentences.emptyValue, 'a reason cannot be unset, so an empty one is refused'),
    title: 'an empty reason is refused',
    needs: waiting,
    run: refuses({ 'an empty reason': withReason('') }),
  },
  {
    id: 'stripe/reason/refusal-status',
    ...should('status 400, type invalid_request_error', sentences.unacceptable),
    title: 'the refusal of a reason is a 400 of type invalid_request_error',
    needs: waiting,
    run: ofEachRefusal(({ session, answer }) => expectRefusal(session, answer, badRequest)),
  },
  {
    id: 'stripe/reason/empty-code',
    ...should('the code is parameter_invalid_empty, as recorded for other parameters', sentences.emptyValue),
    title: 'the refusal of an empty reason has the documented code',
    needs: waiting,
    async run(session) {
      const answer = await session.cancel(await session.arrange('requires_payment_method'), withReason(''));
      expectForm(session, answer, { ...badRequest, code: 'parameter_invalid_empty' });
    },
  },
  {
    id: 'stripe/reason/wrong-type',
    document: '#/components/responses/CancelBadRequest',
    ...should('a map where the reason belongs is a 400, as recorded on a sibling endpoint'),
    title: 'a reason that is not a string is refused',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const answer = await session.cancel(id, map);
      expectRefusal(session, answer, badRequest);
    },
  },
  {
    id: 'stripe/reason/refusal-names-the-parameter',
    document: '#/components/responses/CancelBadRequest',
    ...should('param is cancellation_reason for every bad reason; recorded for an empty value of other parameters'),
    title: 'the refusal of a reason names the parameter',
    needs: waiting,
    run: ofEachRefusal(({ session, answer }) =>
      expectSame(session, 'error.param', errorOf(session, answer).param, param),
    ),
  },
  {
    id: 'stripe/reason/sent-twice',
    document: '#/components/requestBodies/CancelPaymentIntent',
    ...should('a reason that is sent twice is refused, or the last one counts, as Rack reads a form'),
    title: 'a reason that is sent twice is refused, or the last one counts',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const answer = await session.cancel(id, formText(`${param}=duplicate&${param}=abandoned`));
      if (isSuccess(answer)) {
        expectSame(session, param, objectOf(session, answer).cancellation_reason, 'abandoned');
      } else {
        expectClientError(session, answer, 'a reason that is sent twice');
        await ended(session, id, formText(`${param}=duplicate`));
      }
    },
  },
  {
    id: 'stripe/reason/nothing-canceled',
    ...must(sentences.fails),
    title: 'a cancel that is refused for its reason cancels nothing',
    needs: waiting,
    run: (session) =>
      expectRefusalsChangeNothing(session, {
        'an unknown reason': withReason(unknownReason),
        'a reason of the system': withReason('automatic'),
        'an empty reason': withReason(''),
        'a map as the reason': map,
      }),
  },
];

function echoes(reason: string): Check {
  return {
    id: `stripe/reason/${reason.replaceAll('_', '-')}`,
    ...must(sentences.reasons, 'the answer shows the reason that was sent'),
    title: `the reason ${reason} is kept`,
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const intent = await expectCancels(session, id, withReason(reason));
      expectSame(session, param, intent.cancellation_reason, reason);
    },
  };
}

function refuses(drafts: Readonly<Record<string, RequestOverrides>>) {
  return (session: Session): Promise<void> =>
    everyCase(drafts, async (draft, what) => {
      const id = await session.arrange('requires_payment_method');
      await expectOnlyThisRefused(session, id, draft, what, withReason('duplicate'));
    });
}

/** Reasons that are not refused are passed over: they have checks of their own. */
function ofEachRefusal(judge: (refused: { readonly session: Session; readonly answer: Answer }) => void) {
  return async (session: Session): Promise<void> => {
    const id = await session.arrange('requires_payment_method');
    await everyCase(badReasons, async (reason) => {
      const answer = await session.cancel(id, withReason(reason));
      requireRefusal(answer);
      judge({ session, answer });
    });
  };
}
