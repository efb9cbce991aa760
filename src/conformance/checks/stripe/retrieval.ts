import type { Check } from '../Check.js';
import { expectSame, expectSameMembers, objectOf } from '../expect.js';
import { canceled, retrieved } from '../intents.js';
import { expectRefusal } from '../refusal.js';
import { must } from '../requirement.js';
import { withReason } from './form.js';
import { cancelWorks, hold, waiting } from './prerequisites.js';
import { badRequest, notFound } from './refusal.js';
import { sentences } from './sources.js';

/** What retrieve shows, which tells what became of a cancel. */
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
    after: [...cancelWorks, 'stripe/retrieve/found'],
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const answered = await canceled(session, id, withReason('duplicate'));
      expectSameMembers(session, 'the intent as it was answered:', await retrieved(session, id), answered);
    },
  },
  {
    id: 'stripe/retrieve/unknown-id',
    ...must(sentences.noSuchIntent, 'status 404, type invalid_request_error, code resource_missing, param intent'),
    title: 'an id that no intent has is not found',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      expectRefusal(session, await session.retrieve(`${id}x`), notFound);
    },
  },
  {
    id: 'stripe/retrieve/test-mode',
    ...must(sentences.testMode),
    title: 'an intent made with a test key has livemode false',
    needs: waiting,
    after: ['stripe/retrieve/found'],
    async run(session) {
      const { livemode } = await retrieved(session, await session.arrange('requires_payment_method'));
      expectSame(session, 'livemode', livemode, false);
    },
  },
  {
    id: 'stripe/retrieve/expand-latest-charge',
    ...must(sentences.expands, 'expand[]=latest_charge in the query answers the charge as an object'),
    title: 'retrieve answers the charge as an object when asked',
    needs: hold,
    after: ['stripe/retrieve/found'],
    async run(session) {
      const id = await session.arrange('requires_capture');
      const { latest_charge } = await retrieved(session, id);
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
    ...must(sentences.notExpandable, 'status 400, type invalid_request_error'),
    title: 'retrieve refuses to expand what cannot be expanded',
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const path = `${session.retrievePath(id)}?expand[]=conformance_nobody`;
      expectRefusal(session, await session.retrieve(id, { path }), badRequest);
    },
  },
];
