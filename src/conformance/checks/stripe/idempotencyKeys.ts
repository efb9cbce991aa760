/** Checks of the form of idempotency keys, and of keys in use. */

import type { Answer } from '../../target/Exchange.js';
import type { Check } from '../Check.js';
import { expectDocumented, expectSame, expectStatus } from '../expect.js';
import { canceled, expectNoSideEffects, retrieved } from '../intents.js';
import { pollUntil } from '../pollUntil.js';
import { expectRefusal } from '../refusal.js';
import { must } from '../requirement.js';
import { withReason } from './form.js';
import { freshKey, keyed } from './idempotencyKey.js';
import { cancelWorks, retrieveWorks, waiting } from './prerequisites.js';
import { badRequest, keyInUse, keyMisused } from './refusal.js';
import { sentences, should } from './sources.js';

/** Requests with one key that arrive together. */
const runners = 10;

const replays = 'stripe/idempotency/replay';
const otherParameters = 'stripe/idempotency/other-parameters';
const otherIntent = 'stripe/idempotency/other-intent';

/** What a key may look like, and what it may be used for. */
export const idempotencyKeyChecks: readonly Check[] = [
  {
    id: otherParameters,
    ...must(sentences.otherParameters, 'status 400, type idempotency_error'),
    title: 'a key cannot be used again with other parameters',
    needs: waiting,
    after: [replays],
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const headers = keyed(freshKey());
      await canceled(session, id, withReason('duplicate', headers));
      expectRefusal(session, await session.cancel(id, withReason('fraudulent', headers)), keyMisused);
    },
  },
  {
    id: otherIntent,
    ...must(sentences.otherEndpoint, 'the id is part of the path: status 400, type idempotency_error'),
    title: 'a key cannot be used again for another intent',
    needs: [{ status: 'requires_payment_method', count: 2 }],
    after: [replays],
    async run(session) {
      const headers = keyed(freshKey());
      await canceled(session, await session.arrange('requires_payment_method'), { headers });
      const other = await session.arrange('requires_payment_method');
      expectRefusal(session, await session.cancel(other, { headers }), keyMisused);
    },
  },
  {
    id: 'stripe/idempotency/misuse-changes-nothing',
    ...must(sentences.sameParameters, 'what is refused to prevent misuse changes neither intent'),
    title: 'a key that is used again for something else changes nothing',
    needs: [{ status: 'requires_payment_method', count: 2 }],
    after: [otherParameters, otherIntent, ...retrieveWorks],
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const other = await session.arrange('requires_payment_method');
      const headers = keyed(freshKey());
      await canceled(session, id, withReason('duplicate', headers));
      const before = { first: await retrieved(session, id), other: await retrieved(session, other) };
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
      'of requests with one key that arrive together one is executed; another is answered like it, or with 409 and the code idempotency_key_in_use',
    ),
    title: `of ${runners} requests at the same time with one key exactly one is executed`,
    needs: waiting,
    after: [replays, 'stripe/idempotency/replayed-header'],
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const draft = withReason('duplicate', keyed(freshKey()));
      const path = session.cancelPath(id);
      const answers = await session.race(Array.from({ length: runners }, () => ({ path, ...draft })));
      // Whoever was told to try again later does.
      const settled = await pollUntil<Answer>(
        () => session.cancel(id, draft),
        ({ status }) => status !== 409,
      );
      expectStatus(session, settled, 200);
      for (const answer of answers) {
        if (answer.status === 409) {
          expectRefusal(session, answer, keyInUse);
          expectDocumented(session, answer, 'cancelPaymentIntent');
        } else {
          expectStatus(session, answer, 200);
          expectSame(session, 'the same answer for all:', answer.json, settled.json);
        }
      }
      const executed = [...answers, settled].filter(
        ({ status, headers }) => status === 200 && headers['idempotent-replayed'] === undefined,
      );
      expectSame(session, 'requests executed:', executed.length, 1);
    },
  },
  {
    id: 'stripe/idempotency/key-of-255-characters',
    ...must(sentences.keyLength),
    title: 'a key may have 255 characters',
    needs: waiting,
    after: cancelWorks,
    async run(session) {
      const key = freshKey().padEnd(255, 'x');
      await canceled(session, await session.arrange('requires_payment_method'), { headers: keyed(key) });
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
