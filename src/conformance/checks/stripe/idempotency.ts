/** Checks of replays under an idempotency key. */

import type { Answer } from '../../target/Exchange.js';
import { Unarranged } from '../../target/Target.js';
import type { Check } from '../Check.js';
import { isSuccess, requireRefusal } from '../controls.js';
import { expectSame, expectStatus } from '../expect.js';
import { shown } from '../intents.js';
import { pollUntil } from '../pollUntil.js';
import { must } from '../requirement.js';
import type { Session } from '../Session.js';
import { capture } from './capture.js';
import { withReason } from './form.js';
import { freshKey, keyed } from './idempotencyKey.js';
import { hold, waiting } from './prerequisites.js';
import { sentences, should } from './sources.js';

const replays = 'stripe/idempotency/replay';

/** A retry with the same key is answered as the first request was. */
export const idempotencyChecks: readonly Check[] = [
  {
    id: replays,
    ...must(sentences.replay, 'the retry gets the same status and body'),
    title: 'a cancel that is repeated with its key is answered like the first time',
    needs: waiting,
    async run(session) {
      const { first, replay } = await cancelTwice(session);
      expectStatus(session, replay, first.status);
      expectSame(session, 'the body of the first answer:', replay.json, first.json);
    },
  },
  {
    id: 'stripe/idempotency/replayed-header',
    ...must(sentences.replayed, 'the replay has this header, and the first answer does not'),
    title: 'a replayed answer is marked as a replay',
    needs: waiting,
    after: [replays],
    async run(session) {
      const { first, replay } = await cancelTwice(session);
      expectSame(session, 'Idempotent-Replayed on the replay', replay.headers['idempotent-replayed'], 'true');
      expectSame(session, 'Idempotent-Replayed on the first answer', first.headers['idempotent-replayed'], undefined);
    },
  },
  {
    id: 'stripe/idempotency/original-request',
    document: '#/components/headers/OriginalRequest',
    ...should('recorded answers name the first request in Original-Request, the first one itself included'),
    title: 'an answer under a key names the request that was executed',
    needs: waiting,
    after: [replays],
    async run(session) {
      const { first, replay } = await cancelTwice(session);
      if (!first.headers['request-id']) throw new Unarranged('it needs answers with a Request-Id');
      for (const { headers } of [first, replay]) {
        expectSame(session, 'Original-Request', headers['original-request'], first.headers['request-id']);
      }
    },
  },
  {
    id: 'stripe/idempotency/key-echoed',
    document: '#/components/headers/IdempotencyKey',
    ...should('recorded answers repeat the key in Idempotency-Key, the first one as well as the replay'),
    title: 'an answer under a key repeats the key',
    needs: waiting,
    after: [replays],
    async run(session) {
      const { key, first, replay } = await cancelTwice(session);
      for (const { headers } of [first, replay]) {
        expectSame(session, 'Idempotency-Key', headers['idempotency-key'], key);
      }
    },
  },
  {
    id: 'stripe/idempotency/lost-answer',
    ...must(
      sentences.repeatSafely,
      'the retry gets the answer to the cancel, not a refusal because the intent is canceled',
    ),
    title: 'a cancel whose answer was lost may be repeated with its key',
    needs: [...waiting, 'connection'],
    after: [replays],
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const draft = withReason('duplicate', keyed(freshKey()));
      await session.sendAndDrop({ path: session.cancelPath(id), ...draft });
      // A target may drop a request whose caller has left; then the retry cancels.
      await pollUntil(
        () => shown(session, id),
        ({ status }) => status === 'canceled',
      );
      const answer = await pollUntil(
        () => session.cancel(id, draft),
        ({ status }) => status !== 409,
      );
      expectStatus(session, answer, 200);
      expectSame(session, 'the status of the intent', (await shown(session, id)).status, 'canceled');
    },
  },
  {
    id: 'stripe/idempotency/refusal-replayed',
    ...must(sentences.replay, 'a refusal for the status comes from the execution and is saved'),
    title: 'a refusal that is repeated with its key is answered like the first time',
    needs: [{ status: 'succeeded' }],
    after: [replays],
    async run(session) {
      const id = await session.arrange('succeeded');
      const headers = keyed(freshKey());
      const first = await session.cancel(id, { headers });
      requireRefusal(first);
      const replay = await session.cancel(id, { headers });
      expectStatus(session, replay, first.status);
      expectSame(session, 'the body of the first answer:', replay.json, first.json);
    },
  },
  {
    id: 'stripe/idempotency/refusal-replayed-header',
    ...must(sentences.replayed, 'a replayed refusal has this header, too'),
    title: 'a replayed refusal is marked as a replay',
    needs: [{ status: 'succeeded' }],
    after: [replays],
    async run(session) {
      const id = await session.arrange('succeeded');
      const headers = keyed(freshKey());
      requireRefusal(await session.cancel(id, { headers }));
      const replay = await session.cancel(id, { headers });
      expectSame(session, 'Idempotent-Replayed', replay.headers['idempotent-replayed'], 'true');
    },
  },
  {
    id: 'stripe/idempotency/capture-replayed',
    ...must(sentences.everyPost, 'a capture that is repeated with its key is answered like the first time'),
    title: 'a capture may be repeated with its key',
    needs: hold,
    after: [replays],
    async run(session) {
      const id = await session.arrange('requires_capture');
      const headers = keyed(freshKey());
      const first = await capture(session, id, { headers });
      if (!isSuccess(first)) throw new Unarranged(`it needs a capture that succeeds; the answer is ${first.status}`);
      const replay = await capture(session, id, { headers });
      expectStatus(session, replay, first.status);
      expectSame(session, 'the body of the first answer:', replay.json, first.json);
    },
  },
];

async function cancelTwice(session: Session): Promise<{ key: string; first: Answer; replay: Answer }> {
  const id = await session.arrange('requires_payment_method');
  const key = freshKey();
  const draft = withReason('abandoned', keyed(key));
  const first = await session.cancel(id, draft);
  if (!isSuccess(first)) throw new Unarranged(`it needs a cancel that succeeds; the answer is ${first.status}`);
  return { key, first, replay: await session.cancel(id, draft) };
}
