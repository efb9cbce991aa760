/** Checks of the body of a cancel at Chargefy. */

import type { Check } from '../Check.js';
import { expectRefusedCancelsNothing } from '../cancelsNothing.js';
import { must } from '../requirement.js';
import { standards } from '../standards.js';
import { cancelPlainly, expectAccepted } from './cancels.js';

import { waiting } from './prerequisites.js';
import { expectAllRefused, inJson } from './refusal.js';
import { formBody, jsonBody, jsonText } from './requestBody.js';
import { should } from './sources.js';

/** Bytes; more than servers take for a body as small as this one is. */
const oversize = 2 * 1024 * 1024;

const noJson = {
  'a JSON text that breaks off': jsonText('{"cancellation_reason": '),
  'JSON with a comma too many': jsonText('{"cancellation_reason": "duplicate",}'),
  'text that is no JSON': jsonText('cancel it, please'),
};

const noObject = {
  'a list as the body': jsonBody(['duplicate']),
  'a string as the body': jsonBody('duplicate'),
  'a number as the body': jsonBody(4),
  'lists in lists, 10,000 deep,': jsonText('['.repeat(10_000) + ']'.repeat(10_000)),
};

export const malformedBodies = { ...noJson, ...noObject };

/** Bodies other than a reason. No page says whether unknown members are refused, so no check judges that. */
export const bodyChecks: readonly Check[] = [
  {
    id: 'chargefy/body/empty',
    document: '#/components/requestBodies/CancelPaymentIntent',
    ...should('an empty body counts as no body, with any content type'),
    title: 'a cancel with a content type and an empty body is like one without a body',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      await expectAccepted(session, id, await session.cancel(id, jsonText('')));
    },
  },
  {
    id: 'chargefy/body/empty-object',
    document: '#/components/requestBodies/CancelPaymentIntent',
    ...should('no member of the body is required: {} cancels without a reason'),
    title: 'a cancel with an empty object is like one without a body',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      await expectAccepted(session, id, await session.cancel(id, jsonBody({})));
    },
  },
  {
    id: 'chargefy/body/malformed-json',
    document: '#/components/requestBodies/CancelPaymentIntent',
    ...should('a body that is not JSON is refused'),
    title: 'a body that is not JSON is refused',
    needs: waiting,
    run: (session) => expectAllRefused(session, noJson, inJson),
  },
  {
    id: 'chargefy/body/not-an-object',
    document: '#/components/requestBodies/CancelPaymentIntent',
    ...should('a body is an object; other JSON is refused'),
    title: 'a body that is JSON but no object is refused',
    needs: waiting,
    run: (session) => expectAllRefused(session, noObject, inJson),
  },
  {
    id: 'chargefy/body/malformed-cancels-nothing',
    document: '#/components/requestBodies/CancelPaymentIntent',
    ...must(standards.clientError, 'an unreadable body changes nothing, and the next request is answered'),
    title: 'a malformed body cancels nothing, and the target answers afterwards',
    needs: waiting,
    run: (session) => expectRefusedCancelsNothing(session, malformedBodies, cancelPlainly),
  },
  {
    id: 'chargefy/body/wrong-content-type',
    document: '#/components/requestBodies/CancelPaymentIntent',
    ...should('a body that is not declared as JSON is refused, neither guessed at nor ignored'),
    title: 'a body of another content type is refused',
    needs: waiting,
    run: (session) =>
      expectAllRefused(
        session,
        {
          'a form': formBody('cancellation_reason=duplicate'),
          'JSON that says it is plain text': {
            headers: { 'Content-Type': 'text/plain' },
            body: '{"cancellation_reason":"duplicate"}',
          },
        },
        inJson,
      ),
  },
  {
    id: 'chargefy/body/oversize',
    document: '#/components/requestBodies/CancelPaymentIntent',
    ...should('a body of 2 MB is refused rather than read for the few bytes that count'),
    title: 'a body far larger than any cancel is refused',
    needs: waiting,
    run: (session) =>
      expectAllRefused(session, { 'a body of 2 MB': jsonBody({ padding: 'x'.repeat(oversize) }) }, inJson),
  },
];
