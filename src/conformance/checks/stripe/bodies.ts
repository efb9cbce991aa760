/** Checks of the body of a cancel at Stripe. */

import type { Check } from '../Check.js';
import { expectSame } from '../expect.js';
import { canceled, expectNoSideEffects, retrieved } from '../intents.js';
import { expectRefusal, expectRefusalsChangeNothing } from '../refusal.js';
import { must } from '../requirement.js';
import type { RequestOverrides, Session } from '../Session.js';
import { form, formText, formType } from './form.js';
import { cancelWorks, retrieveWorks, waiting } from './prerequisites.js';
import { badRequest, expectRefused } from './refusal.js';
import { sentences, should } from './sources.js';

/** Bytes; more than servers take for a body as small as this one is. */
const oversize = 2 * 1024 * 1024;

const unknown = form({ nope: '1' });
const json: RequestOverrides = {
  headers: { 'Content-Type': 'application/json' },
  body: '{"cancellation_reason": "duplicate"}',
};
const otherTypes: Readonly<Record<string, RequestOverrides>> = {
  'a text': { headers: { 'Content-Type': 'text/plain' }, body: 'cancellation_reason=duplicate' },
  XML: { headers: { 'Content-Type': 'application/xml' }, body: '<cancellation_reason>duplicate</cancellation_reason>' },
};
const malformed: Readonly<Record<string, RequestOverrides>> = {
  'broken percent-encoding': formText('cancellation_reason=%zz'),
  'percent-encoded bytes that are not UTF-8': formText('cancellation_reason=%ff%fe'),
  'bytes that are not UTF-8': formText(Buffer.from('cancellation_reason=dupl\xffcate', 'latin1')),
};
const large = form({ cancellation_reason: 'x'.repeat(oversize) });

export const bodyChecks: readonly Check[] = [
  {
    id: 'stripe/body/empty',
    document: '#/components/requestBodies/CancelPaymentIntent',
    ...should('an empty form is no body; so the official SDK sends a cancel without parameters'),
    title: 'a cancel with an empty form is like one without a body',
    needs: waiting,
    after: cancelWorks,
    async run(session) {
      const intent = await canceled(session, await session.arrange('requires_payment_method'), formText(''));
      expectSame(session, 'status', intent.status, 'canceled');
    },
  },
  {
    id: 'stripe/body/charset',
    document: '#/components/requestBodies/CancelPaymentIntent',
    ...should('a charset beside the content type changes nothing'),
    title: 'the content type may name the charset',
    needs: waiting,
    after: ['stripe/reason/duplicate'],
    async run(session) {
      const draft = formText('cancellation_reason=duplicate', { 'Content-Type': `${formType}; charset=UTF-8` });
      await canceled(session, await session.arrange('requires_payment_method'), draft);
    },
  },
  {
    id: 'stripe/body/unknown-parameter',
    ...must(sentences.unknownParameter, 'status 400, code parameter_unknown, and param names it'),
    title: 'a parameter that cancel does not know is refused',
    needs: waiting,
    async run(session) {
      const answer = await session.cancel(await session.arrange('requires_payment_method'), unknown);
      expectRefusal(session, answer, { ...badRequest, code: 'parameter_unknown', param: 'nope' });
    },
  },
  {
    id: 'stripe/body/unknown-parameter-before-state',
    document: '#/components/responses/CancelBadRequest',
    ...should('recorded on an intent that was canceled already: the parameter is refused before the state'),
    title: 'an unknown parameter is refused whatever the status',
    needs: [{ status: 'succeeded' }],
    after: ['stripe/body/unknown-parameter'],
    async run(session) {
      const answer = await session.cancel(await session.arrange('succeeded'), unknown);
      expectRefusal(session, answer, { ...badRequest, code: 'parameter_unknown' });
    },
  },
  {
    id: 'stripe/body/json',
    ...should('a JSON body is a 400 of type invalid_request_error', sentences.notAForm),
    title: 'a JSON body is refused',
    needs: waiting,
    async run(session) {
      expectRefusal(session, await session.cancel(await session.arrange('requires_payment_method'), json), badRequest);
    },
  },
  {
    id: 'stripe/body/wrong-content-type',
    document: '#/components/requestBodies/CancelPaymentIntent',
    ...should('the form is the only content type; any other is refused with a 4xx in the envelope'),
    title: 'a body that is no form is refused',
    needs: waiting,
    run: allRefused(otherTypes),
  },
  {
    id: 'stripe/body/malformed',
    document: '#/components/requestBodies/CancelPaymentIntent',
    ...should('a form that cannot be decoded is refused with a 4xx in the envelope'),
    title: 'a form that cannot be decoded is refused',
    needs: waiting,
    run: allRefused(malformed),
  },
  {
    id: 'stripe/body/oversize',
    document: '#/components/requestBodies/CancelPaymentIntent',
    ...should('a body far larger than any cancel is refused with a 4xx in the envelope, and cancels nothing'),
    title: 'a body that is too large is refused and cancels nothing',
    needs: waiting,
    after: retrieveWorks,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const before = await retrieved(session, id);
      expectRefused(session, await session.cancel(id, large), 'a body of 2 MiB');
      await expectNoSideEffects(session, id, before, 'a body of 2 MiB');
    },
  },
  {
    id: 'stripe/body/nothing-canceled',
    ...must(sentences.fails),
    title: 'a cancel that is refused for its body cancels nothing',
    needs: waiting,
    after: retrieveWorks,
    run: (session) =>
      expectRefusalsChangeNothing(session, {
        'an unknown parameter': unknown,
        'a JSON body': json,
        ...otherTypes,
        ...malformed,
      }),
  },
];

function allRefused(drafts: Readonly<Record<string, RequestOverrides>>) {
  return async (session: Session): Promise<void> => {
    const id = await session.arrange('requires_payment_method');
    for (const [what, draft] of Object.entries(drafts)) expectRefused(session, await session.cancel(id, draft), what);
  };
}
