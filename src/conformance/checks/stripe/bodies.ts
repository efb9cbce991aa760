/** Checks of the body of a cancel at Stripe. */

import { Unarranged } from '../../target/Target.js';
import type { Check } from '../Check.js';
import { expectRefusalsChangeNothing, expectRefusedCancelsNothing } from '../cancelsNothing.js';
import { expectCancels, expectOnlyThisRefused, requireRefusal } from '../controls.js';
import { everyCase } from '../everyCase.js';
import { show } from '../expect.js';
import { ended, expectNoSideEffects, shown } from '../intents.js';
import { errorOf, expectRefusal } from '../refusal.js';
import { must } from '../requirement.js';
import type { RequestOverrides, Session } from '../Session.js';
import { form, formText, formType, withReason } from './form.js';
import { waiting } from './prerequisites.js';
import { badRequest, expectForm, expectRefused } from './refusal.js';
import { sentences, should } from './sources.js';

/** Bytes; more than servers take for a body as small as this one is. */
const oversize = 2 * 1024 * 1024;

const unknown = form({ nope: '1' });
const json = (body: string): RequestOverrides => ({ headers: { 'Content-Type': 'application/json' }, body });
const jsonBodies: Readonly<Record<string, RequestOverrides>> = {
  'a JSON body': json('{"cancellation_reason": "duplicate"}'),
  'an empty JSON object': json('{}'),
  'broken JSON': json('{"cancellation_reason": '),
  'a JSON array': json('[]'),
};
const otherTypes: Readonly<Record<string, RequestOverrides>> = {
  'a text': { headers: { 'Content-Type': 'text/plain' }, body: 'cancellation_reason=duplicate' },
  XML: { headers: { 'Content-Type': 'application/xml' }, body: '<cancellation_reason>duplicate</cancellation_reason>' },
};
export const malformed: Readonly<Record<string, RequestOverrides>> = {
  'broken percent-encoding': formText('cancellation_reason=%zz'),
  'percent-encoded bytes that are not UTF-8': formText('cancellation_reason=%ff%fe'),
  'bytes that are not UTF-8': formText(Buffer.from('cancellation_reason=dupl\xffcate', 'latin1')),
};
/** A correct form, for comparison with the others. */
const properForm = formText('cancellation_reason=duplicate');
const large = form({ cancellation_reason: 'x'.repeat(oversize) });

