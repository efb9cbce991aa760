/** Checks of missing, wrong and foreign keys at Chargefy. */

import type { Check } from '../Check.js';
import { expectRefusedCancelsNothing } from '../cancelsNothing.js';
import { everyCase } from '../everyCase.js';
import { shown } from '../intents.js';
import { expectClientError } from '../refusal.js';
import { must } from '../requirement.js';
import type { RequestOverrides } from '../Session.js';
import { standards } from '../standards.js';
import { cancelPlainly } from './cancels.js';
import { waiting } from './prerequisites.js';
import { expectAllRefused } from './refusal.js';
import { sentences } from './sources.js';

export const wrongKeys: Readonly<Record<string, RequestOverrides>> = {
  'a wrong key': { key: 'wrong' },
  'a wrong key as Basic': { key: 'wrong', scheme: 'Basic' },
};

const noKey: Readonly<Record<string, RequestOverrides>> = { 'no key': { key: 'none' } };

export const otherSchemes: Readonly<Record<string, RequestOverrides>> = {
  'the right key as Basic': { scheme: 'Basic' },
  'the right key as Token': { scheme: 'Token' },
  'a header that only mentions Bearer': { key: 'none', headers: { Authorization: 'Token bearer' } },
};

/** Which keys are let in. The intent exists, and the right key cancels it in the end: only the key is refused. */
export const authenticationChecks: readonly Check[] = [
  {
    id: 'chargefy/authentication/bad-key',
    ...must(sentences.invalidKey, 'a well-formed key that no organization has opens nothing'),
    title: 'a cancel with a wrong key is refused',
    needs: waiting,
    run: (session) => expectAllRefused(session, wrongKeys),
  },
  {
    id: 'chargefy/authentication/no-key',
    document: '#/components/responses/Unauthorized',
    ...must(standards.bearer, 'a request without a key is refused'),
    title: 'a cancel without a key is refused',
    needs: waiting,
    run: (session) => expectAllRefused(session, noKey),
  },
  {
    id: 'chargefy/authentication/other-scheme',
    document: '#/components/responses/Unauthorized',
    ...must(standards.bearer, 'a header of another scheme contains no access token: it is refused'),
    title: 'a key that is not sent as Bearer is refused',
    needs: waiting,
    run: (session) => expectAllRefused(session, otherSchemes),
  },
  {
    id: 'chargefy/authentication/nothing-canceled',
    document: '#/components/responses/Unauthorized',
    ...must(standards.unauthorized, 'a request without valid credentials cancels nothing, with any answer'),
    title: 'a cancel that is refused for its key cancels nothing',
    needs: waiting,
    run: (session) => expectRefusedCancelsNothing(session, { ...wrongKeys, ...noKey, ...otherSchemes }, cancelPlainly),
  },
  {
    id: 'chargefy/authentication/retrieve',
    document: '#/components/responses/Unauthorized',
    ...must(standards.bearer, 'only a request with a valid key is shown an intent'),
    title: 'an intent is not shown without the right key',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      await shown(session, id);
      await everyCase({ ...wrongKeys, ...noKey }, async (draft) => {
        expectClientError(session, await session.retrieve(id, draft));
      });
    },
  },
];
