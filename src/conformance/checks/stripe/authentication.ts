/** Checks of missing, wrong and foreign keys at Stripe. */

import type { Check } from '../Check.js';
import { canceled, expectNoSideEffects, retrieved } from '../intents.js';
import { expectRefusal, expectRefusalsChangeNothing } from '../refusal.js';
import { must } from '../requirement.js';
import type { RequestOverrides } from '../Session.js';
import { cancelWorks, retrieveWorks, waiting } from './prerequisites.js';
import { secretKeyRequired, unauthorized } from './refusal.js';
import { sentences, should } from './sources.js';

const secret = 'sk_test_conformance_nobodys_key';
const badKey: RequestOverrides = { key: 'none', headers: { Authorization: `Bearer ${secret}` } };
const noKey: RequestOverrides = { key: 'none' };
const unreachable: RequestOverrides = { headers: { 'Stripe-Account': 'acct_conformance_nobody' } };

/** Who is let in. The intent exists, so nothing but the key can be the reason of a refusal. */
export const authenticationChecks: readonly Check[] = [
  {
    id: 'stripe/authentication/basic',
    ...must(sentences.basic),
    title: 'the key may be sent as the user name of Basic',
    needs: waiting,
    after: cancelWorks,
    async run(session) {
      await canceled(session, await session.arrange('requires_payment_method'), { scheme: 'Basic' });
    },
  },
  {
    id: 'stripe/authentication/no-key',
    ...must(sentences.noKey, 'status 401, type invalid_request_error'),
    title: 'a cancel without a key is refused',
    needs: waiting,
    async run(session) {
      const answer = await session.cancel(await session.arrange('requires_payment_method'), noKey);
      expectRefusal(session, answer, unauthorized);
    },
  },
  {
    id: 'stripe/authentication/bad-key',
    ...must(sentences.badKey, 'status 401, type invalid_request_error'),
    title: 'a cancel with a wrong key is refused',
    needs: waiting,
    async run(session) {
      const answer = await session.cancel(await session.arrange('requires_payment_method'), badKey);
      expectRefusal(session, answer, unauthorized);
    },
  },
  {
    id: 'stripe/authentication/other-scheme',
    ...should('Bearer and Basic are the only schemes; with any other no key was provided', sentences.noKey),
    title: 'a key that is sent neither as Bearer nor as Basic is refused',
    needs: [{ status: 'requires_payment_method', count: 2 }],
    async run(session) {
      const drafts: RequestOverrides[] = [
        { scheme: 'Token' },
        { key: 'none', headers: { Authorization: 'Token bearer' } },
      ];
      for (const draft of drafts) {
        const answer = await session.cancel(await session.arrange('requires_payment_method'), draft);
        expectRefusal(session, answer, unauthorized);
      }
    },
  },
  {
    id: 'stripe/authentication/nothing-canceled',
    ...must(sentences.unauthenticated),
    title: 'a cancel that is refused for its key cancels nothing',
    needs: waiting,
    after: retrieveWorks,
    run: (session) =>
      expectRefusalsChangeNothing(session, {
        'no key': noKey,
        'a wrong key': badKey,
        'the key as Token': { scheme: 'Token' },
      }),
  },
  {
    id: 'stripe/authentication/retrieve',
    ...must(sentences.unauthenticated, 'retrieve asks for the key as cancel does'),
    title: 'an intent is not shown without the right key',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      for (const draft of [noKey, badKey]) expectRefusal(session, await session.retrieve(id, draft), unauthorized);
    },
  },
  {
    id: 'stripe/authentication/publishable-key',
    ...must(sentences.publishableKey, 'status 403, code secret_key_required'),
    title: 'a publishable key cannot cancel',
    needs: [...waiting, 'publishable key'],
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      expectRefusal(session, await session.cancel(id, { key: 'publishable' }), secretKeyRequired);
    },
  },
  {
    id: 'stripe/authentication/publishable-key-cancels-nothing',
    ...must(sentences.noPermission),
    title: 'a cancel with a publishable key leaves the intent as it is',
    needs: [...waiting, 'publishable key'],
    after: ['stripe/authentication/publishable-key', ...retrieveWorks],
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const before = await retrieved(session, id);
      await session.cancel(id, { key: 'publishable' });
      await expectNoSideEffects(session, id, before, 'a cancel with a publishable key');
    },
  },
  {
    id: 'stripe/authentication/unreachable-account',
    ...should('status 403, code account_invalid; older answers have 401 or 400', sentences.unreachableAccount),
    title: 'an account that the key cannot reach is refused',
    needs: waiting,
    async run(session) {
      const answer = await session.cancel(await session.arrange('requires_payment_method'), unreachable);
      expectRefusal(session, answer, { status: 403, type: 'invalid_request_error', code: 'account_invalid' });
    },
  },
  {
    id: 'stripe/authentication/key-not-repeated',
    ...should('the message shows the prefix and the last four characters of a wrong key', sentences.badKey),
    title: 'the refusal of a wrong key does not repeat it',
    needs: waiting,
    after: ['stripe/authentication/bad-key'],
    async run(session) {
      const { text } = await session.cancel(await session.arrange('requires_payment_method'), badKey);
      if (text.includes(secret)) session.deviate('a message with most of the key masked', text);
    },
  },
  {
    id: 'stripe/authentication/challenge',
    document: '#/components/headers/WwwAuthenticate',
    ...should('a 401 names the scheme Bearer in WWW-Authenticate, as one recorded answer does'),
    title: 'a request without a key is told how to send one',
    needs: waiting,
    after: ['stripe/authentication/no-key'],
    async run(session) {
      const { headers } = await session.cancel(await session.arrange('requires_payment_method'), noKey);
      const challenge = headers['www-authenticate'] ?? 'none';
      if (!/^bearer\b/i.test(challenge)) session.deviate('a WWW-Authenticate that names Bearer', challenge);
    },
  },
];
