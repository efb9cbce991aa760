/** Checks that accounts and modes are apart at Stripe. */

import type { Check, Need } from '../Check.js';
import { expectNoSideEffects, retrieved } from '../intents.js';
import { expectRefusal } from '../refusal.js';
import { must } from '../requirement.js';
import type { TenantKey } from '../Session.js';
import { retrieveWorks, waiting } from './prerequisites.js';
import { hidden } from './refusal.js';
import { sentences } from './sources.js';

const otherKey: readonly Need[] = [...waiting, 'other key'];
const liveKey: readonly Need[] = [...waiting, 'live key'];
const reading = 'status 404, as for an unknown id';

/** An intent belongs to one account and one mode, and nobody else sees or changes it. */
export const isolationChecks: readonly Check[] = [
  {
    id: 'stripe/account/cancel',
    ...must(sentences.ownResources, reading),
    title: 'an intent of another account cannot be canceled',
    needs: otherKey,
    run: cancelBy('other'),
  },
  {
    id: 'stripe/account/retrieve',
    ...must(sentences.ownResources, reading),
    title: 'an intent of another account cannot be retrieved',
    needs: otherKey,
    run: retrieveBy('other'),
  },
  {
    id: 'stripe/account/nothing-canceled',
    ...must(sentences.ownResources),
    title: 'a cancel by another account leaves the intent as it is',
    needs: otherKey,
    after: ['stripe/account/cancel', ...retrieveWorks],
    run: untouchedBy('other'),
  },
  {
    id: 'stripe/mode/cancel',
    ...must(sentences.modes, reading),
    title: 'a test intent cannot be canceled with a live key',
    needs: liveKey,
    run: cancelBy('live'),
  },
  {
    id: 'stripe/mode/retrieve',
    ...must(sentences.modes, reading),
    title: 'a test intent cannot be retrieved with a live key',
    needs: liveKey,
    run: retrieveBy('live'),
  },
  {
    id: 'stripe/mode/nothing-canceled',
    ...must(sentences.modes),
    title: 'a cancel with a live key leaves a test intent as it is',
    needs: liveKey,
    after: ['stripe/mode/cancel', ...retrieveWorks],
    run: untouchedBy('live'),
  },
];

function cancelBy(key: TenantKey): Check['run'] {
  return async (session) => {
    const id = await session.arrange('requires_payment_method');
    expectRefusal(session, await session.cancel(id, { key }), hidden);
  };
}

function retrieveBy(key: TenantKey): Check['run'] {
  return async (session) => {
    const id = await session.arrange('requires_payment_method');
    expectRefusal(session, await session.retrieve(id, { key }), hidden);
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
