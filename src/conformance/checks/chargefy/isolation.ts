/** Checks that organizations and modes are apart at Chargefy. */

import type { Answer } from '../../target/Exchange.js';
import { Unarranged } from '../../target/Target.js';
import type { Check, Need } from '../Check.js';

import { everyCase } from '../everyCase.js';
import { shown } from '../intents.js';
import { arrangeShown, expectNotCanceled } from '../observed.js';
import { expectClientError, expectRefusal } from '../refusal.js';
import { must } from '../requirement.js';
import type { Session, TenantKey } from '../Session.js';
import { standards } from '../standards.js';
import { cancelPlainly } from './cancels.js';
import { waiting } from './prerequisites.js';
import { expectProperCancel, notFound } from './refusal.js';
import { sentences, should } from './sources.js';

const otherKey: readonly Need[] = [...waiting, 'other key'];
const liveKey: readonly Need[] = [...waiting, 'live key'];

/** An intent belongs to one organization and one mode, and no other key sees or changes it. */
export const isolationChecks: readonly Check[] = [
  {
    id: 'chargefy/organization/cancel',
    ...must(sentences.notInThisOrganization),
    title: 'an intent of another organization cannot be canceled',
    needs: otherKey,
    run: cancelBy('other'),
  },
  {
    id: 'chargefy/organization/retrieve',
    document: '#/components/responses/NotFound',
    ...must(standards.objectLevelAuthorization, 'only its own organization is shown an intent'),
    title: 'an intent of another organization cannot be retrieved',
    needs: otherKey,
    run: retrieveBy('other'),
  },
  {
    id: 'chargefy/organization/nothing-canceled',
    ...must(sentences.notInThisOrganization, 'an intent that does not exist for the caller does not change'),
    title: 'a cancel by another organization leaves the intent as it is',
    needs: otherKey,
    run: cancelsNothingBy('other'),
  },
  {
    id: 'chargefy/organization/not-found',
    ...must(sentences.notInThisOrganization, 'status 404 with code and type as in the example of the page'),
    title: 'a cancel by another organization is answered like one of an unknown id',
    needs: otherKey,
    async run(session) {
      expectRefusal(session, await cancelAs(session, 'other'), notFound);
    },
  },
  {
    id: 'chargefy/organization/retrieve-not-found',
    ...should('retrieve hides it as cancel does', sentences.notInThisOrganization),
    title: 'an intent of another organization is an unknown id to the retrieve operation',
    needs: otherKey,
    async run(session) {
      expectRefusal(session, await retrieveAs(session, 'other'), notFound);
    },
  },
  {
    id: 'chargefy/mode/cancel',
    document: '#/components/responses/NotFound',
    ...must(standards.objectLevelAuthorization, 'a live key cancels no test intent'),
    title: 'a test intent cannot be canceled with a live key',
    needs: liveKey,
    run: cancelBy('live'),
  },
  {
    id: 'chargefy/mode/retrieve',
    document: '#/components/responses/NotFound',
    ...must(standards.objectLevelAuthorization, 'retrieve shows no test intent to a live key'),
    title: 'a test intent cannot be retrieved with a live key',
    needs: liveKey,
    run: retrieveBy('live'),
  },
  {
    id: 'chargefy/mode/nothing-canceled',
    document: '#/components/responses/NotFound',
    ...must(standards.objectLevelAuthorization, 'a cancel with a live key leaves a test intent as it is'),
    title: 'a cancel with a live key leaves a test intent as it is',
    needs: liveKey,
    run: cancelsNothingBy('live'),
  },
  {
    id: 'chargefy/mode/not-found',
    document: '#/components/responses/NotFound',
    ...should('a live key does not find the intents of a test key: the answer is that to an unknown id'),
    title: 'a test intent is an unknown id to a live key',
    needs: [{ status: 'requires_payment_method', count: 2 }, 'live key'],
    async run(session) {
      await everyCase({ cancel: cancelAs, retrieve: retrieveAs }, async (ask) => {
        expectRefusal(session, await ask(session, 'live'), notFound);
      });
    },
  },
];

function cancelBy(key: TenantKey): Check['run'] {
  return async (session) => {
    const id = await session.arrange('requires_payment_method');
    const answer = expectKnown(await cancelPlainly(session, id, { key }), key);
    expectClientError(session, answer);
    await expectProperCancel(session, id);
  };
}

function retrieveBy(key: TenantKey): Check['run'] {
  return async (session) => {
    const id = await session.arrange('requires_payment_method');
    await shown(session, id);
    expectClientError(session, expectKnown(await session.retrieve(id, { key }), key));
  };
}

function cancelsNothingBy(key: TenantKey): Check['run'] {
  return async (session) => {
    const { id, before } = await arrangeShown(session);
    const answer = await cancelPlainly(session, id, { key });
    await expectNotCanceled(session, id, before);
    expectKnown(answer, key);
    await expectProperCancel(session, id);
  };
}

async function cancelAs(session: Session, key: TenantKey): Promise<Answer> {
  return expectKnown(await cancelPlainly(session, await session.arrange('requires_payment_method'), { key }), key);
}

async function retrieveAs(session: Session, key: TenantKey): Promise<Answer> {
  return expectKnown(await session.retrieve(await session.arrange('requires_payment_method'), { key }), key);
}

/** @throws Unarranged when the key itself is refused: then the answer says nothing about the owner. */
function expectKnown(answer: Answer, key: TenantKey): Answer {
  if (answer.status === 401) throw new Unarranged(`it needs a valid ${key} key, and the one given is answered 401`);
  return answer;
}
