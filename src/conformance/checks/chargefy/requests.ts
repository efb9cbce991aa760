/** Checks of methods, paths and headers at Chargefy. */

import type { Check } from '../Check.js';
import { expectCancelsNothing, type Requests } from '../cancelsNothing.js';
import { Deviation } from '../Deviation.js';
import { everyCase } from '../everyCase.js';
import { expectStatus } from '../expect.js';
import { shown } from '../intents.js';
import { expectClientError } from '../refusal.js';
import { must } from '../requirement.js';
import type { RequestOverrides } from '../Session.js';
import { standards } from '../standards.js';
import { malformedBodies } from './bodies.js';
import { cancelPlainly, expectAccepted } from './cancels.js';
import { oddPaths } from './ids.js';
import { waiting } from './prerequisites.js';
import { expectAllRefused, expectProperCancel } from './refusal.js';
import { should } from './sources.js';

const cancelOperation = '#/paths/~1v1~1payment-intents~1{id}~1cancel/post';

const methods = (...names: string[]): Record<string, RequestOverrides> =>
  Object.fromEntries(names.map((method) => [`a ${method}`, { method }]));

export const requestChecks: readonly Check[] = [
  {
    id: 'chargefy/request/safe-methods-cancel-nothing',
    document: cancelOperation,
    ...must(standards.safeMethods),
    title: 'GET and HEAD cancel nothing',
    needs: waiting,
    async run(session) {
      await expectCancelsNothing(session, methods('GET', 'HEAD'), cancelPlainly);
    },
  },
  {
    id: 'chargefy/request/only-post-cancels',
    document: cancelOperation,
    ...should('any other method at the path of the cancel is refused with a 4xx'),
    title: 'only POST cancels',
    needs: waiting,
    run: (session) => expectAllRefused(session, methods('GET', 'PUT', 'PATCH', 'DELETE')),
  },
  {
    id: 'chargefy/request/alive-after-malformed',
    document: '#/components/responses/InternalServerError',
    ...must(standards.serverError, 'an intent is shown to its owner, also after malformed requests'),
    title: 'a valid request is answered after each malformed one',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      await shown(session, id);
      const requests: Requests = {
        ...malformedBodies,
        ...oddPaths(session, ['control-characters', 'malformed-encoding']),
      };
      await everyCase(requests, async (request) => {
        await session.cancel(id, typeof request === 'function' ? request(id) : request).catch(ignoreNoAnswer);
        expectStatus(session, await session.retrieve(id), 200);
      });
    },
  },
  {
    id: 'chargefy/request/trailing-slash',
    document: cancelOperation,
    ...should('a path with a slash at its end is another one, and refused'),
    title: 'a cancel with a slash at the end of its path is refused',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      expectClientError(session, await cancelPlainly(session, id, { path: `${session.cancelPath(id)}/` }));
      await expectProperCancel(session, id);
    },
  },
  {
    id: 'chargefy/request/query-parameter',
    document: '#/components/requestBodies/CancelPaymentIntent',
    ...should('parameters belong in the body: one in the query is refused, not ignored'),
    title: 'a cancel with a query parameter is refused',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const path = `${session.cancelPath(id)}?cancellation_reason=duplicate`;
      expectClientError(session, await cancelPlainly(session, id, { path }));
      await expectProperCancel(session, id);
    },
  },
  {
    id: 'chargefy/request/idempotency-key',
    document: cancelOperation,
    ...should('clients of other vendors send an Idempotency-Key; it does not hinder a cancel'),
    title: 'a cancel with an Idempotency-Key succeeds',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const headers = { 'Idempotency-Key': `conformance-${id}` };
      const answer = await cancelPlainly(session, id, { headers });
      await expectAccepted(session, id, answer);
    },
  },
  {
    id: 'chargefy/header/content-type',
    document: '#/components/responses/PaymentIntentCanceled',
    ...should('the intent is JSON as on the page, with that content type'),
    title: 'an intent has the content type application/json',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const requests = { retrieve: () => session.retrieve(id), cancel: () => cancelPlainly(session, id) };
      await everyCase(requests, async (request) => {
        const { status, headers } = await request();
        const type = headers['content-type'] ?? 'none';
        if (status === 200 && !/^application\/json\b/i.test(type)) {
          session.deviate('Content-Type application/json', type);
        }
      });
    },
  },
];

/** Whether a malformed request is answered has checks of its own. */
function ignoreNoAnswer(thrown: unknown): void {
  if (!(thrown instanceof Deviation)) throw thrown;
}
