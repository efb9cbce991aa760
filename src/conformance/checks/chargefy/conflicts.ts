import { setTimeout } from 'node:timers/promises';
import type { Check } from '../Check.js';
import { expectSame, expectStatus } from '../expect.js';
import { canceled, expectNoSideEffects, retrieved } from '../intents.js';
import { expectRefusal } from '../refusal.js';
import { must } from '../requirement.js';
import { withReason } from './jsonBody.js';
import { cancelWorks, retrieveWorks, waiting } from './prerequisites.js';
import { conflict } from './refusal.js';
import { sentences, should } from './sources.js';

/** What becomes of a cancel that comes too late. */
export const conflictChecks: readonly Check[] = [
  {
    id: 'chargefy/cancel/already-canceled',
    ...must(sentences.concludedOrCanceled, 'status 409, code resource_state_conflict, type invalid_request_error'),
    title: 'a canceled intent cannot be canceled again',
    needs: waiting,
    after: cancelWorks,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      await canceled(session, id);
      expectRefusal(session, await session.cancel(id), conflict);
    },
  },
  {
    id: 'chargefy/cancel/already-canceled-untouched',
    ...must(sentences.concludedOrCanceled, 'refused, so the first cancel stands, with its reason and time'),
    title: 'a refused second cancel leaves the reason and the time of the first',
    needs: waiting,
    after: ['chargefy/cancel/already-canceled', ...retrieveWorks],
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      await canceled(session, id, withReason('duplicate'));
      const before = await retrieved(session, id);
      // Times count whole seconds: within the same one, a canceled_at that was set anew would look like the old one.
      await setTimeout(1_050);
      await session.cancel(id, withReason('fraudulent'));
      await expectNoSideEffects(session, id, before, 'a second cancel');
    },
  },
  {
    id: 'chargefy/cancel/already-succeeded',
    ...must(sentences.concludedOrCanceled, 'status 409 with code, message and type as in the example of the page'),
    title: 'a succeeded intent cannot be canceled',
    needs: [{ status: 'succeeded' }],
    async run(session) {
      const answer = await session.cancel(await session.arrange('succeeded'));
      const message = 'Payment intent already in terminal status succeeded.';
      expectRefusal(session, answer, { ...conflict, message });
    },
  },
  {
    id: 'chargefy/cancel/already-succeeded-untouched',
    ...must(sentences.concludedOrCanceled, 'refused, so the payment stays as it is'),
    title: 'a refused cancel leaves a succeeded intent as it is',
    needs: [{ status: 'succeeded' }],
    after: ['chargefy/cancel/already-succeeded', ...retrieveWorks],
    async run(session) {
      const id = await session.arrange('succeeded');
      const before = await retrieved(session, id);
      await session.cancel(id, withReason('duplicate'));
      await expectNoSideEffects(session, id, before, 'a refused cancel');
    },
  },
  {
    id: 'chargefy/cancel/conflict-is-final',
    document: '#/components/responses/Conflict',
    ...should('a concluded intent stays so: the same cancel gets the same 409 however often it is repeated'),
    title: 'a refused cancel is refused again however often it is repeated',
    needs: [{ status: 'succeeded' }],
    after: ['chargefy/cancel/already-succeeded'],
    async run(session) {
      const id = await session.arrange('succeeded');
      const first = await session.cancel(id);
      for (let repetition = 1; repetition <= 3; repetition += 1) {
        const again = await session.cancel(id);
        expectStatus(session, again, first.status);
        expectSame(session, 'the same answer', again.json, first.json);
      }
    },
  },
];
