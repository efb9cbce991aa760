/** Checks of odd ids at Stripe. */

import type { Check } from '../Check.js';
import { requireRefusal } from '../controls.js';
import { everyCase } from '../everyCase.js';
import { ended } from '../intents.js';
import { expectClientError, expectRefusal } from '../refusal.js';
import { must } from '../requirement.js';
import type { Session } from '../Session.js';
import { waiting } from './prerequisites.js';
import { expectForm, expectMessage, expectRefused, hidden } from './refusal.js';
import { sentences, should } from './sources.js';

/** No `fetch` sends these: it resolves them. */
const dots: Readonly<Record<string, string>> = {
  'the id ".."': '..',
  'an encoded ".."': '%2e%2e',
};

/** Percent-encoded as they stand in the request line. */
export const hostile: Readonly<Record<string, string>> = {
  'an encoded slash': 'pi_conformance%2Fcancel',
  'an encoded NUL': 'pi_conformance%00',
  'an encoded newline': 'pi_conformance%0aX-Injected%3a%201',
  'broken percent-encoding': 'pi_conformance%zz',
  'bytes that are not UTF-8': 'pi_conformance%ff',
  'an id with a quotation mark': "pi_conformance'%20or%20'1'='1",
  'an id of another script': encodeURIComponent('pi_⑨𝄞'),
  'the id __proto__': '__proto__',
  'an id of 5,000 characters': `pi_${'x'.repeat(4_997)}`,
};

/** Ids that no intent has. */
export const idChecks: readonly Check[] = [
  {
    id: 'stripe/cancel/unknown-id',
    ...must(sentences.noSuchIntent, 'it is refused, and the intent whose id was nearly sent can still be canceled'),
    title: 'an id that no intent has cannot be canceled',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      expectClientError(session, await session.cancel(`${id}x`), 'an unknown id');
      await ended(session, id);
    },
  },
  {
    id: 'stripe/cancel/unknown-id-code',
    ...should('status 404, type invalid_request_error, code resource_missing', sentences.notFound),
    title: 'the refusal to cancel an unknown id has the documented code',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      expectForm(session, await session.cancel(`${id}x`), { ...hidden, code: 'resource_missing' });
    },
  },
  {
    id: 'stripe/cancel/unknown-id-param',
    document: '#/components/responses/NotFound',
    ...should('the parameter that is wrong is the intent, as recorded'),
    title: 'the refusal to cancel an unknown id names the parameter',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      expectForm(session, await session.cancel(`${id}x`), { status: 404, param: 'intent' });
    },
  },
  {
    id: 'stripe/cancel/unknown-id-is-quoted',
    ...should(
      'every recorded message begins this way; a text for people binds less than a code',
      sentences.noSuchIntent,
    ),
    title: 'the refusal of an unknown id repeats it',
    needs: waiting,
    async run(session) {
      const id = `${await session.arrange('requires_payment_method')}x`;
      const answer = await session.cancel(id);
      requireRefusal(answer);
      expectMessage(session, answer, `No such payment_intent: '${id}'`);
    },
  },
  {
    id: 'stripe/id/client-secret',
    ...should('the message is recorded, the status is not: 404 as for any unknown id', sentences.clientSecretAsId),
    title: 'a client secret is not an id',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      expectRefusal(session, await session.cancel(`${id}_secret_conformance`), hidden);
    },
  },
  {
    id: 'stripe/id/hostile',
    document: '#/components/parameters/PaymentIntentId',
    ...should('any odd id in the path is refused with a 4xx in the envelope'),
    title: 'an id that means something elsewhere is refused like any other',
    needs: [],
    run: (session) => expectIdsRefused(session, hostile),
  },
  {
    id: 'stripe/id/dots',
    document: '#/components/parameters/PaymentIntentId',
    ...should('two dots in the path are an id as well, and are refused with a 4xx in the envelope'),
    title: 'an id that means the path above is refused like any other',
    needs: ['connection'],
    run: (session) => expectIdsRefused(session, dots),
  },
];

async function expectIdsRefused(session: Session, ids: Readonly<Record<string, string>>): Promise<void> {
  await everyCase(ids, async (id, what) => expectRefused(session, await session.cancel(id), what));
}
