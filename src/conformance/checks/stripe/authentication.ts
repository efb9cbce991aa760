/** Checks of missing, wrong and foreign keys at Stripe. */

import { Unarranged } from '../../target/Target.js';
import type { Check } from '../Check.js';
import { expectRefusedCancelsNothing } from '../cancelsNothing.js';
import { expectCancels, expectOnlyThisRefused, requireRefusal } from '../controls.js';
import { everyCase } from '../everyCase.js';
import { shown } from '../intents.js';
import { expectClientError, expectRefusal } from '../refusal.js';
import { must } from '../requirement.js';
import type { RequestOverrides, Session } from '../Session.js';
import { standards } from '../standards.js';
import { waiting } from './prerequisites.js';
import { expectForm, secretKeyRequired, unauthorized } from './refusal.js';
import { sentences, should } from './sources.js';

const noKey: RequestOverrides = { key: 'none' };
const wrongKeys: Readonly<Record<string, RequestOverrides>> = {
  'a wrong key': { key: 'wrong' },
  'a wrong key by Basic': { key: 'wrong', scheme: 'Basic' },
};
const otherSchemes: Readonly<Record<string, RequestOverrides>> = {
  'the key as Token': { scheme: 'Token' },
  'a Token that says bearer': { key: 'none', headers: { Authorization: 'Token bearer' } },
};
const unauthenticated: Readonly<Record<string, RequestOverrides>> = { 'no key': noKey, ...wrongKeys, ...otherSchemes };
const unreachable: RequestOverrides = { headers: { 'Stripe-Account': 'acct_conformance_nobody' } };
const strangersContext: RequestOverrides = { headers: { 'Stripe-Context': 'acct_conformance_nobody' } };
const accountInvalid = { status: 403, type: 'invalid_request_error', code: 'account_invalid' };

/**
 * Which keys are let in. The intent exists, and its owner can cancel it: only the key can be the reason of a refusal.
 */
