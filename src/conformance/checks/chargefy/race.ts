/** The check of cancels at the same time at Chargefy. */

import type { Answer } from '../../target/Exchange.js';
import { Unarranged } from '../../target/Target.js';
import type { Check } from '../Check.js';
import { expectSameMembers } from '../expect.js';
import { retrieved, shown } from '../intents.js';
import { expectNotCanceled } from '../observed.js';
import { pick } from '../pick.js';
import { must } from '../requirement.js';
import { intentOf } from './cancels.js';
import { waiting } from './prerequisites.js';
import { reasons, withReason } from './requestBody.js';
import { sentences } from './sources.js';

/**
 * Cancels of one intent that arrive together. A store that reads in one transaction, lets the event loop turn once and
 * writes in another was caught in 100 of 100 runs; the reference server raised no alarm in 1,000 (Node 20.20, memory
 * store, both in one process).
 */
const runners = 20;

/** Different ones, so that a loser that writes after the winner shows. */
const bodies = reasons.map(withReason);

export const raceChecks: readonly Check[] = [
  {
    id: 'chargefy/race/one-cancel-wins',
    ...must(
      sentences.concludedOrCanceled,
      'one of several simultaneous cancels comes first, and every other is refused',
    ),
    title: `exactly one of ${runners} simultaneous cancels succeeds`,
    needs: waiting,
    async run(session) {
      const id = await session.arrange('requires_payment_method');
      const before = await shown(session, id);
      const path = session.cancelPath(id);
      const drafts = Array.from({ length: runners }, (_, index) => ({ path, ...bodies[index % bodies.length] }));
      const answers = await session.race(drafts);

      const winners = answers.filter(({ status }) => status < 300);
      if (winners.length === 0) {
        // If no cancel succeeds, nothing may be canceled: they were refused for another reason.
        await expectNotCanceled(session, id, before);
        throw new Unarranged(`it needs cancels that are accepted, and the answers are ${statusesOf(answers)}`);
      }
      if (winners.length > 1) {
        session.deviate('exactly one success', `${winners.length}: ${statusesOf(answers)}`);
      }
      const [winner] = winners;
      const told = pick(intentOf(winner as (typeof winners)[number]), ['status', 'canceled_at', 'cancellation_reason']);
      const kept = pick(await retrieved(session, id), Object.keys(told));
      expectSameMembers(session, 'the intent to be as in the answer that succeeded:', kept, told);
    },
  },
];

function statusesOf(answers: readonly Answer[]): string {
  return answers
    .map(({ status }) => status)
    .sort()
    .join(', ');
}
