import { type Answer, errorOf, expectRefusal, type Json } from './answers.js';
import { toldBy } from './events.js';
import { liveCaller } from './history.js';
import { execute } from './operations.js';
import { isGoodReason, type Rules } from './rules.js';
import { intentOf, placeOf, type Sent, type State } from './State.js';

/** Unix seconds of a request, and whether another one at the same time has its key. */
export interface Circumstances {
  readonly now: number;
  readonly contended: boolean;
}

/** The state after a request that was answered so in a state, or why it can't have been. */
export function step(
  rules: Rules,
  state: State,
  request: Sent,
  answer: Answer,
  circumstances: Circumstances,
): State | string {
  const key = rules.whole ? keyOf(request) : undefined;
  const run = () =>
    isBad(request)
      ? (expectRefusal(answer, badStatus(rules, state, request)) ?? state)
      : withTold(state, request, execute(rules, state, request, answer, circumstances.now));
  if (key === undefined) return answer.replayed ? 'a replay without a key' : run();
  if (answer.status === 409) {
    const inUse = circumstances.contended && errorOf(answer).code === 'idempotency_key_in_use';
    return inUse ? state : 'a key that no request is using';
  }
  const kept = state.kept[key];
  if (kept)
    return kept.request === fingerprint(request)
      ? replay(state, kept.answer, answer)
      : misuse(rules, state, request, answer);
  if (answer.replayed) return 'a replay of nothing';
  const next = run();
  if (typeof next === 'string' || !isExecuted(state, request)) return next;
  return { ...next, kept: { ...next.kept, [key]: { request: fingerprint(request), answer } } };
}

/** The state after a request, with what it has told. It has changed at most one intent. */
function withTold(before: State, request: Sent, after: State | string): State | string {
  if (typeof after === 'string') return after;
  const changed = Object.keys(after.intents).find((place) => after.intents[place] !== before.intents[place]);
  if (changed === undefined) return after;
  const told = toldBy(request, after.intents[changed] as Json);
  return { ...after, told: { ...after.told, [changed]: [...(after.told[changed] ?? []), ...told] } };
}

function replay(state: State, first: Answer, answer: Answer): State | string {
  if (!answer.replayed) return 'executed twice under one key';
  return answer.status === first.status && answer.text === first.text
    ? state
    : `a replay that differs from ${first.text}`;
}

/** No vendor says which of the two faults of a bad request under a used key comes first. */
function misuse(rules: Rules, state: State, request: Sent, answer: Answer): State | string {
  if (answer.replayed) return 'a replay of another request';
  if (isBad(request) && expectRefusal(answer, badStatus(rules, state, request)) === undefined) return state;
  return expectRefusal(answer, 400, { type: 'idempotency_error' }) ?? state;
}

/** A request is kept under its key only if it has come as far as what it is about. */
function isExecuted(state: State, request: Sent): boolean {
  const { caller, operation, charge, session } = request;
  switch (operation) {
    case 'create':
      return true;
    case 'expireHold':
      return caller !== liveCaller && placeOf(caller, charge) in state.charges;
    case 'expireSession':
      return placeOf(caller, session) in state.sessions;
    default:
      return !isBad(request) && intentOf(state, request) !== undefined;
  }
}

function isBad(request: Sent): boolean {
  return request.operation === 'cancel' && !isGoodReason(request.reason);
}

function badStatus({ reasonFirst }: Rules, state: State, request: Sent): number {
  return reasonFirst || intentOf(state, request) !== undefined ? 400 : 404;
}

/** Nobody else's key is the same. Undefined for a request that has none. */
export function keyOf(request: Sent): string | undefined {
  return 'key' in request && request.key !== null ? placeOf(request.caller, String(request.key)) : undefined;
}

/** What is sent, and where to. The server gives an intent its id only when it has been asked to create it. */
function fingerprint(request: Sent): string {
  const { key, intent, id, session, charge, ...rest } = request as Sent & { readonly key: unknown };
  const paths = { create: [], expireHold: [charge], expireSession: [session] } as Record<string, string[]>;
  return JSON.stringify([rest, paths[request.operation] ?? [id]]);
}