export const authenticationChecks: readonly Check[] = [
  {
    id: 'stripe/authentication/basic',
    ...must(sentences.basic),
    title: 'the key may be sent as the user name of Basic',
    needs: waiting,
    async run(session) {
      await expectCancels(session, await session.arrange('requires_payment_method'), { scheme: 'Basic' });
    },
  },
  {
    id: 'stripe/authentication/no-key',
    ...must(sentences.unauthenticated),
    title: 'a cancel without a key is refused',
    needs: waiting,
    run: refuses({ 'no key': noKey }),
  },
  {
    id: 'stripe/authentication/bad-key',
    ...must(sentences.noValidKey, 'a key that no account has is refused, in any form'),
    title: 'a cancel with a wrong key is refused',
    needs: [{ status: 'requires_payment_method', count: 2 }],
    run: refuses(wrongKeys),
  },
  {
    id: 'stripe/authentication/other-scheme',
    ...must(
      sentences.unauthenticated,
      'Bearer and Basic are the only schemes; a request with another one provides no key',
    ),
    title: 'a key that is sent neither as Bearer nor as Basic is refused',
    needs: [{ status: 'requires_payment_method', count: 2 }],
    run: refuses(otherSchemes),
  },
  {
    id: 'stripe/authentication/status',
    ...should('status 401, type invalid_request_error', sentences.noValidKey),
    title: 'the refusal of a key is a 401 of type invalid_request_error',
    needs: [{ status: 'requires_payment_method', count: 5 }],
    async run(session) {
      await everyCase(unauthenticated, async (draft) => {
        const id = await session.arrange('requires_payment_method');
        expectForm(session, await session.cancel(id, draft), unauthorized);
      });
    },
  },
  {
    id: 'stripe/authentication/nothing-canceled',
    ...must(sentences.unauthenticated),
    title: 'a cancel that is refused for its key cancels nothing',
    needs: waiting,
    run: (session) => expectRefusedCancelsNothing(session, unauthenticated),
  },
  {
    id: 'stripe/authentication/retrieve',
    ...must(sentences.unauthenticated, 'retrieve asks for the key as cancel does'),
    title: 'an intent is not shown without the right key',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      await everyCase(unauthenticated, async (draft, what) =>
        expectClientError(session, await session.retrieve(id, draft), what),
      );
      await shown(session, id);
    },
  },
  {
    id: 'stripe/authentication/publishable-key',
    ...must(sentences.publishableKey, 'it is refused'),
    title: 'a publishable key cannot cancel',
    needs: [...waiting, 'publishable key'],
    run: refuses({ 'a publishable key': { key: 'publishable' } }),
  },
  {
    id: 'stripe/authentication/publishable-key-code',
    ...should('status 403, code secret_key_required, as recorded', sentences.publishableKey),
    title: 'the refusal of a publishable key has the documented code',
    needs: [...waiting, 'publishable key'],
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      expectForm(session, await session.cancel(id, { key: 'publishable' }), secretKeyRequired);
    },
  },
  {
    id: 'stripe/authentication/publishable-key-cancels-nothing',
    ...must(sentences.noPermission),
    title: 'a cancel with a publishable key leaves the intent as it is',
    needs: [...waiting, 'publishable key'],
    run: (session) => expectRefusedCancelsNothing(session, { 'a publishable key': { key: 'publishable' } }),
  },
  {
    id: 'stripe/authentication/unreachable-account',
    ...should('status 403, code account_invalid; older answers have 401 or 400', sentences.unreachableAccount),
    title: 'an account that the key cannot reach is refused',
    needs: waiting,
    run: refusesWith(unreachable),
  },
  {
    id: 'stripe/authentication/unreachable-account-cancels-nothing',
    ...must(
      sentences.unreachableAccount,
      'a cancel changes nothing for that account, and nothing in the account of the key instead',
    ),
    title: 'a cancel for an account that the key cannot reach cancels nothing',
    needs: waiting,
    run: (session) => expectRefusedCancelsNothing(session, { 'an account out of reach': unreachable }),
  },
  {
    id: 'stripe/authentication/context-of-a-stranger',
    document: '#/components/parameters/StripeContext',
    ...should('an account in Stripe-Context that the key cannot reach is refused like one in Stripe-Account'),
    title: 'a context that the key cannot reach is refused',
    needs: waiting,
    run: refusesWith(strangersContext),
  },
  {
    id: 'stripe/authentication/key-not-repeated',
    ...should('the message shows the prefix and the last four characters of a wrong key', sentences.badKey),
    title: 'the refusal of a wrong key does not repeat it',
    needs: waiting,
    async run(session) {
      const answer = await session.cancel(await session.arrange('requires_payment_method'), { key: 'wrong' });
      requireRefusal(answer);
      if (answer.text.includes(session.wrongKey)) session.deviate('a message with most of the key masked', answer.text);
    },
  },
  {
    id: 'stripe/authentication/challenge',
    document: '#/components/headers/WwwAuthenticate',
    ...must(standards.challenge),
    title: 'a request without a key is told how to send one',
    needs: waiting,
    async run(session) {
      const { status, headers } = await session.cancel(await session.arrange('requires_payment_method'), noKey);
      if (status !== 401) throw new Unarranged(`it needs a 401; without a key the answer is ${status}`);
      if (!headers['www-authenticate']) session.deviate('a WWW-Authenticate with a challenge', 'none');
    },
  },
];

function refuses(drafts: Readonly<Record<string, RequestOverrides>>) {
  return (session: Session): Promise<void> =>
    everyCase(drafts, async (draft, what) =>
      expectOnlyThisRefused(session, await session.arrange('requires_payment_method'), draft, what),
    );
}

function refusesWith(draft: RequestOverrides) {
  return async (session: Session): Promise<void> => {
    const answer = await session.cancel(await session.arrange('requires_payment_method'), draft);
    expectRefusal(session, answer, accountInvalid);
  };
}
