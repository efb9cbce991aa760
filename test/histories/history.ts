import fc from 'fast-check';
import { actions, actionsWithKeys, makings } from './actions.js';

/** Callers and intents go by numbers, which `play` gives names to. */
interface Target {
  readonly caller: number;
  readonly intent: number;
}

export type Request = Target & Action;

/** What a request asks for. Keys go by numbers, too. */
export type Action =
  | {
      readonly operation: 'fixture';
      readonly status: string;
      readonly amount: number;
      readonly received: number;
      readonly inCheckout: boolean;
    }
  | {
      readonly operation: 'create';
      readonly amount: number;
      readonly method: Method | null;
      readonly manual: boolean;
      readonly confirm: boolean;
      readonly key: number | null;
    }
  | {
      readonly operation: 'update';
      readonly amount: number | null;
      readonly method: Method | null;
      readonly order: string | null;
      readonly key: number | null;
    }
  | { readonly operation: 'confirm'; readonly method: Method | null; readonly key: number | null }
  | { readonly operation: 'capture'; readonly amount: number | null; readonly key: number | null }
  | { readonly operation: 'cancel'; readonly reason: string | null; readonly key: number | null }
  | { readonly operation: 'expireHold'; readonly key: number | null }
  | { readonly operation: 'expireSession'; readonly key: number | null }
  | { readonly operation: 'retrieve' }
  | { readonly operation: 'retrieveCharge' };

/** A payment method for tests, by what a confirmation with it comes to. */
export type Method = 'succeeds' | 'declined' | 'challenged' | 'debit';

/** Requests in groups. The groups come one after the other, the requests of one at the same time. */
export type History = readonly (readonly Request[])[];

/** The organization and the mode of an API key make a caller: two of these share the organization, two the mode. */
export const callers = 3;

/** The caller in live mode, where nothing exists that is for tests. */
export const liveCaller = 1;

/** So many intents have ids that were chosen for them; the others have what the server gave them. */
export const fixtures = 2;

/** How many intents each run can name. */
const intents = fixtures + 2;

/**
 * Histories with so few intents and keys that most requests are about what another has touched.
 *
 * @param whole whether the vendor has more operations than cancel and retrieve, and idempotency keys.
 */
export function histories(statuses: readonly string[], whole: boolean): fc.Arbitrary<History> {
  const target = fc.record<Target>(
    {
      caller: fc.oneof(
        { weight: 2, arbitrary: fc.constant(0) },
        { weight: 1, arbitrary: fc.nat({ max: callers - 1 }) },
      ),
      intent: fc.nat({ max: (whole ? intents : fixtures) - 1 }),
    },
    { noNullPrototype: true },
  );
  const action = whole ? actionsWithKeys(statuses) : actions(statuses);
  const request = fc.tuple(target, action).map(aimed);
  // Else two requests at the same time would seldom be about the same intent.
  const contest = fc
    .tuple(target, fc.array(action, { minLength: 2, maxLength: 3, size: 'max' }))
    .map(([target, actions]) => actions.map((action) => aimed([target, action])));
  const group = fc.oneof(fc.array(request, { minLength: 1, maxLength: 3, size: 'max' }), contest);
  // Else a key would seldom be sent again with the same request.
  const again = fc.tuple(request, group).map(([request, between]) => [[request], between, [request]]);
  // Else few intents would come as far as their end.
  const life = fc
    .tuple(target, makings(statuses, whole), fc.array(action, { minLength: 3, maxLength: 6, size: 'max' }))
    .map(([target, making, actions]) => {
      const { caller, intent } = aimed([target, making]);
      return [making, ...actions].map((action): Request[] => [aimed([{ caller, intent }, action])]);
    });
  const groups = fc.oneof(
    { weight: 3, arbitrary: group.map((group) => [group]) },
    { weight: 1, arbitrary: again },
    { weight: 2, arbitrary: life },
  );
  return fc.array(groups, { minLength: 1, maxLength: 4, size: 'max' }).map((parts) => parts.flat());
}

/** A fixture makes an intent whose id was chosen, a create one whose id was not. */
function aimed([{ caller, intent }, action]: [Target, Action]): Request {
  const { operation } = action;
  const own = operation === 'create' ? fixtures + (intent % (intents - fixtures)) : intent;
  return { caller, intent: operation === 'fixture' ? intent % fixtures : own, ...action };
}
