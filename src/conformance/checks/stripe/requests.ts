/** Checks of methods and headers, of requests and of answers, at Stripe. */

import type { Answer } from '../../target/Exchange.js';
import type { Check } from '../Check.js';
import { expectSame, expectStatus } from '../expect.js';
import { expectNoSideEffects, retrieved } from '../intents.js';
import { expectRefusal } from '../refusal.js';
import { must } from '../requirement.js';
import type { Session } from '../Session.js';
import { cancelWorks, retrieveWorks, waiting } from './prerequisites.js';
import { expectRefused, hidden } from './refusal.js';
import { sentences, should } from './sources.js';

const version = '2026-10-28.endive';
const otherMethods = ['PUT', 'PATCH', 'DELETE'];

/** Methods, and the headers of every answer. */
export const requestChecks: readonly Check[] = [
  {
    id: 'stripe/request/get',
    ...must(sentences.unrecognized, 'status 404, type invalid_request_error; no 405 is known'),
    title: 'a GET of the path of a cancel is not found',
    needs: waiting,
    async run(session) {
      const answer = await session.cancel(await session.arrange('requires_payment_method'), { method: 'GET' });
      expectRefusal(session, answer, hidden);
    },
  },
  {
    id: 'stripe/request/other-methods',
    ...should('any other method is refused with a 4xx in the envelope', sentences.unrecognized),
    title: 'no other method is known at the path of a cancel',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      for (const method of otherMethods) expectRefused(session, await session.cancel(id, { method }), method);
    },
  },
  {
    id: 'stripe/request/only-post-cancels',
    ...must(sentences.request, 'the request is a POST; whatever another method comes to, it cancels nothing'),
    title: 'only POST cancels',
    needs: waiting,
    after: retrieveWorks,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const before = await retrieved(session, id);
      for (const method of ['GET', ...otherMethods]) {
        await session.cancel(id, { method });
        await expectNoSideEffects(session, id, before, method);
      }
    },
  },
  {
    id: 'stripe/header/request-id',
    ...must(
      sentences.requestId,
      'req_… on every answer to a request with a valid key, errors too, and never the same twice; a 401 has none',
    ),
    title: 'every answer to a request with a valid key has a Request-Id of its own',
    needs: waiting,
    async run(session) {
      const ids = new Set<string>();
      for (const answer of await answersWithKey(session)) {
        const id = answer.headers['request-id'] ?? 'none';
        if (!/^req_\w+$/.test(id)) session.deviate(`a Request-Id req_… on the ${answer.status}`, id);
        if (ids.has(id)) session.deviate('another Request-Id for another request', id);
        ids.add(id);
      }
    },
  },
  {
    id: 'stripe/header/stripe-version',
    document: '#/components/headers/StripeVersion',
    ...should('recorded answers repeat in Stripe-Version the version that was sent; it says nothing about the body'),
    title: 'an answer names the version that the request named',
    needs: waiting,
    after: cancelWorks,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const answer = await session.cancel(id, { headers: { 'Stripe-Version': version } });
      expectStatus(session, answer, 200);
      expectSame(session, 'Stripe-Version', answer.headers['stripe-version'], version);
    },
  },
  {
    id: 'stripe/header/cache-control',
    document: '#/components/headers/CacheControl',
    ...should('recorded answers have no-cache, no-store: they are of the moment and somebody’s own'),
    title: 'no answer may be stored by a cache',
    needs: [{ status: 'requires_payment_method', count: 2 }],
    async run(session) {
      const withoutKey = await session.cancel(await session.arrange('requires_payment_method'), { key: 'none' });
      for (const { status, headers } of [...(await answersWithKey(session)), withoutKey]) {
        const control = headers['cache-control'] ?? 'none';
        if (!/\bno-store\b/i.test(control)) session.deviate(`a Cache-Control with no-store on the ${status}`, control);
      }
    },
  },
  {
    id: 'stripe/header/should-retry',
    ...should(
      'a refusal for the status says Stripe-Should-Retry: false, as recorded answers do',
      sentences.retryAdvice,
    ),
    title: 'a cancel that is refused for the status advises against a retry',
    needs: [{ status: 'succeeded' }],
    after: ['stripe/cancel/already-succeeded'],
    async run(session) {
      const { headers } = await session.cancel(await session.arrange('succeeded'));
      expectSame(session, 'Stripe-Should-Retry', headers['stripe-should-retry'], 'false');
    },
  },
];

/** A success of each method, a refusal by state and one by id. */
async function answersWithKey(session: Session): Promise<Answer[]> {
  const id = await session.arrange('requires_payment_method');
  return [
    await session.retrieve(id),
    await session.cancel(id),
    await session.cancel(id),
    await session.cancel(`${id}x`),
  ];
}
