/** Checks that organizations and modes are apart at Chargefy. */

import type { Check, Need } from '../Check.js';
import { expectNoSideEffects, retrieved } from '../intents.js';
import { expectRefusal } from '../refusal.js';
import { must } from '../requirement.js';
import type { TenantKey } from '../Session.js';
import { retrieveWorks, waiting } from './prerequisites.js';
import { notFound } from './refusal.js';
import { sentences, should } from './sources.js';

const otherKey: readonly Need[] = [...waiting, 'other key'];
const liveKey: readonly Need[] = [...waiting, 'live key'];

/** An intent belongs to one organization and one mode, and nobody else sees or changes it. */
export const isolationChecks: readonly Check[] = [
  {
    id: 'chargefy/organization/cancel',
    ...must(sentences.notInThisOrganization, 'status 404 and the body of an unknown id'),
    title: 'an intent of another organization cannot be canceled',
    needs: otherKey,
    run: cancelBy('other'),
  },
  {
    id: 'chargefy/organization/retrieve',
    ...should('the retrieve operation hides it as the cancel does', sentences.notInThisOrganization),
    title: 'an intent of another organization cannot be retrieved',
    needs: otherKey,
    after: retrieveWorks,
    run: retrieveBy('other'),
  },
  {
    id: 'chargefy/organization/nothing-canceled',
    ...must(sentences.notInThisOrganization, 'what does not exist for the caller does not change either'),
    title: 'a cancel by another organization leaves the intent as it is',
    needs: otherKey,
    after: ['chargefy/organization/cancel', ...retrieveWorks],
    run: untouchedBy('other'),
  },
  {
    id: 'chargefy/mode/cancel',
    document: '#/components/responses/NotFound',
    ...should('a live key does not find what a test key owns, and answers as for an unknown id'),
    title: 'a test intent cannot be canceled with a live key',
    needs: liveKey,
    run: cancelBy('live'),
  },
  {
    id: 'chargefy/mode/retrieve',
    document: '#/components/responses/NotFound',
    ...should('a live key does not find what a test key owns, and answers as for an unknown id'),
    title: 'a test intent cannot be retrieved with a live key',
    needs: liveKey,
    after: retrieveWorks,
    run: retrieveBy('live'),
  },
  {
    id: 'chargefy/mode/nothing-canceled',
    document: '#/components/responses/NotFound',
    ...should('a cancel in the other mode changes nothing'),
    title: 'a cancel with a live key leaves a test intent as it is',
    needs: liveKey,
    after: ['chargefy/mode/cancel', ...retrieveWorks],
    run: untouchedBy('live'),
  },
];

function cancelBy(key: TenantKey): Check['run'] {
  return async (session) => {
    const id = await session.arrange('requires_payment_method');
    expectRefusal(session, await session.cancel(id, { key }), notFound);
  };
}

function retrieveBy(key: TenantKey): Check['run'] {
  return async (session) => {
    const id = await session.arrange('requires_payment_method');
    expectRefusal(session, await session.retrieve(id, { key }), notFound);
  };
}

function untouchedBy(key: TenantKey): Check['run'] {
  return async (session) => {
    const id = await session.arrange('requires_payment_method');
    const before = await retrieved(session, id);
    await session.cancel(id, { key });
    await expectNoSideEffects(session, id, before, `a cancel with the ${key} key`);
  };
}
