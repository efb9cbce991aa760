import type { Answer } from '../../target/Exchange.js';
import type { Check } from '../Check.js';
import { expectSame } from '../expect.js';
import { canceled } from '../intents.js';
import type { Session } from '../Session.js';
import { jsonText } from './jsonBody.js';
import { cancelWorks, waiting } from './prerequisites.js';
import { expectRefused } from './refusal.js';
import { should } from './sources.js';

/** Methods and headers, of requests and of answers. */
export const requestChecks: readonly Check[] = [
  {
    id: 'chargefy/request/only-post-cancels',
    document: '#/paths/~1v1~1payment-intents~1{id}~1cancel/post',
    ...should('any other method at the path of the cancel is refused with a 4xx in the envelope'),
    title: 'only POST cancels',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      for (const method of ['GET', 'PUT', 'PATCH', 'DELETE']) {
        expectRefused(session, await session.cancel(id, { method }), method);
      }
    },
  },
  {
    id: 'chargefy/request/idempotency-key',
    document: '#/paths/~1v1~1payment-intents~1{id}~1cancel/post',
    ...should('clients of other vendors send an Idempotency-Key; it does not hinder a cancel'),
    title: 'a cancel with an Idempotency-Key succeeds',
    needs: waiting,
    after: cancelWorks,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const intent = await canceled(session, id, { headers: { 'Idempotency-Key': `conformance-${id}` } });
      expectSame(session, 'status', intent.status, 'canceled');
    },
  },
  {
    id: 'chargefy/error/envelope',
    document: '#/components/schemas/ErrorObject',
    ...should('every error has the three members that the page shows: code, message and type, all strings'),
    title: 'every error has a code, a message and a type',
    needs: [...waiting, { status: 'succeeded' }],
    async run(session) {
      for (const answer of await errors(session)) expectRefused(session, answer, `the ${answer.status}`);
    },
  },
  {
    id: 'chargefy/error/content-type',
    document: '#/components/schemas/ErrorObject',
    ...should('errors are JSON as on the page, and say so'),
    title: 'every error has the content type application/json',
    needs: [...waiting, { status: 'succeeded' }],
    async run(session) {
      for (const { status, headers } of await errors(session)) {
        const type = headers['content-type'] ?? 'none';
        if (!/^application\/json\b/i.test(type)) {
          session.deviate(`Content-Type application/json of the ${status}`, type);
        }
      }
    },
  },
];

/** One of every sort: 400, 401, 404 and 409. What turns out to be no error is for other checks to see. */
async function errors(session: Session): Promise<Answer[]> {
  const id = await session.arrange('requires_payment_method');
  const answers = [
    await session.cancel(id, jsonText('{')),
    await session.cancel(id, { key: 'none' }),
    await session.cancel(`${id}x`),
    await session.cancel(await session.arrange('succeeded')),
  ];
  return answers.filter(({ status }) => status >= 400);
}
