/** Checks of how intents come to be and are found. */

import type { Check } from '../Check.js';
import { everyCase } from '../everyCase.js';
import { expectSame, expectStatus, objectOf, show } from '../expect.js';
import { shown } from '../intents.js';
import { expectClientError } from '../refusal.js';
import { must } from '../requirement.js';
import { chargeOfAHold, collection, create, requireDone, requireServed } from './operations.js';
import { hold, waiting } from './prerequisites.js';
import { sentences } from './sources.js';

/** Amounts that are not positive. */
const noAmounts = { 'an amount of 0': '0', 'a negative amount': '-1' };

/** Creating, listing and the charge. */
export const creationChecks: readonly Check[] = [
  {
    id: 'stripe/create/intent',
    ...must(sentences.creates, 'the intent has the amount and the currency that were asked for, and can be retrieved'),
    title: 'a create answers with an intent that can be retrieved',
    needs: [],
    async run(session) {
      const answer = requireServed(await create(session, { amount: '2000' }), 'create intents');
      expectStatus(session, answer, 200);
      const { id, object, amount, currency } = objectOf(session, answer);
      const expected = { object: 'payment_intent', amount: 2000, currency: 'usd' };
      expectSame(session, 'the intent', { object, amount, currency }, expected);
      expectSame(session, 'the intent that retrieve shows', (await shown(session, String(id))).id, id);
    },
  },
  {
    id: 'stripe/create/positive-amount',
    ...must(sentences.positiveAmount, 'other amounts are refused'),
    title: 'an intent cannot be created with an amount that is not positive',
    needs: [],
    async run(session) {
      requireDone(requireServed(await create(session, { amount: '2000' }), 'create intents'), 'a create');
      await everyCase(noAmounts, async (amount, what) => {
        expectClientError(session, await create(session, { amount }), what);
      });
    },
  },
  {
    id: 'stripe/list/intents',
    ...must(sentences.lists),
    title: 'intents are listed',
    needs: waiting,
    async run(session) {
      await session.arrange('requires_payment_method');
      const answer = requireServed(await session.send({ method: 'GET', path: collection(session) }), 'list intents');
      expectStatus(session, answer, 200);
      const { object, data } = objectOf(session, answer);
      if (object !== 'list' || !Array.isArray(data)) session.deviate('a list', show({ object, data }));
      const objects = new Set((data as unknown[]).map((listed) => (Object(listed) as { object?: unknown }).object));
      expectSame(session, 'what is listed', [...objects], ['payment_intent']);
    },
  },
  {
    id: 'stripe/charge/retrieved',
    ...must(sentences.retrievesCharge),
    title: 'the charge of a hold can be retrieved',
    needs: hold,
    async run(session) {
      const charge = await chargeOfAHold(session);
      const answer = await session.send({ method: 'GET', path: `/v1/charges/${charge}` });
      expectStatus(session, requireServed(answer, 'retrieve charges'), 200);
      const { id, object } = objectOf(session, answer);
      expectSame(session, 'the charge', { id, object }, { id: charge, object: 'charge' });
    },
  },
];
