import fc from 'fast-check';
import type { Action, Method } from './history.js';

/** The last three are reasons at neither vendor. */
const reasons = ['duplicate', 'fraudulent', 'requested_by_customer', 'abandoned', 'whim', 'DUPLICATE', ''];

/** So few that what is captured is sometimes all, a part, or too much. */
const amounts = [500, 1_000, 20_000];

const methods: readonly Method[] = ['succeeds', 'succeeds', 'succeeds', 'declined', 'challenged', 'debit'];

const amount = fc.constantFrom(...amounts);
const method = fc.constantFrom(...methods);
const key = fc.option(fc.nat({ max: 2 }), { freq: 3 });

/** What makes an intent, where there are other ways than a fixture. */
export function makings(statuses: readonly string[], whole: boolean): fc.Arbitrary<Action> {
  return whole ? fc.oneof(fixture(statuses, fc.boolean()), create) : fixture(statuses, fc.constant(false));
}

/** What every vendor has. */
export function actions(statuses: readonly string[]): fc.Arbitrary<Action> {
  return fc.oneof<fc.MaybeWeightedArbitrary<Action>[]>(
    { weight: 4, arbitrary: fixture(statuses, fc.constant(false)) },
    { weight: 5, arbitrary: cancel },
    { weight: 1, arbitrary: of('retrieve', {}) },
  );
}

/** What Stripe has. */
export function actionsWithKeys(statuses: readonly string[]): fc.Arbitrary<Action> {
  return fc.oneof<fc.MaybeWeightedArbitrary<Action>[]>(
    { weight: 3, arbitrary: fixture(statuses, fc.boolean()) },
    { weight: 3, arbitrary: create },
    { weight: 3, arbitrary: update },
    { weight: 5, arbitrary: of('confirm', { method: fc.option(method, { freq: 2 }), key }) },
    { weight: 4, arbitrary: of('capture', { amount: fc.option(fc.constantFrom(1, ...amounts), { freq: 2 }), key }) },
    { weight: 8, arbitrary: cancel },
    { weight: 2, arbitrary: of('expireHold', { key }) },
    { weight: 1, arbitrary: of('expireSession', { key }) },
    { weight: 2, arbitrary: of('retrieve', {}) },
    { weight: 1, arbitrary: of('retrieveCharge', {}) },
  );
}

const cancel = of('cancel', { reason: fc.option(fc.constantFrom(...reasons), { freq: 2 }), key });

const create = of('create', {
  amount,
  method: fc.option(method, { freq: 5 }),
  manual: fc.boolean(),
  confirm: fc.constantFrom(true, true, false),
  key,
});

const update = of('update', {
  amount: fc.option(amount, { freq: 2 }),
  method: fc.option(method, { freq: 2 }),
  order: fc.option(fc.constantFrom('1', '2'), { freq: 2 }),
  key,
});

function fixture(statuses: readonly string[], inCheckout: fc.Arbitrary<boolean>): fc.Arbitrary<Action> {
  const status = fc.oneof(fc.constant('requires_capture'), fc.constantFrom(...statuses));
  const received = fc.constantFrom(0, 0, 100);
  return of('fixture', { status, amount, received, inCheckout });
}

/** An operation with parameters as they come. */
function of<Operation extends Action['operation']>(
  operation: Operation,
  parameters: { readonly [Name in keyof ParametersOf<Operation>]: fc.Arbitrary<ParametersOf<Operation>[Name]> },
): fc.Arbitrary<Action> {
  const given: fc.Arbitrary<object> = fc.record<Readonly<Record<string, unknown>>>(parameters, {
    noNullPrototype: true,
  });
  return given.map((values) => ({ operation, ...values }) as Action);
}

type ParametersOf<Operation> = Omit<Extract<Action, { operation: Operation }>, 'operation'>;
