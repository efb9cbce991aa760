/** Checks of the retrieve operation at Chargefy. */

import type { Check } from '../Check.js';
import { expectSame } from '../expect.js';
import { retrieved, shown } from '../intents.js';
import { expectKept } from '../observed.js';
import { must } from '../requirement.js';
import { identity } from './answer.js';
import { cancelPlainly, intentOf } from './cancels.js';
import { expectComplete } from './complete.js';
import { waiting } from './prerequisites.js';
import { sentences, should } from './sources.js';

/** What the retrieve operation shows, before a cancel and after it. */
export const retrievalChecks: readonly Check[] = [
  {
    id: 'chargefy/retrieve/found',
    ...must(sentences.sameShape, 'that operation answers 200 with the PaymentIntent of this id'),
    title: 'an intent can be retrieved by its id',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      expectSame(session, 'id', (await retrieved(session, id)).id, id);
    },
  },
  {
    id: 'chargefy/retrieve/complete-object',
    ...must(sentences.sameShape, 'all members are there, in the form that the page shows'),
    title: 'a retrieved intent is complete',
    needs: waiting,
    async run(session) {
      expectComplete(session, await shown(session, await session.arrange('requires_payment_method')));
    },
  },
  {
    id: 'chargefy/retrieve/test-mode',
    document: '#/components/schemas/PaymentIntent/properties/livemode',
    ...should('an intent of a test key has livemode false'),
    title: 'an intent of a test key has livemode false',
    needs: waiting,
    async run(session) {
      const intent = await shown(session, await session.arrange('requires_payment_method'));
      expectSame(session, 'livemode', intent.livemode, false);
    },
  },
  {
    id: 'chargefy/retrieve/canceled',
    ...must(sentences.cancels, 'the intent itself is canceled, not only the answer'),
    title: 'retrieve shows a canceled intent as canceled',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      await shown(session, id);
      intentOf(await cancelPlainly(session, id));
      expectSame(session, 'status', (await retrieved(session, id)).status, 'canceled');
    },
  },
  {
    id: 'chargefy/retrieve/same-intent',
    ...must(sentences.sameShape, 'it shows the same object after a cancel: amounts, currency, mode and secret stay'),
    title: 'a canceled intent is retrieved with its amounts, its currency, its mode and its secret',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const before = await shown(session, id);
      intentOf(await cancelPlainly(session, id));
      expectKept(session, await retrieved(session, id), before, identity);
    },
  },
];
