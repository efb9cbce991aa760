/** Checks of odd ids at Chargefy. */

import { randomUUID } from 'node:crypto';
import type { Check } from '../Check.js';
import { expectRefusedCancelsNothing, type Requests } from '../cancelsNothing.js';
import { everyCase } from '../everyCase.js';
import { shown } from '../intents.js';
import { expectClientError } from '../refusal.js';
import { must } from '../requirement.js';
import type { Session } from '../Session.js';
import { cancelPlainly } from './cancels.js';
import { waiting } from './prerequisites.js';
import { expectProperCancel } from './refusal.js';
import { sentences, should } from './sources.js';

export const newId = () => `pi_${randomUUID().replaceAll('-', '')}`;

interface OddIds {
  readonly title: string;
  readonly decision: string;
  /** Odd ids made from the id of an intent, as they stand in the path. */
  readonly from: (id: string) => readonly string[];
}

/** By what is odd about them. */
const oddIds: Readonly<Record<string, OddIds>> = {
  'near-miss': {
    title: 'an id that almost names an intent is refused',
    decision: 'only the exact id names an intent',
    from: (id) => [`${id}%20`, `%20${id}`, `${id}x`, id.slice(0, -1), 'pi_%25'],
  },
  'encoded-slash': {
    title: 'an id with an encoded slash is refused',
    decision: 'an encoded slash belongs to the id and does not lead to another path',
    from: (id) => [`..%2F${id}`, `..%2F..%2Fv1%2Fpayment-intents%2F${id}`, `${id}%2F`, `${id}%2Fcancel`, `..%5C${id}`],
  },
  'control-characters': {
    title: 'an id with control characters is refused',
    decision: 'an id with control characters is another id, and no intent has it',
    from: (id) => ['%00', `${id}%00`, `${id}%00.json`, `${id}%0D%0ALocation:%20elsewhere`, `${id}%7F`],
  },
  'malformed-encoding': {
    title: 'an id with a broken percent-encoding is refused',
    decision: 'a broken percent-encoding is the caller’s fault',
    from: (id) => ['%', '%zz', `${id}%`, `${id}%ff`, '%c0%af'],
  },
  injection: {
    title: 'an id that reads like code is refused',
    decision: 'an id is data, even if it looks like code',
    from: (id) => [`${id}'%20OR%20'1'='1`, `${id}%22;%20--`, '$%7Bid%7D', '%7B%22$ne%22:null%7D', '__proto__'],
  },
  // Far more than any id, and less than what servers commonly allow a request line.
  'very-long': {
    title: 'an overlong id is refused',
    decision: 'an id may be as long as the path, and no intent has such a long one',
    from: (id) => [`${id}${'0'.repeat(4_000)}`, 'p'.repeat(6_000)],
  },
};

/** Ids of no intent. */
export const idChecks: readonly Check[] = [
  {
    id: 'chargefy/cancel/unknown-id',
    ...must(sentences.notInThisOrganization),
    title: 'an intent that does not exist cannot be canceled',
    needs: waiting,
    async run(session) {
      expectClientError(session, await cancelPlainly(session, newId()));
      await expectProperCancel(session, await session.arrange('requires_payment_method'));
    },
  },
  {
    id: 'chargefy/retrieve/unknown-id',
    ...should('retrieve finds the same intents as cancel does', sentences.notInThisOrganization),
    title: 'an intent that does not exist cannot be retrieved',
    needs: waiting,
    async run(session) {
      await shown(session, await session.arrange('requires_payment_method'));
      expectClientError(session, await session.retrieve(newId()));
    },
  },
  ...Object.entries(oddIds).map(
    ([name, { title, decision, from }]): Check => ({
      id: `chargefy/id/${name}`,
      ...should(`${decision}; it is refused with a 4xx`, sentences.id),
      title,
      needs: waiting,
      run: (session) => expectIdsRefused(session, from),
    }),
  ),
  {
    id: 'chargefy/id/odd-cancels-nothing',
    ...must(sentences.id, 'an id of another form names no intent, and the next request is answered'),
    title: 'an odd id cancels no intent, and the target answers afterwards',
    needs: waiting,
    run: (session) => expectRefusedCancelsNothing(session, oddPaths(session), cancelPlainly),
  },
];

/** Cancels at paths with odd ids that contain the id of an intent, of all sorts or of the named ones. */
export function oddPaths(session: Session, sorts: readonly string[] = Object.keys(oddIds)): Requests {
  const known = 'pi_known';
  const positions = sorts.flatMap((sort) =>
    (oddIds[sort]?.from(known) ?? []).flatMap((odd, index) => (odd.includes(known) ? [{ sort, index }] : [])),
  );
  return Object.fromEntries(
    positions.map(({ sort, index }) => [
      `${sort} ${index + 1}`,
      (id: string) => ({ path: session.cancelPath(oddIds[sort]?.from(id)[index] ?? id) }),
    ]),
  );
}

async function expectIdsRefused(session: Session, from: OddIds['from']): Promise<void> {
  const id = await session.arrange('requires_payment_method');
  await shown(session, id);
  const cases = Object.fromEntries(from(id).map((odd) => [`the id ${shortened(odd)}`, odd]));
  await everyCase(cases, async (odd) => {
    expectClientError(session, await session.retrieve(odd));
    expectClientError(session, await cancelPlainly(session, odd));
  });
  await expectProperCancel(session, id);
}

function shortened(id: string): string {
  return id.length > 80 ? `${id.slice(0, 80)}…` : id;
}
