import type { Check } from '../Check.js';
import { expectDocumented, expectSame, expectStatus } from '../expect.js';
import { canceled, retrieved } from '../intents.js';
import { must } from '../requirement.js';
import { bothWork, retrieveWorks, waiting } from './prerequisites.js';
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
    after: retrieveWorks,
    async run(session) {
      const answer = await session.retrieve(await session.arrange('requires_payment_method'));
      expectStatus(session, answer, 200);
      expectDocumented(session, answer, 'retrievePaymentIntent');
    },
  },
  {
    id: 'chargefy/retrieve/test-mode',
    document: '#/components/schemas/PaymentIntent/properties/livemode',
    ...should('what a test key owns says livemode false'),
    title: 'an intent of a test key says that it is not live',
    needs: waiting,
    after: retrieveWorks,
    async run(session) {
      const intent = await retrieved(session, await session.arrange('requires_payment_method'));
      expectSame(session, 'livemode', intent.livemode, false);
    },
  },
  {
    id: 'chargefy/retrieve/canceled',
    ...must(sentences.cancels, 'the intent itself is canceled, not only the answer'),
    title: 'an intent is canceled for whoever looks at it afterwards',
    needs: waiting,
    after: bothWork,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      await canceled(session, id);
      expectSame(session, 'status', (await retrieved(session, id)).status, 'canceled');
    },
  },
];
