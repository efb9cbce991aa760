/** Checks of the headers of answers at Stripe. */

import type { Answer } from '../../target/Exchange.js';
import { Unarranged } from '../../target/Target.js';
import type { Check } from '../Check.js';
import { isSuccess, requireRefusal } from '../controls.js';
import { everyCase } from '../everyCase.js';
import { expectSame, show } from '../expect.js';
import { must } from '../requirement.js';
import type { Session } from '../Session.js';
import { form } from './form.js';
import { waiting } from './prerequisites.js';
import { version } from './request.js';
import { sentences, should } from './sources.js';

const waitingTwice = [{ status: 'requires_payment_method', count: 2 }];

/** The headers of every answer. */
export const headerChecks: readonly Check[] = [
  {
    id: 'stripe/header/request-id',
    ...must(
      sentences.requestId,
      'every answer to a request with a valid key has one of its own, errors too; a 401 has none',
    ),
    title: 'every answer to a request with a valid key has a Request-Id of its own',
    needs: waitingTwice,
    async run(session) {
      const ids = new Set<string>();
      await everyCase(await answersWithKey(session), async ({ headers }) => {
        const id = headers['request-id'];
        if (!id) return session.deviate('a Request-Id', 'none');
        if (ids.has(id)) session.deviate('another Request-Id for another request', id);
        ids.add(id);
      });
    },
  },
  {
    id: 'stripe/header/stripe-version',
    document: '#/components/headers/StripeVersion',
    ...should('recorded answers repeat in Stripe-Version the version that was sent; it says nothing about the body'),
    title: 'an answer names the version that the request named',
    needs: waitingTwice,
    run: ofEachAnswer('Stripe-Version', () => version),
  },
  {
    id: 'stripe/header/none-without-a-key',
    document: '#/components/headers/RequestId',
    ...should('recorded 401s have neither Request-Id nor Stripe-Version'),
    title: 'a 401 names neither a request nor a version',
    needs: waiting,
    async run(session) {
      const answer = await session.cancel(await session.arrange('requires_payment_method'), { key: 'none' });
      if (answer.status !== 401) throw new Unarranged(`it needs a 401; without a key the answer is ${answer.status}`);
      const { 'request-id': id, 'stripe-version': named } = answer.headers;
      expectSame(session, 'Request-Id and Stripe-Version', { id, named }, { id: undefined, named: undefined });
    },
  },
  {
    id: 'stripe/header/key-given',
    document: '#/components/headers/IdempotencyKey',
    ...should('recorded answers to a POST without a key name one that Stripe made, and answers to a GET none'),
    title: 'the answer to a POST without a key names the one that the server made',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const keyless = await session.cancel(id, { headers: { 'Idempotency-Key': undefined } });
      const given = keyless.headers['idempotency-key'];
      if (!given) session.deviate('an Idempotency-Key on the answer to a POST', 'none');
      expectSame(
        session,
        'Idempotency-Key of a GET',
        (await session.retrieve(id)).headers['idempotency-key'],
        undefined,
      );
    },
  },
  {
    id: 'stripe/header/original-request',
    document: '#/components/headers/OriginalRequest',
    ...should(
      'recorded answers to a first POST name themselves in Original-Request, errors too; answers to a GET do not',
    ),
    title: 'the answer to a POST names the request that was executed',
    needs: waitingTwice,
    run: ofEachAnswer('Original-Request', ({ headers }, method) => {
      if (method === 'GET') return undefined;
      if (!headers['request-id']) throw new Unarranged('it needs answers with a Request-Id');
      return headers['request-id'];
    }),
  },
  {
    id: 'stripe/header/should-retry-elsewhere',
    ...should(
      'recorded answers have Stripe-Should-Retry: false on what was executed, and none on a 404, a refused parameter and a GET',
      sentences.retryAdvice,
    ),
    title: 'only an answer to an executed request advises against a retry',
    needs: waitingTwice,
    run: ofEachAnswer('Stripe-Should-Retry', (_answer, _method, executed) => (executed ? 'false' : undefined)),
  },
  {
    id: 'stripe/header/cache-control',
    document: '#/components/headers/CacheControl',
    ...should('recorded answers have no-cache, no-store: they are private and soon out of date'),
    title: 'no answer may be stored by a cache',
    needs: [{ status: 'requires_payment_method', count: 3 }],
    async run(session) {
      const withoutKey = await session.cancel(await session.arrange('requires_payment_method'), { key: 'none' });
      const answers = { ...(await answersWithKey(session)), 'a cancel without a key': withoutKey };
      await everyCase<Answer>(answers, async ({ headers }) => {
        const control = headers['cache-control'];
        if (!control || !/\bno-store\b/i.test(control)) session.deviate('a Cache-Control with no-store', show(control));
      });
    },
  },
  {
    id: 'stripe/header/should-retry',
    ...should('a refusal for the status has Stripe-Should-Retry: false, as recorded answers do', sentences.retryAdvice),
    title: 'a cancel that is refused for the status advises against a retry',
    needs: [{ status: 'succeeded' }],
    async run(session) {
      const answer = await session.cancel(await session.arrange('succeeded'));
      requireRefusal(answer);
      expectSame(session, 'Stripe-Should-Retry', answer.headers['stripe-should-retry'], 'false');
    },
  },
];

interface KeyedAnswer extends Answer {
  readonly method: 'GET' | 'POST';
  /** Whether the request was executed: parameters and ids are checked before that. */
  readonly executed: boolean;
}

/** A success of each method, refusals by state, by parameter and by id. */
async function answersWithKey(session: Session): Promise<Readonly<Record<string, KeyedAnswer>>> {
  const id = await session.arrange('requires_payment_method');
  const other = await session.arrange('requires_payment_method');
  const get = async (answer: Promise<Answer>) => ({ ...(await answer), method: 'GET', executed: false }) as const;
  const post = async (asked: Promise<Answer>, executed?: boolean) => {
    const answer = await asked;
    return { ...answer, method: 'POST', executed: executed ?? isSuccess(answer) } as const;
  };
  const answers = {
    'a retrieve': await get(session.retrieve(id)),
    // For another intent: a target that does not refuse it cancels.
    'a refused parameter': await post(session.cancel(other, form({ expand: 'customer' }))),
    'a cancel': await post(session.cancel(id)),
    'a second cancel': await post(session.cancel(id), true),
    'an unknown id': await post(session.cancel(`${id}x`), false),
  };
  const { 'a cancel': cancel } = answers;
  if (!isSuccess(cancel)) throw new Unarranged(`it needs a cancel that succeeds; the answer is ${cancel.status}`);
  return answers;
}

function ofEachAnswer(
  name: string,
  expected: (answer: Answer, method: string, executed: boolean) => string | undefined,
) {
  return async (session: Session): Promise<void> =>
    everyCase(await answersWithKey(session), async (answer) =>
      expectSame(session, name, answer.headers[name.toLowerCase()], expected(answer, answer.method, answer.executed)),
    );
}
