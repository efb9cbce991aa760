import type { Check } from '../Check.js';
import { expectSameMembers, objectOf } from '../expect.js';
import { retrieved } from '../intents.js';
import { must } from '../requirement.js';
import { withReason } from './jsonBody.js';
import { bothWork, waiting } from './prerequisites.js';
import { sentences } from './sources.js';

/**
 * Cancels of one intent that arrive together. A store that reads in one transaction, lets the event loop turn once and
 * writes in another was caught in 100 of 100 runs; the reference server raised no alarm in 1,000 (Node 20.20, memory
 * store, both in one process).
 */
const runners = 20;

/** Different ones, so that a loser that writes after the winner shows. */
const bodies = ['duplicate', 'fraudulent', 'requested_by_customer', 'abandoned'].map(withReason);

export const raceChecks: readonly Check[] = [
  {
    id: 'chargefy/race/one-cancel-wins',
    ...must(
      sentences.concludedOrCanceled,
      'of cancels at the same time one comes first; every other finds the intent canceled and answers 409',
    ),
    title: `of ${runners} cancels at the same time exactly one succeeds`,
    needs: waiting,
    after: [
      'chargefy/cancel/already-canceled-untouched',
      'chargefy/retrieve/equals-answer',
      'chargefy/reason/echoed',
      ...bothWork,
    ],
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const path = session.cancelPath(id);
      const drafts = Array.from({ length: runners }, (_, index) => ({ path, ...bodies[index % bodies.length] }));
      const answers = await session.race(drafts);

      const statuses = answers.map(({ status }) => status).sort();
      const expected = [200, ...Array.from({ length: runners - 1 }, () => 409)];
      if (String(statuses) !== String(expected)) {
        session.deviate(`one 200 and ${runners - 1} times 409`, statuses.join(', '));
      }
      const winner = answers.find(({ status }) => status === 200) as (typeof answers)[number];
      const answered = objectOf(session, winner);
      expectSameMembers(session, 'the intent to be as the winner was told:', await retrieved(session, id), answered);
    },
  },
];
