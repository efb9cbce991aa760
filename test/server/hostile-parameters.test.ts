import { describe, expect, it } from 'vitest';
import { contractFor } from '../../src/contract/contracts.js';
import type { Shape } from '../../src/contract/shape.js';
import { call } from '../support/calls.js';
import { documented } from '../support/documented.js';
import { sharePostgres, startOn } from '../support/postgresReference.js';
import { arrange, type Reference, startReference } from '../support/reference.js';
import { expectRefusal } from '../support/refusal.js';

const { operations } = contractFor('stripe');
const { disagreements } = documented('stripe');

/** Values that no caller means, behind the name of a parameter. */
const values = [
  '=',
  '=a%00b',
  '=%F0%9F%92%B8',
  `=${'a'.repeat(5001)}`,
  '=-1',
  '=99999999999999999999',
  '=9007199254740991',
  '=1e400',
  '=true',
  "='%20or%201=1--",
  '[]=a',
  '[0][a]=b',
  '[__proto__]=a',
  '[constructor]=a',
];

/** What an engine could stumble upon. */
const stored = ['=a%00b', '=%F0%9F%92%B8', '=9007199254740991'];

/** `shipping[address][city]`: the parameters of a shape, and within each of them the first. */
function namesIn({ properties = {} }: Shape, within = ''): string[] {
  const members = Object.entries(properties);
  return (within === '' ? members : members.slice(0, 1)).flatMap(([name, shape]) => {
    const own = within === '' ? name : `${within}[${name}]`;
    return [own, ...namesIn(shape, own)];
  });
}

/** What an operation needs besides, where it needs something. */
const needed: Readonly<Record<string, readonly string[]>> = {
  createPaymentIntent: ['amount=2000', 'currency=usd'],
  confirmPaymentIntent: ['payment_method=pm_card_visa'],
  incrementAuthorization: ['amount=3000'],
};

/** By the `object` of an answer. */
const schemas: Readonly<Record<string, string>> = {
  charge: 'Charge',
  'checkout.session': 'CheckoutSession',
  payment_intent: 'PaymentIntent',
};

const postgres = sharePostgres();
const starts: [string, readonly string[], () => Promise<Reference>][] = [
  ['memory', values, () => startReference('stripe')],
  ['PostgreSQL', stored, async () => startOn(await postgres().createDatabase())],
];

describe.each(starts)('an odd parameter in %s', (_engine, sent, start) => {
  const written = operations.filter(({ requestBody }) => requestBody !== undefined);

  it.each(written.map(({ id, path, requestBody }) => ({ id, path, shape: requestBody?.shape as Shape })))(
    'is taken as the document says, or refused with a reason: $id',
    async ({ id, path, shape }) => {
      const reference = await start();
      const names = [...namesIn(shape), '__proto__', 'constructor', 'hasOwnProperty', 'a[b]'];
      const forms = names.flatMap((name) => sent.map((value) => ({ name, parameter: name + value })));
      let target = await arrangeTarget(reference, path);

      for (const { name, parameter } of forms) {
        const others = (needed[id] ?? []).filter((other) => !other.startsWith(`${name}=`));
        const answer = await call(reference, target, { method: 'POST', body: [...others, parameter].join('&') });

        if (answer.status === 200) {
          const schema = schemas[String(answer.body.object)];
          expect(disagreements(`/components/schemas/${schema}`, answer.body), parameter).toEqual([]);
          // What it was done to is spent.
          target = await arrangeTarget(reference, path);
        } else {
          expect(answer.status, parameter).toBeLessThan(500);
          expectRefusal('stripe', answer);
        }
      }
      expect(reference.logged.filter(({ level }) => Number(level) >= 50)).toEqual([]);
    },
    60_000,
  );
});

async function arrangeTarget(reference: Reference, path: string): Promise<string> {
  if (!path.includes('{')) return path;
  const isUnpaid = /\{intent\}(\/confirm)?$/.test(path);
  const session = `cs_test_${Math.random().toString(36).slice(2)}`;
  const intent = await arrange(reference, {
    status: isUnpaid || path.includes('{session}') ? 'requires_payment_method' : 'requires_capture',
    ...(path.includes('{session}') && { checkout_session: session }),
  });
  const ids: Record<string, string> = { intent: intent.id, charge: String(intent.latest_charge), session };
  return path.replace(/\{(\w+)\}/, (_, name) => ids[name] ?? '');
}
