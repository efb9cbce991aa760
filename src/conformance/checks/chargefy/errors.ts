/** Checks of what refusals say at Chargefy. */

import type { Answer } from '../../target/Exchange.js';
import { Unarranged } from '../../target/Target.js';
import type { Check } from '../Check.js';
import { everyCase } from '../everyCase.js';
import { errorIn, expectRefusal } from '../refusal.js';
import { must } from '../requirement.js';
import type { Session } from '../Session.js';
import { otherSchemes, wrongKeys } from './authentication.js';
import { cancelPlainly, cancelSomehow } from './cancels.js';
import { newId } from './ids.js';
import { succeeded, waiting } from './prerequisites.js';
import { conflict, notFound, unauthorized } from './refusal.js';
import { jsonText } from './requestBody.js';
import { sentences, should } from './sources.js';

/** Statuses, codes, types and messages. Other checks judge whether something is refused at all. */
export const errorChecks: readonly Check[] = [
  {
    id: 'chargefy/error/unauthorized',
    ...must(sentences.invalidKey, 'status 401 with code, message and type as in the example of the page'),
    title: 'a wrong key is refused as the page shows it',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const refusal = { ...unauthorized, message: sentences.invalidKey.quote };
      await everyCase(wrongKeys, async (draft) =>
        expectRefusal(session, await cancelPlainly(session, id, draft), refusal),
      );
    },
  },
  {
    id: 'chargefy/error/unauthorized-alike',
    ...should(
      'a missing key and another scheme are answered like a wrong key, by cancel and retrieve',
      sentences.invalidKey,
    ),
    title: 'a missing key and another scheme are refused like a wrong key',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const noKey = { key: 'none' } as const;
      await everyCase({ 'no key': noKey, ...otherSchemes }, async (draft) => {
        expectRefusal(session, await cancelPlainly(session, id, draft), unauthorized);
        expectRefusal(session, await session.retrieve(id, draft), unauthorized);
      });
    },
  },
  {
    id: 'chargefy/error/not-found',
    ...must(sentences.unknownIntent, 'status 404 with code, message and type as in the example of the page'),
    title: 'an unknown id is refused as the page shows it',
    needs: [],
    async run(session) {
      const message = sentences.unknownIntent.quote;
      expectRefusal(session, await cancelPlainly(session, newId()), { ...notFound, message });
    },
  },
  {
    id: 'chargefy/error/retrieve-not-found',
    ...should('the retrieve operation answers an unknown id as the cancel does', sentences.unknownIntent),
    title: 'an unknown id is refused by retrieve as by a cancel',
    needs: [],
    async run(session) {
      expectRefusal(session, await session.retrieve(newId()), notFound);
    },
  },
  {
    id: 'chargefy/error/already-canceled',
    ...must(sentences.concludedOrCanceled, 'status 409, code resource_state_conflict, type invalid_request_error'),
    title: 'a second cancel is refused as the page shows it',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const { status } = await cancelPlainly(session, id);
      if (status >= 300) throw new Unarranged(`it needs a canceled intent, and the cancel is answered ${status}`);
      expectRefusal(session, await cancelPlainly(session, id), conflict);
    },
  },
  {
    id: 'chargefy/error/already-succeeded',
    ...must(sentences.terminal, 'status 409 with code, message and type as in the example of the page'),
    title: 'a cancel of a succeeded intent is refused as the page shows it',
    needs: succeeded,
    async run(session) {
      const answer = await cancelPlainly(session, await session.arrange('succeeded'));
      expectRefusal(session, answer, { ...conflict, message: sentences.terminal.quote });
    },
  },
  {
    id: 'chargefy/error/envelope',
    document: '#/components/schemas/ErrorObject',
    ...should('every error has the three members that the page shows: code, message and type, all strings'),
    title: 'every error has a code, a message and a type',
    needs: waiting,
    run: (session) =>
      expectOfErrors(session, (answer) => {
        const error = errorIn(answer);
        const missing = ['code', 'message', 'type'].filter((name) => typeof error[name] !== 'string');
        if (missing.length > 0) {
          session.deviate('strings as code, message and type of an object `error`', `no ${missing.join(', no ')}`);
        }
      }),
  },
  {
    id: 'chargefy/error/content-type',
    document: '#/components/schemas/ErrorObject',
    ...should('errors are JSON as on the page, with that content type'),
    title: 'every error has the content type application/json',
    needs: waiting,
    run: (session) =>
      expectOfErrors(session, ({ headers }) => {
        const type = headers['content-type'] ?? 'none';
        if (!/^application\/json\b/i.test(type)) session.deviate('Content-Type application/json', type);
      }),
  },
];

/**
 * Judges one error of every sort. Other checks judge a request that is not refused.
 *
 * @throws Unarranged when there was none.
 */
async function expectOfErrors(session: Session, judge: (answer: Answer) => void): Promise<void> {
  const id = await session.arrange('requires_payment_method');
  const requests: Readonly<Record<string, () => Promise<Answer>>> = {
    'a body that is no JSON': () => session.cancel(id, jsonText('{')),
    'no key': () => session.cancel(id, { key: 'none' }),
    'an unknown id': () => session.cancel(newId()),
    'a PUT': () => session.cancel(id, { method: 'PUT' }),
    'a second cancel': async () => {
      await cancelSomehow(session, id, 'duplicate');
      return cancelPlainly(session, id);
    },
  };
  let errors = 0;
  await everyCase(requests, async (request) => {
    const answer = await request();
    if (answer.status < 400) return;
    errors += 1;
    judge(answer);
  });
  if (errors === 0) throw new Unarranged('it needs a request that is refused, and none was');
}
