import fc from 'fast-check';

/** Callers, intents and keys go by numbers, which `play` gives names to. */
interface Target {
  readonly caller: number;
  readonly intent: number;
}

type Action =
  | { readonly operation: 'create'; readonly status: string; readonly amount: number }
  | { readonly operation: 'cancel'; readonly reason: string | null; readonly key: number | null }
  | { readonly operation: 'capture'; readonly key: number | null }
  | { readonly operation: 'retrieve' };

export type Request = Target & Action;

/** Requests in groups. The groups come one after the other, the requests of one at the same time. */
export type History = readonly (readonly Request[])[];

/** The organization and the mode of an API key make a caller: two of these share the organization, two the mode. */
export const callers = 3;

/** The last three are reasons at neither vendor. */
const reasons = ['duplicate', 'fraudulent', 'requested_by_customer', 'abandoned', 'whim', 'DUPLICATE', ''];

/** Histories with so few intents and keys that most requests are about what another has touched. */
export function histories(statuses: readonly string[], canCapture: boolean): fc.Arbitrary<History> {
  const target = fc.record<Target>(
    {
      caller: fc.oneof(
        { weight: 2, arbitrary: fc.constant(0) },
        { weight: 1, arbitrary: fc.nat({ max: callers - 1 }) },
      ),
      intent: fc.nat({ max: 2 }),
    },
    plain,
  );
  const action = actions(statuses, canCapture);
  const request = fc.tuple(target, action).map(([target, action]): Request => ({ ...target, ...action }));
  // Else two requests at the same time would seldom be about the same intent.
  const contest = fc
    .tuple(target, fc.array(action, { minLength: 2, maxLength: 3, size: 'max' }))
    .map(([target, actions]) => actions.map((action): Request => ({ ...target, ...action })));
  const group = fc.oneof(fc.array(request, { minLength: 1, maxLength: 3, size: 'max' }), contest);
  return fc.array(group, { minLength: 1, maxLength: 6, size: 'max' });
}

function actions(statuses: readonly string[], canCapture: boolean): fc.Arbitrary<Action> {
  const key = fc.option(fc.nat({ max: 2 }));
  const status = fc.oneof(fc.constant('requires_capture'), fc.constantFrom(...statuses));
  const reason = fc.option(fc.constantFrom(...reasons));
  const amount = fc.integer({ min: 100, max: 99_999 });
  const create = fc.record({ operation: fc.constant('create' as const), status, amount }, plain);
  const cancel = fc.record({ operation: fc.constant('cancel' as const), reason, key }, plain);
  const capture = fc.record({ operation: fc.constant('capture' as const), key }, plain);
  const retrieve = fc.record({ operation: fc.constant('retrieve' as const) }, plain);
  return fc.oneof<fc.MaybeWeightedArbitrary<Action>[]>(
    { weight: 4, arbitrary: create },
    { weight: 5, arbitrary: cancel },
    ...(canCapture ? [{ weight: 2, arbitrary: capture }] : []),
    { weight: 1, arbitrary: retrieve },
  );
}

const plain = { noNullPrototype: true } as const;
