/** Checks of what an idempotency key applies to. */

import { Unarranged } from '../../target/Target.js';
import type { Check } from '../Check.js';
import { expectCancels, isSuccess, requireKnown, requireRefusal } from '../controls.js';
import { expectSame } from '../expect.js';
import { canceled, ended } from '../intents.js';
import { must } from '../requirement.js';
import { form, withReason } from './form.js';
import { freshKey, keyed } from './idempotencyKey.js';
import { waiting } from './prerequisites.js';
import { sentences, should } from './sources.js';

/** Requests that a used key does not affect. */
export const idempotencyScopeChecks: readonly Check[] = [
  {
    id: 'stripe/idempotency/validation-not-saved',
    ...must(sentences.notSaved, 'the key of a request with an expand that is no array is free for another'),
    title: 'a key is not spent on parameters that fail validation',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const headers = keyed(freshKey());
      requireRefusal(await session.cancel(id, form({ expand: 'customer' }, headers)));
      await expectCancels(session, id, withReason('duplicate', headers));
    },
  },
  {
    id: 'stripe/idempotency/retrieve-not-replayed',
    ...must(sentences.notOnGet),
    title: 'retrieve shows the intent as it is now, also with a key that was used',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const headers = keyed(freshKey());
      const first = await session.retrieve(id, { headers });
      if (!isSuccess(first)) throw new Unarranged(`retrieve answers ${first.status}`);
      await ended(session, id);
      const answer = await session.retrieve(id, { headers });
      expectSame(session, 'status', (answer.json as { status?: unknown } | undefined)?.status, 'canceled');
    },
  },
  {
    id: 'stripe/idempotency/other-account',
    ...should('a key belongs to the account that sent it: another account may use the same one', sentences.replay),
    title: 'two accounts may use the same key',
    needs: [...waiting, { status: 'requires_payment_method', key: 'other' }, 'other key'],
    async run(session) {
      const headers = keyed(freshKey());
      await ended(session, await session.arrange('requires_payment_method'), { headers });
      const id = await session.arrange('requires_payment_method', {}, 'other');
      await requireKnown(session, id, 'other');
      const { id: answered, status } = await canceled(session, id, { headers, key: 'other' });
      expectSame(session, 'the intent', { id: answered, status }, { id, status: 'canceled' });
    },
  },
];
