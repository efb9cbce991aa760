import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import type { RawAnswer } from './connection.js';
import type { Contender, Contenders } from './race.js';

/** Two sorts of requests about one intent. Exactly one request ends it. */
export interface Contest {
  readonly fixture: object;
  /** Whether a Checkout Session owns the intent. */
  readonly inCheckout?: true;
  /** What each sort sends, which is never nothing; of the intent that was made, and each with a number of its own. */
  readonly sorts: readonly ((intent: Intent, index: number) => Omit<Contender, 'key'>)[];
  /** The statuses in which the intent can be in the end. */
  readonly ends: readonly string[];
}

interface Intent {
  readonly id: string;
  readonly status: string;
  readonly amount: number;
  readonly amount_received: number;
  readonly latest_charge: string | null;
}

const operation = (id: string, name: string) => `/v1/payment_intents/${id}${name}`;
const cancel = ({ id }: Intent) => ({ path: operation(id, '/cancel'), body: 'cancellation_reason=duplicate' });
const confirm = ({ id }: Intent) => ({ path: operation(id, '/confirm'), body: 'return_url=https://shop.example' });

const sessionOf = (intent: string) => intent.replace('pi_', 'cs_');

export const contests: Readonly<Record<string, Contest>> = {
  'cancels and confirmations': {
    fixture: { status: 'requires_confirmation' },
    sorts: [cancel, confirm],
    ends: ['canceled', 'succeeded'],
  },
  'captures of a part and the expiry of the hold': {
    fixture: { status: 'requires_capture' },
    sorts: [
      ({ id }) => ({ path: operation(id, '/capture'), body: 'amount_to_capture=500' }),
      ({ latest_charge }) => ({
        path: `/v1/test_helpers/charges/${latest_charge}/expire`,
        body: 'expand[]=balance_transaction',
      }),
    ],
    ends: ['canceled', 'succeeded'],
  },
  'cancels and updates of the amount': {
    fixture: { status: 'requires_payment_method' },
    sorts: [cancel, ({ id }, index) => ({ path: operation(id, ''), body: `amount=${1000 + index}` })],
    ends: ['canceled'],
  },
  'the expiry of the Checkout Session and confirmations': {
    fixture: { status: 'requires_confirmation' },
    inCheckout: true,
    sorts: [
      ({ id }) => ({ path: `/v1/checkout/sessions/${sessionOf(id)}/expire`, body: 'expand[]=customer' }),
      confirm,
    ],
    ends: ['canceled'],
  },
};

/** How many requests of each sort there are. */
const each = 10;

/** How many connections a contest takes. */
export const contestants = 2 * each;

/** Lets the sorts contend, and expects one order of them: in all answers, the intent, its charge and the replays. */
export async function contend(
  { fixture, inCheckout, sorts, ends }: Contest,
  url: string,
  { race }: Contenders,
): Promise<void> {
  const ask = async <Body>(path: string, sent?: object): Promise<Body> => {
    const options = sent && { method: 'POST', body: JSON.stringify(sent) };
    const response = await fetch(url + path, { headers: { Authorization: 'Bearer sk_test_reference' }, ...options });
    return (await response.json()) as Body;
  };
  const id = `pi_${randomBytes(8).toString('hex')}`;
  const session = inCheckout && { checkout_session: sessionOf(id) };
  const before = await ask<Intent>('/_fixtures/payment_intents', { id, ...fixture, ...session });
  const requests = Array.from({ length: contestants }, (_, index): Contender => {
    const sort = sorts[index % sorts.length] as Contest['sorts'][number];
    return { ...sort(before, index), key: `${before.id} ${index}` };
  });

  const answers = await race(requests);

  const after = await ask<Intent>(operation(before.id, ''));
  expect(ends).toContain(after.status);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 400]));
  const done = answers.filter(({ status }) => status === 200).map(bodyOf);
  const changes = done.filter(({ object, status }) => object === 'payment_intent' && status === before.status);
  const [end, ...others] = done.filter((body) => !changes.includes(body));
  expect(others).toEqual([]);
  if (end?.object === 'payment_intent') expect(end).toEqual(after);
  // What was changed before the end is changed in the end, and nothing else is.
  expect([before.amount, ...changes.map(({ amount }) => amount)]).toContain(after.amount);
  for (const { error } of answers.filter(({ status }) => status === 400).map(bodyOf)) {
    const { code, payment_intent: intent } = error as { code?: string; payment_intent?: Intent };
    if (code !== undefined) expect(intent).toEqual(after);
    else if (intent) expect([before, after]).toContainEqual(intent);
  }
  const charge = after.latest_charge && (await ask<object>(`/v1/charges/${after.latest_charge}`));
  const received = after.amount_received;
  if (charge) expect(charge).toMatchObject({ amount_captured: received, captured: received > 0 });
  else expect(received).toBe(0);

  const replays = await race(requests);
  expect(replays.map(told)).toEqual(answers.map(told));
  expect(replays.map(({ headers }) => headers.get('idempotent-replayed'))).toEqual(Array(contestants).fill('true'));
  expect(await ask(operation(before.id, ''))).toEqual(after);
}

const told = ({ status, body }: RawAnswer) => [status, body];

function bodyOf({ body }: RawAnswer): Intent & { readonly object: string; readonly error?: unknown } {
  return JSON.parse(body);
}
