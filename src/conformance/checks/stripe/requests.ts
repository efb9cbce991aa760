/** Checks of methods, paths and queries of a cancel at Stripe. */

import type { Check } from '../Check.js';
import { expectCancelsNothing } from '../cancelsNothing.js';
import { expectCancels } from '../controls.js';
import { Deviation } from '../Deviation.js';
import { everyCase } from '../everyCase.js';
import { expectSame, expectStatus } from '../expect.js';
import { expectNoSideEffects, shown } from '../intents.js';

import { must } from '../requirement.js';
import type { RequestOverrides, Session } from '../Session.js';
import { standards } from '../standards.js';
import { malformed } from './bodies.js';
import { formText } from './form.js';
import { hostile } from './ids.js';
import { waiting } from './prerequisites.js';
import { expectForm, expectRefused, hidden } from './refusal.js';
import { bare, requestOf } from './request.js';
import { sentences, should } from './sources.js';

const otherMethods: Readonly<Record<string, RequestOverrides>> = {
  PUT: { method: 'PUT' },
  PATCH: { method: 'PATCH' },
  DELETE: { method: 'DELETE' },
};
const safeMethods: Readonly<Record<string, RequestOverrides>> = { GET: { method: 'GET' }, HEAD: { method: 'HEAD' } };

/** What a request may look like, besides its body. */
export const requestChecks: readonly Check[] = [
  {
    id: 'stripe/request/form-accepted',
    document: '#/components/requestBodies/CancelPaymentIntent',
    ...should('the official SDK cancels this way: an empty form, with a key and a version'),
    title: 'the request that the official SDK sends cancels',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      expectStatus(session, await session.cancel(id, requestOf('POST')), 200);
    },
  },
  {
    id: 'stripe/request/without-body',
    ...must(sentences.request, 'the request of the page has neither a body nor a content type'),
    title: 'the request of the page, which has no body, cancels',
    needs: waiting,
    async run(session) {
      const intent = await expectCancels(session, await session.arrange('requires_payment_method'), bare);
      expectSame(session, 'status', intent.status, 'canceled');
    },
  },
  {
    id: 'stripe/request/get',
    ...should('status 404, type invalid_request_error; no 405 is known', sentences.unrecognized),
    title: 'a GET of the path of a cancel is not found',
    needs: waiting,
    async run(session) {
      const answer = await session.cancel(await session.arrange('requires_payment_method'), { method: 'GET' });
      expectForm(session, answer, hidden);
    },
  },
  {
    id: 'stripe/request/safe-methods',
    document: '#/paths/~1v1~1payment_intents~1{intent}~1cancel/post',
    ...must(standards.safeMethods),
    title: 'neither GET nor HEAD cancels',
    needs: waiting,
    async run(session) {
      await expectCancelsNothing(session, safeMethods);
    },
  },
  {
    id: 'stripe/request/other-methods',
    ...should('any other method is refused with a 4xx in the envelope', sentences.unrecognized),
    title: 'no other method is known at the path of a cancel',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      await everyCase(otherMethods, async (draft, what) =>
        expectRefused(session, await session.cancel(id, draft), what),
      );
    },
  },
  {
    id: 'stripe/request/only-post-cancels',
    ...must(sentences.request, 'the request is a POST; another method cancels nothing, with any answer'),
    title: 'only POST cancels',
    needs: waiting,
    async run(session) {
      await expectCancelsNothing(session, otherMethods);
    },
  },
  {
    id: 'stripe/request/trailing-slash',
    document: '#/paths/~1v1~1payment_intents~1{intent}~1cancel/post',
    ...should('a path that ends in a slash is another path, and unknown: a 4xx that cancels nothing'),
    title: 'a cancel whose path ends in a slash is refused and cancels nothing',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const before = await shown(session, id);
      const path = `${session.cancelPath(id)}/`;
      expectRefused(session, await session.send({ path }), 'a path that ends in a slash');
      await expectNoSideEffects(session, id, before, 'a path that ends in a slash');
    },
  },
  {
    id: 'stripe/request/query-parameters',
    document: '#/components/requestBodies/CancelPaymentIntent',
    ...should('the query of a POST counts as part of its body, as reported'),
    title: 'a reason may be in the query',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const path = `${session.cancelPath(id)}?cancellation_reason=abandoned`;
      const { cancellation_reason } = await expectCancels(session, id, { path });
      expectSame(session, 'cancellation_reason', cancellation_reason, 'abandoned');
    },
  },
  {
    id: 'stripe/request/answered',
    document: '#/paths/~1v1~1payment_intents~1{intent}~1cancel/post',
    ...should('every request gets an answer, and the connection is not cut'),
    title: 'a request with any method, path and body is answered',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      await everyCase(oddRequests(session, id), async (draft) => {
        await session.send(draft);
      });
    },
  },
  {
    id: 'stripe/request/alive',
    ...must(sentences.retrieves, 'retrieve also works right after a malformed request'),
    title: 'an intent is shown after every malformed request',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      await shown(session, id);
      await everyCase(oddRequests(session, id), async (draft, what) => {
        await session.send(draft).catch((thrown: unknown) => {
          // Another check judges a missing answer.
          if (!(thrown instanceof Deviation)) throw thrown;
        });
        const answer = await session.retrieve(id);
        if (answer.status !== 200) session.deviate(`the intent after ${what}`, `${answer.status}`);
      });
    },
  },
];

/** None of them cancels the intent. */
function oddRequests(session: Session, id: string): Readonly<Record<string, RequestOverrides>> {
  const path = session.cancelPath(id);
  const at = (draft: RequestOverrides): RequestOverrides => ({ path, ...draft });
  return {
    ...mapValues(hostile, (odd) => ({ path: session.cancelPath(odd) })),
    ...mapValues(malformed, at),
    'broken JSON': at({ ...formText('{'), headers: { 'Content-Type': 'application/json' } }),
    ...mapValues(otherMethods, at),
  };
}

function mapValues<From, To>(from: Readonly<Record<string, From>>, map: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(from).map(([name, value]) => [name, map(value)]));
}
