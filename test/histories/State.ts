import type { Answer, Json } from './answers.js';
import { intentIn } from './answers.js';
import type { Told } from './events.js';
import type { Method, Request } from './history.js';

/** A request as it was sent: with the ids that are meant. */
export type Sent = Request & {
  /** Of the intent. The server chooses that of an intent that is created. */
  readonly id: string;
  /** Of its Checkout Session, if it has one. */
  readonly session: string;
  /** Of the charge that it last showed; of nothing when it has shown none. */
  readonly charge: string;
};

/** Everything a server has to know: each caller's objects as they are, and the answers kept under keys. */
export interface State {
  readonly intents: Readonly<Record<string, Json>>;
  /** The intents of charges. */
  readonly charges: Readonly<Record<string, string>>;
  readonly sessions: Readonly<Record<string, { readonly intent: string; readonly status: string }>>;
  /** What payment methods come to, by the ids that the server gave them. */
  readonly methods: Readonly<Record<string, Method>>;
  /** What was told of an intent, in this order. */
  readonly told: Readonly<Record<string, readonly Told[]>>;
  readonly kept: Readonly<Record<string, { readonly request: string; readonly answer: Answer }>>;
}

export const empty: State = { intents: {}, charges: {}, sessions: {}, methods: {}, told: {}, kept: {} };

/** Nobody else's object is at the same place, whatever its id. */
export const placeOf = (caller: number, id: string): string => `${caller} ${id}`;

export function intentOf(state: State, { caller, id }: Sent): Json | undefined {
  return state.intents[placeOf(caller, id)];
}

/** The state in which an intent is as the answer shows it. */
export function shown(state: State, { caller }: Sent, answer: Answer, method?: Method | null): State {
  const intent = intentIn(answer) ?? {};
  const { id, latest_charge: charge, payment_method: paidBy } = intent;
  const place = placeOf(caller, String(id));
  return {
    ...state,
    intents: { ...state.intents, [place]: intent },
    ...(typeof charge === 'string' && {
      charges: { ...state.charges, [placeOf(caller, charge)]: String(id) },
    }),
    ...(method && typeof paidBy === 'string' && { methods: { ...state.methods, [paidBy]: method } }),
  };
}

/** The state in which an intent has become another without being shown. */
export function changed(state: State, caller: number, intent: Json): State {
  return { ...state, intents: { ...state.intents, [placeOf(caller, String(intent.id))]: intent } };
}