export const bodyChecks: readonly Check[] = [
  {
    id: 'stripe/body/empty',
    document: '#/components/requestBodies/CancelPaymentIntent',
    ...should('an empty form counts as no body; the official SDK sends one for a cancel without parameters'),
    title: 'a cancel with an empty form is like one without a body',
    needs: waiting,
    async run(session) {
      await expectCancels(session, await session.arrange('requires_payment_method'), formText(''), properForm);
    },
  },
  {
    id: 'stripe/body/charset',
    document: '#/components/requestBodies/CancelPaymentIntent',
    ...should('a charset in the content type changes nothing'),
    title: 'the content type may name the charset',
    needs: waiting,
    async run(session) {
      const draft = formText('cancellation_reason=duplicate', { 'Content-Type': `${formType}; charset=UTF-8` });
      await expectCancels(session, await session.arrange('requires_payment_method'), draft, properForm);
    },
  },
  {
    id: 'stripe/body/unknown-parameter',
    ...must(sentences.unknownParameter, 'it is refused'),
    title: 'an unknown parameter is refused',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      await expectOnlyThisRefused(session, id, unknown, 'an unknown parameter', withReason('duplicate'));
    },
  },
  {
    id: 'stripe/body/unknown-parameter-code',
    ...should('status 400, code parameter_unknown, as recorded', sentences.unknownParameter),
    title: 'the refusal of an unknown parameter has the documented code',
    needs: waiting,
    async run(session) {
      const answer = await session.cancel(await session.arrange('requires_payment_method'), unknown);
      expectForm(session, answer, { ...badRequest, code: 'parameter_unknown' });
    },
  },
  {
    id: 'stripe/body/unknown-parameter-param',
    ...should('param names the parameter, as recorded', sentences.unknownParameter),
    title: 'the refusal of an unknown parameter names it',
    needs: waiting,
    async run(session) {
      const answer = await session.cancel(await session.arrange('requires_payment_method'), unknown);
      expectForm(session, answer, { status: 400, param: 'nope' });
    },
  },
  {
    id: 'stripe/body/unknown-parameter-before-state',
    document: '#/components/responses/CancelBadRequest',
    ...should('recorded on an intent that was canceled already: the parameter is refused before the state'),
    title: 'an unknown parameter is refused before the status is looked at',
    needs: [{ status: 'succeeded' }],
    async run(session) {
      const id = await session.arrange('succeeded');
      const [plain, answer] = [await session.cancel(id), await session.cancel(id, unknown)];
      requireRefusal(plain);
      const { code: forStatus } = errorOf(session, plain);
      if (forStatus === undefined) throw new Unarranged('it needs a refusal for the status that has a code');
      const { code } = errorOf(session, answer);
      if (code === forStatus) session.deviate('another code than for the status alone', show(code));
    },
  },
  {
    id: 'stripe/body/json',
    ...should('a JSON body is a 400 of type invalid_request_error', sentences.notAForm),
    title: 'a JSON body is refused',
    needs: [{ status: 'requires_payment_method', count: 4 }],
    run: (session) =>
      everyCase(jsonBodies, async (draft) => {
        const answer = await session.cancel(await session.arrange('requires_payment_method'), draft);
        expectRefusal(session, answer, badRequest);
      }),
  },
  {
    id: 'stripe/body/json-cancels-nothing',
    ...should('a body that is not a form cancels nothing, with any JSON', sentences.notAForm),
    title: 'a JSON body does not cancel',
    needs: waiting,
    run: (session) => expectRefusedCancelsNothing(session, jsonBodies),
  },
  {
    id: 'stripe/body/wrong-content-type',
    document: '#/components/requestBodies/CancelPaymentIntent',
    ...should('the form is the only content type; any other is refused with a 4xx in the envelope'),
    title: 'a body that is no form is refused',
    needs: waiting,
    run: allRefused(otherTypes, withReason('duplicate')),
  },
  {
    id: 'stripe/body/malformed',
    document: '#/components/requestBodies/CancelPaymentIntent',
    ...should('a form that cannot be decoded is refused with a 4xx in the envelope'),
    title: 'a form that cannot be decoded is refused',
    needs: waiting,
    run: allRefused(malformed, properForm),
  },
  {
    id: 'stripe/body/malformed-cancels-nothing',
    ...must(sentences.reasons, 'a form that cannot be decoded has none of these, so it cancels nothing'),
    title: 'a form that cannot be decoded cancels nothing',
    needs: waiting,
    run: (session) => expectRefusedCancelsNothing(session, malformed),
  },
  {
    id: 'stripe/body/oversize',
    document: '#/components/requestBodies/CancelPaymentIntent',
    ...should('a body far larger than any cancel is refused with a 4xx in the envelope, and cancels nothing'),
    title: 'a body that is too large is refused and cancels nothing',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const before = await shown(session, id);
      expectRefused(session, await session.cancel(id, large), 'a body of 2 MiB');
      await expectNoSideEffects(session, id, before, 'a body of 2 MiB');
    },
  },
  {
    id: 'stripe/body/nothing-canceled',
    ...must(sentences.fails),
    title: 'a cancel that is refused for its body cancels nothing',
    needs: waiting,
    run: (session) =>
      expectRefusalsChangeNothing(session, {
        'an unknown parameter': unknown,
        ...jsonBodies,
        ...otherTypes,
        ...malformed,
      }),
  },
];

/** @throws Unarranged when a correct request is refused, too. */
function allRefused(drafts: Readonly<Record<string, RequestOverrides>>, proper: RequestOverrides) {
  return async (session: Session): Promise<void> => {
    const id = await session.arrange('requires_payment_method');
    await everyCase(drafts, async (draft, what) => expectRefused(session, await session.cancel(id, draft), what));
    await ended(session, id, proper);
  };
}
