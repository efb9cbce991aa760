import { type Answer, intentIn } from './answers.js';
import { callers, fixtures, liveCaller, type Request } from './history.js';
import { placeOf, type Sent } from './State.js';

/** The ids of one history: those that it chooses, and those that the server gave to what was created. */
export interface Names {
  /** What is meant by a request, as far as is known by now. */
  resolve(request: Request): Sent;
  learn(request: Sent, answer: Answer): void;
  /** A look of everybody at every intent that was shown. */
  intents(): readonly (readonly Sent[])[];
  /** A look at every charge that an intent has shown. */
  charges(): readonly Sent[];
}

/** @param run tells the ids of one history from those of others. */
export function createNames(run: string): Names {
  const created = new Map<number, string>();
  const charges = new Map<string, string>();
  const seen = new Map<string, readonly Sent[]>();
  const seenCharges = new Map<string, Sent>();

  const resolve = (request: Request): Sent => {
    const { caller, intent, operation } = request;
    const id = (intent < fixtures ? undefined : created.get(intent)) ?? `pi_${run}_${intent}`;
    const session = `cs_${run}_${intent}`;
    // A caller who has none tries that of another.
    const charge = charges.get(placeOf(caller, id)) ?? charges.get(placeOf(0, id)) ?? `ch_${run}_none`;
    // In live mode there are no payment methods for tests.
    const live = caller === liveCaller && (operation === 'create' || operation === 'update' || operation === 'confirm');
    return { ...request, ...(live && { method: null }), id, session, charge };
  };

  return {
    resolve,

    learn({ caller, intent, operation, session }, answer) {
      const { id: shown, latest_charge: charge } = intentIn(answer) ?? {};
      if (shown === undefined) return;
      const id = String(shown);
      if (operation === 'create' && !created.has(intent)) created.set(intent, id);
      const look = { caller, intent, id, session, charge: String(charge) };
      const looks = Array.from({ length: callers }, (_, caller): Sent => ({ ...look, caller, operation: 'retrieve' }));
      seen.set(id, looks);
      if (typeof charge !== 'string') return;
      charges.set(placeOf(caller, id), charge);
      seenCharges.set(placeOf(caller, charge), { ...look, operation: 'retrieveCharge' });
    },

    intents: () => [...seen.values()],
    charges: () => [...seenCharges.values()],
  };
}
