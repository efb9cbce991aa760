/** Checks that accounts and modes are apart at Stripe. */

import { Unarranged } from '../../target/Target.js';
import type { Check, Need } from '../Check.js';
import { expectOnlyThisRefused, isSuccess, requireKnown } from '../controls.js';
import { everyCase } from '../everyCase.js';
import { ended, expectNoSideEffects, shown } from '../intents.js';
import { expectClientError } from '../refusal.js';
import { must } from '../requirement.js';
import type { TenantKey } from '../Session.js';
import { freshKey, keyed } from './idempotencyKey.js';
import { waiting } from './prerequisites.js';
import { expectForm, hidden } from './refusal.js';
import { sentences, should } from './sources.js';

const otherKey: readonly Need[] = [...waiting, 'other key'];
const liveKey: readonly Need[] = [...waiting, 'live key'];
const reading = 'the other key is refused, and the key of the owner is not';

/** An intent belongs to one account and one mode, and no other key sees or changes it. */
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
    run: untouchedBy('other'),
  },
  {
    id: 'stripe/account/replay',
    ...must(sentences.ownResources, 'a stored answer shows an intent: it is for the account that made the request'),
    title: 'a stored answer is not given to another account that sends the same request with the same key',
    needs: otherKey,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      await requireKnown(session, id, 'other');
      const headers = keyed(freshKey());
      await ended(session, id, { headers });
      if (!isSuccess(await session.cancel(id, { headers })))
        throw new Unarranged('it needs stored answers, and there are none');
      const answer = await session.cancel(id, { headers, key: 'other' });
      expectClientError(session, answer, 'the same request by another account');
    },
  },
  {
    id: 'stripe/account/not-found',
    ...should('status 404, as for an unknown id', sentences.notFound),
    title: 'an intent of another account is answered like an unknown id',
    needs: otherKey,
    run: hiddenFrom('other'),
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
    run: untouchedBy('live'),
  },
  {
    id: 'stripe/mode/not-found',
    ...should('status 404, as for an unknown id', sentences.notFound),
    title: 'a test intent is answered to a live key like an unknown id',
    needs: liveKey,
    run: hiddenFrom('live'),
  },
];

function cancelBy(key: TenantKey): Check['run'] {
  return async (session) => {
    const id = await session.arrange('requires_payment_method');
    await expectOnlyThisRefused(session, id, { key }, `the ${key} key`);
    await requireKnown(session, id, key);
  };
}

function retrieveBy(key: TenantKey): Check['run'] {
  return async (session) => {
    const id = await session.arrange('requires_payment_method');
    expectClientError(session, await session.retrieve(id, { key }), `the ${key} key`);
    await shown(session, id);
    await requireKnown(session, id, key);
  };
}

function untouchedBy(key: TenantKey): Check['run'] {
  return async (session) => {
    const id = await session.arrange('requires_payment_method');
    const before = await shown(session, id);
    await session.cancel(id, { key });
    await expectNoSideEffects(session, id, before, `a cancel with the ${key} key`);
    await requireKnown(session, id, key);
  };
}

function hiddenFrom(key: TenantKey): Check['run'] {
  return async (session) => {
    const id = await session.arrange('requires_payment_method');
    await requireKnown(session, id, key);
    const requests = { cancel: session.cancel, retrieve: session.retrieve };
    await everyCase(requests, async (send) => expectForm(session, await send(id, { key }), hidden));
  };
}
