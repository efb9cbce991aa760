import type { Check } from '../Check.js';
import { expectSame, expectSameMembers, objectOf } from '../expect.js';
import { ended, retrieved, shown } from '../intents.js';
import { expectClientError } from '../refusal.js';
import { must } from '../requirement.js';
import { chargeOf } from './expand.js';
import { withReason } from './form.js';
import { hold, waiting } from './prerequisites.js';
import { expectForm, notFound } from './refusal.js';
import { sentences, should } from './sources.js';

/** What retrieve shows, also after a cancel. */
export const retrievalChecks: readonly Check[] = [
  {
    id: 'stripe/retrieve/found',
    ...must(sentences.retrieves),
    title: 'an intent is shown to its owner',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const { object, id: shown, status } = await retrieved(session, id);
      const expected = { id, object: 'payment_intent', status: 'requires_payment_method' };
      expectSame(session, 'the intent', { id: shown, object, status }, expected);
    },
  },
  {
    id: 'stripe/retrieve/equals-answer',
    ...must(sentences.retrieves),
    title: 'after a cancel retrieve shows what the cancel answered',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const answered = await ended(session, id, withReason('duplicate'));
      expectSameMembers(session, 'the intent as it was answered:', await retrieved(session, id), answered);
    },
  },
  {
    id: 'stripe/retrieve/unknown-id',
    ...must(sentences.noSuchIntent, 'it is refused, and the intent is shown by its own id'),
    title: 'an id that no intent has is not found',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      expectClientError(session, await session.retrieve(`${id}x`), 'an unknown id');
      await shown(session, id);
    },
  },
  {
    id: 'stripe/retrieve/unknown-id-code',
    ...should('status 404, type invalid_request_error, code resource_missing, param intent', sentences.notFound),
    title: 'the refusal to retrieve an unknown id has the documented code',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      expectForm(session, await session.retrieve(`${id}x`), notFound);
    },
  },
  {
    id: 'stripe/retrieve/test-mode',
    ...must(sentences.testMode),
    title: 'an intent made with a test key has livemode false',
    needs: waiting,
    async run(session) {
      const { livemode } = await shown(session, await session.arrange('requires_payment_method'));
      expectSame(session, 'livemode', livemode, false);
    },
  },
  {
    id: 'stripe/retrieve/expand-latest-charge',
    ...must(sentences.expands, 'expand[]=latest_charge in the query answers the charge as an object'),
    title: 'retrieve answers the charge as an object when asked',
    needs: hold,
    async run(session) {
      const id = await session.arrange('requires_capture');
      const latest_charge = chargeOf(await shown(session, id));
      const answer = await session.retrieve(id, { path: `${session.retrievePath(id)}?expand[]=latest_charge` });
      const charge = objectOf(session, answer).latest_charge as { id?: unknown; object?: unknown } | undefined;
      expectSame(
        session,
        'latest_charge',
        { id: charge?.id, object: charge?.object },
        { id: latest_charge, object: 'charge' },
      );
    },
  },
  {
    id: 'stripe/retrieve/expand-unknown-path',
    ...must(sentences.notExpandable),
    title: 'retrieve refuses to expand what cannot be expanded',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const path = `${session.retrievePath(id)}?expand[]=conformance_nobody`;
      expectClientError(session, await session.retrieve(id, { path }), 'an unknown path');
      await shown(session, id);
    },
  },
];
