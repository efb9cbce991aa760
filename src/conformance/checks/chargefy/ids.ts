/** Checks of odd ids at Chargefy. */

import { randomUUID } from 'node:crypto';
import type { Check } from '../Check.js';
import { expectRefusal } from '../refusal.js';
import { must } from '../requirement.js';
import type { Session } from '../Session.js';
import { retrieveWorks, waiting } from './prerequisites.js';
import { expectRefused, notFound } from './refusal.js';
import { sentences, should } from './sources.js';

const message = 'Payment intent not found.';

const newId = () => `pi_${randomUUID().replaceAll('-', '')}`;

/** Ids of no intent. */
export const idChecks: readonly Check[] = [
  {
    id: 'chargefy/cancel/unknown-id',
    ...must(sentences.notInThisOrganization, 'status 404 with code, message and type as in the example of the page'),
    title: 'an intent that does not exist cannot be canceled',
    needs: [],
    async run(session) {
      expectRefusal(session, await session.cancel(newId()), { ...notFound, message });
    },
  },
  {
    id: 'chargefy/retrieve/unknown-id',
    ...should('the retrieve operation answers an unknown id as the cancel does', sentences.notInThisOrganization),
    title: 'an intent that does not exist cannot be retrieved',
    needs: [],
    after: retrieveWorks,
    async run(session) {
      expectRefusal(session, await session.retrieve(newId()), notFound);
    },
  },
  hostile('near-miss', 'an id that almost names an intent is refused', 'only the exact id names an intent', (id) => [
    `${id}%20`,
    `%20${id}`,
    `${id}x`,
    id.slice(0, -1),
    'pi_%25',
  ]),
  hostile(
    'encoded-slash',
    'an id with an encoded slash is refused',
    'an encoded slash belongs to the id and does not lead to another path',
    (id) => [`..%2F${id}`, `..%2F..%2Fv1%2Fpayment-intents%2F${id}`, `${id}%2F`, `${id}%2Fcancel`, `..%5C${id}`],
  ),
  hostile(
    'control-characters',
    'an id with control characters is refused',
    'control characters in an id are no way around it',
    (id) => ['%00', `${id}%00`, `${id}%00.json`, `${id}%0D%0ALocation:%20elsewhere`, `${id}%7F`],
  ),
  hostile(
    'malformed-encoding',
    'an id with a broken percent-encoding is refused',
    'a percent-encoding that means nothing is the caller’s fault',
    (id) => ['%', '%zz', `${id}%`, `${id}%ff`, '%c0%af'],
  ),
  hostile('injection', 'an id that reads like code is refused', 'an id is data, whatever it looks like', (id) => [
    `${id}'%20OR%20'1'='1`,
    `${id}%22;%20--`,
    '$%7Bid%7D',
    '%7B%22$ne%22:null%7D',
    '__proto__',
  ]),
  // Far more than any id, and less than what servers commonly allow a request line.
  hostile('very-long', 'an overlong id is refused', 'an id may be as long as the path, and belongs to nobody', (id) => [
    `${id}${'0'.repeat(4_000)}`,
    'p'.repeat(6_000),
  ]),
];

/** A check that ids made of a real one are refused, by retrieve and cancel alike. */
function hostile(name: string, title: string, decision: string, idsFrom: (id: string) => readonly string[]): Check {
  return {
    id: `chargefy/id/${name}`,
    ...should(`${decision}; it is refused with a 4xx`, sentences.id),
    title,
    needs: waiting,
    after: retrieveWorks,
    run: (session) => expectIdsRefused(session, idsFrom),
  };
}

async function expectIdsRefused(session: Session, idsFrom: (id: string) => readonly string[]): Promise<void> {
  for (const id of idsFrom(await session.arrange('requires_payment_method'))) {
    const what = `the id ${id.length > 80 ? `${id.slice(0, 80)}…` : id}`;
    expectRefused(session, await session.retrieve(id), what);
    expectRefused(session, await session.cancel(id), what);
  }
}
