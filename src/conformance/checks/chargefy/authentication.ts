/** Checks of missing, wrong and foreign keys at Chargefy. */

import type { Check } from '../Check.js';
import { expectNoSideEffects, retrieved } from '../intents.js';
import { expectRefusal } from '../refusal.js';
import { must } from '../requirement.js';
import type { RequestOverrides } from '../Session.js';
import { retrieveWorks, waiting } from './prerequisites.js';
import { unauthorized } from './refusal.js';
import { sentences, should } from './sources.js';

const badKey: RequestOverrides = { key: 'none', headers: { Authorization: 'Bearer ch_test_conformance_nobodys_key' } };
const noKey: RequestOverrides = { key: 'none' };
const otherSchemes: Readonly<Record<string, RequestOverrides>> = {
  'the right key as Basic': { scheme: 'Basic' },
  'the right key as Token': { scheme: 'Token' },
  'a header that only mentions Bearer': { key: 'none', headers: { Authorization: 'Token bearer' } },
};

/** Who is let in. The intent exists, so nothing but the key can be the reason of a refusal. */
export const authenticationChecks: readonly Check[] = [
  {
    id: 'chargefy/authentication/bad-key',
    ...must(sentences.invalidKey, 'status 401 with code, message and type as in the example of the page'),
    title: 'a cancel with a wrong key is refused',
    needs: waiting,
    async run(session) {
      const answer = await session.cancel(await session.arrange('requires_payment_method'), badKey);
      expectRefusal(session, answer, { ...unauthorized, message: sentences.invalidKey.quote });
    },
  },
  {
    id: 'chargefy/authentication/no-key',
    ...should('a missing key is answered like a wrong one', sentences.invalidKey),
    title: 'a cancel without a key is refused',
    needs: waiting,
    async run(session) {
      const answer = await session.cancel(await session.arrange('requires_payment_method'), noKey);
      expectRefusal(session, answer, unauthorized);
    },
  },
  {
    id: 'chargefy/authentication/other-scheme',
    ...should('Bearer is the only scheme; any other is answered like a wrong key', sentences.invalidKey),
    title: 'a key that is not sent as Bearer is refused',
    needs: [{ status: 'requires_payment_method', count: Object.keys(otherSchemes).length }],
    async run(session) {
      for (const draft of Object.values(otherSchemes)) {
        const answer = await session.cancel(await session.arrange('requires_payment_method'), draft);
        expectRefusal(session, answer, unauthorized);
      }
    },
  },
  {
    id: 'chargefy/authentication/nothing-canceled',
    document: '#/components/responses/Unauthorized',
    ...should('who is refused has changed nothing'),
    title: 'a cancel that is refused for its key cancels nothing',
    needs: waiting,
    after: [
      'chargefy/authentication/bad-key',
      'chargefy/authentication/no-key',
      'chargefy/authentication/other-scheme',
      ...retrieveWorks,
    ],
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const before = await retrieved(session, id);
      for (const [what, draft] of Object.entries({ 'a wrong key': badKey, 'no key': noKey, ...otherSchemes })) {
        await session.cancel(id, draft);
        await expectNoSideEffects(session, id, before, `a cancel with ${what}`);
      }
    },
  },
  {
    id: 'chargefy/authentication/retrieve',
    ...should('the retrieve operation asks for the key as the cancel does', sentences.invalidKey),
    title: 'an intent is not shown without the right key',
    needs: waiting,
    after: retrieveWorks,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      for (const draft of [badKey, noKey]) expectRefusal(session, await session.retrieve(id, draft), unauthorized);
    },
  },
];
