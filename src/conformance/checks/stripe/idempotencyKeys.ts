/** Checks of the form of idempotency keys, and of keys in use. */

import type { Answer } from '../../target/Exchange.js';
import { Unarranged } from '../../target/Target.js';
import type { Check } from '../Check.js';
import { expectCancels, expectOnlyThisRefused, isSuccess } from '../controls.js';
import { everyCase } from '../everyCase.js';
import { excerpt, expectDocumentedBody, expectSame, expectStatus } from '../expect.js';
import { ended, expectNoSideEffects, shown } from '../intents.js';
import { pollUntil } from '../pollUntil.js';
import { errorIn, expectClientError, expectRefusal } from '../refusal.js';
import { must } from '../requirement.js';
import { withReason } from './form.js';
import { freshKey, keyed } from './idempotencyKey.js';
import { waiting } from './prerequisites.js';
import { badRequest, expectForm, keyInUse, keyMisused } from './refusal.js';
import { sentences, should } from './sources.js';

/** Requests with one key that arrive together. */
const runners = 10;

const replays = 'stripe/idempotency/replay';

/** What a key may look like, and what it may be used for. */
export const idempotencyKeyChecks: readonly Check[] = [
  {
    id: 'stripe/idempotency/other-parameters',
    ...must(sentences.otherParameters, 'it is refused'),
    title: 'a key cannot be used again with other parameters',
    needs: waiting,
    after: [replays],
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const headers = keyed(freshKey());
      await ended(session, id, withReason('duplicate', headers));
      const answer = await session.cancel(id, withReason('fraudulent', headers));
      expectClientError(session, answer, 'its key with other parameters');
    },
  },
  {
    id: 'stripe/idempotency/other-intent',
    ...must(sentences.otherEndpoint, 'the id is part of the path, so the request is refused'),
    title: 'a key cannot be used again for another intent',
    needs: [{ status: 'requires_payment_method', count: 2 }],
    after: [replays],
    async run(session) {
      const headers = keyed(freshKey());
      await ended(session, await session.arrange('requires_payment_method'), { headers });
      const other = await session.arrange('requires_payment_method');
      await expectOnlyThisRefused(session, other, { headers }, 'the key of another intent');
    },
  },
  {
    id: 'stripe/idempotency/misuse-type',
    ...should('status 400, type idempotency_error, as recorded', sentences.otherParameters),
    title: 'the refusal of a key that is used for something else is of type idempotency_error',
    needs: [{ status: 'requires_payment_method', count: 2 }],
    after: [replays],
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const other = await session.arrange('requires_payment_method');
      const headers = keyed(freshKey());
      await ended(session, id, withReason('duplicate', headers));
      const misuses = {
        'other parameters': () => session.cancel(id, withReason('fraudulent', headers)),
        'another intent': () => session.cancel(other, withReason('duplicate', headers)),
      };
      await everyCase(misuses, async (send) => expectForm(session, await send(), keyMisused));
    },
  },
  {
    id: 'stripe/idempotency/misuse-changes-nothing',
    ...must(sentences.sameParameters, 'a request that is refused to prevent misuse changes neither intent'),
    title: 'a key that is used again for something else changes nothing',
    needs: [{ status: 'requires_payment_method', count: 2 }],
    after: [replays],
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const other = await session.arrange('requires_payment_method');
      const headers = keyed(freshKey());
      await ended(session, id, withReason('duplicate', headers));
      const before = { first: await shown(session, id), other: await shown(session, other) };
      await session.cancel(id, withReason('fraudulent', headers));
      await session.cancel(other, withReason('duplicate', headers));
      await expectNoSideEffects(session, id, before.first, 'its key was used with other parameters');
      await expectNoSideEffects(session, other, before.other, 'a cancel with a key of another intent');
    },
  },
  {
    id: 'stripe/idempotency/in-flight',
    ...must(
      sentences.inUse,
      'one of several requests with the same key is executed; every other is answered like it, or refused',
    ),
    title: `exactly one of ${runners} simultaneous requests with the same key is executed`,
    needs: waiting,
    after: [replays],
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const draft = withReason('duplicate', keyed(freshKey()));
      const path = session.cancelPath(id);
      const answers = await session.race(Array.from({ length: runners }, () => ({ path, ...draft })));
      // A caller who is told to try again does.
      const settled = await pollUntil<Answer>(
        () => session.cancel(id, draft),
        ({ status }) => status !== 409,
      );
      expectStatus(session, settled, 200);
      const late = await session.cancel(id);
      for (const answer of answers) {
        if (isSuccess(answer)) expectSame(session, 'the same answer for all:', answer.json, settled.json);
        else expectClientError(session, answer, 'a request with a key in use');
        // Only an executed request finds the intent canceled.
        if (answer.status >= 400 && isSameRefusal(answer, late)) session.deviate('one execution', excerpt(answer.text));
      }
      const successes = [...answers, settled].filter(isSuccess);
      const executed = successes.filter(({ headers }) => headers['idempotent-replayed'] === undefined);
      // A target that marks no replay has a check of its own.
      if (executed.length < successes.length) expectSame(session, 'requests executed:', executed.length, 1);
    },
  },
  {
    id: 'stripe/idempotency/key-in-use',
    ...should('a request with a key in use is a 409 with the code idempotency_key_in_use, or waits', sentences.inUse),
    title: 'a request with a key in use is answered with 409, or like the first',
    needs: waiting,
    after: [replays],
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const draft = withReason('duplicate', keyed(freshKey()));
      const path = session.cancelPath(id);
      const answers = await session.race(Array.from({ length: runners }, () => ({ path, ...draft })));
      if (!answers.some(isSuccess)) throw new Unarranged('it needs a cancel that succeeds');
      const refused = answers.filter((answer) => !isSuccess(answer));
      await everyCase(
        Object.fromEntries(refused.map((answer, index) => [`refusal ${index + 1}`, answer])),
        async (answer) => {
          expectRefusal(session, answer, keyInUse);
          expectDocumentedBody(session, answer, 'cancelPaymentIntent');
        },
      );
    },
  },
  {
    id: 'stripe/idempotency/key-of-255-characters',
    ...must(sentences.keyLength),
    title: 'a key may have 255 characters',
    needs: waiting,
    async run(session) {
      const key = freshKey().padEnd(255, 'x');
      await expectCancels(session, await session.arrange('requires_payment_method'), { headers: keyed(key) });
    },
  },
  {
    id: 'stripe/idempotency/longer-key',
    ...should('a key of more than 255 characters is a 400 of type invalid_request_error', sentences.keyLength),
    title: 'a key of more than 255 characters is refused',
    needs: waiting,
    async run(session) {
      const key = freshKey().padEnd(256, 'x');
      const id = await session.arrange('requires_payment_method');
      expectRefusal(session, await session.cancel(id, { headers: keyed(key) }), badRequest);
    },
  },
  {
    id: 'stripe/idempotency/empty-key',
    document: '#/components/parameters/IdempotencyKey',
    ...should('an empty key is a 400 of type invalid_request_error'),
    title: 'an empty key is refused',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      expectRefusal(session, await session.cancel(id, { headers: keyed('') }), badRequest);
    },
  },
];

function isSameRefusal(left: Answer, right: Answer): boolean {
  return left.status === right.status && errorIn(left).message === errorIn(right).message;
}
