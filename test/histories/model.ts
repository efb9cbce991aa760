import { isDeepStrictEqual } from 'node:util';
import type { DialectName } from '../../src/contract/dialect.js';
import type { Request } from './history.js';

export type Json = Readonly<Record<string, unknown>>;

export interface Answer {
  readonly status: number;
  /** To the byte. */
  readonly text: string;
  readonly body: Json;
  /** Whether it says that it is an earlier one. */
  readonly replayed: boolean;
}

/** The vendor's rules that histories put to the test. None is taken from the package. */
export interface Rules {
  readonly statuses: readonly string[];
  readonly cancelable: readonly string[];
  readonly canCapture: boolean;
  /** Whether idempotency keys mean anything. */
  readonly keys: boolean;
  /** The answer to a transition that the intent's status does not allow. */
  readonly refusal: { readonly status: number; readonly code: string };
  /** Whether a bad reason is refused before anybody looks for the intent. */
  readonly reasonFirst: boolean;
  /** A moment as the vendor writes it. */
  time(seconds: number): unknown;
}

const common = [
  'requires_payment_method',
  'requires_confirmation',
  'requires_action',
  'requires_capture',
  'processing',
];

export const rules: Readonly<Record<DialectName, Rules>> = {
  stripe: {
    statuses: [...common, 'succeeded', 'canceled'],
    cancelable: common,
    canCapture: true,
    keys: true,
    refusal: { status: 400, code: 'payment_intent_unexpected_state' },
    reasonFirst: false,
    time: (seconds) => seconds,
  },
  chargefy: {
    statuses: [...common, 'pending', 'succeeded', 'canceled'],
    cancelable: [...common, 'pending'],
    canCapture: false,
    keys: false,
    refusal: { status: 409, code: 'resource_state_conflict' },
    reasonFirst: true,
    time: (seconds) => new Date(seconds * 1000).toISOString().replace('.000', ''),
  },
};

const goodReasons: readonly (string | null)[] = [null, 'duplicate', 'fraudulent', 'requested_by_customer', 'abandoned'];

/** Everything a server has to know: each caller's intents as they were last shown, and the answers kept under keys. */
export interface State {
  readonly intents: Readonly<Record<string, Json>>;
  readonly kept: Readonly<Record<string, { readonly request: string; readonly answer: Answer }>>;
}

export const empty: State = { intents: {}, kept: {} };

/** Unix seconds of a request, and whether another one at the same time has its key. */
export interface Circumstances {
  readonly now: number;
  readonly contended: boolean;
}

/** The state after a request that was answered so in a state, or why it can't have been. */
export function step(
  rules: Rules,
  state: State,
  request: Request,
  answer: Answer,
  circumstances: Circumstances,
): State | string {
  const key = rules.keys ? keyOf(request) : undefined;
  if (key === undefined)
    return answer.replayed ? 'a replay without a key' : execute(rules, state, request, answer, circumstances.now);
  if (answer.status === 409) {
    return circumstances.contended && codeOf(answer) === 'idempotency_key_in_use' ? state : 'a key in use by nobody';
  }
  const kept = state.kept[key];
  if (kept)
    return kept.request === fingerprint(request)
      ? replay(state, kept.answer, answer)
      : misuse(rules, state, request, answer);
  if (answer.replayed) return 'a replay of nothing';
  const next = execute(rules, state, request, answer, circumstances.now);
  if (typeof next === 'string' || !isExecuted(state, request)) return next;
  return { ...next, kept: { ...next.kept, [key]: { request: fingerprint(request), answer } } };
}

function replay(state: State, first: Answer, answer: Answer): State | string {
  if (!answer.replayed) return 'executed twice under one key';
  return answer.status === first.status && answer.text === first.text
    ? state
    : `a replay that differs from ${first.text}`;
}

/** No vendor says which of the two faults of a bad request under a used key comes first. */
function misuse(rules: Rules, state: State, request: Request, answer: Answer): State | string {
  if (answer.replayed) return 'a replay of another request';
  if (isBad(request) && expectRefusal(answer, badStatus(rules, state, request)) === undefined) return state;
  return expectRefusal(answer, 400, { type: 'idempotency_error' }) ?? state;
}

function execute(rules: Rules, state: State, request: Request, answer: Answer, now: number): State | string {
  const place = placeOf(request);
  const intent = state.intents[place];
  const shown = (body: Json): State => ({ ...state, intents: { ...state.intents, [place]: body } });

  if (request.operation === 'create') {
    if (intent) return expectRefusal(answer, 400) ?? state;
    const { status, amount } = request;
    const expected = {
      status,
      amount,
      amount_capturable: status === 'requires_capture' ? amount : 0,
      amount_received: status === 'succeeded' ? amount : 0,
      canceled_at: status === 'canceled' ? rules.time(now) : null,
      cancellation_reason: null,
    };
    return expectShown(answer, 201, expected) ?? shown(answer.body);
  }
  if (isBad(request)) return expectRefusal(answer, badStatus(rules, state, request)) ?? state;
  if (!intent) return expectRefusal(answer, 404, { code: 'resource_missing' }) ?? state;
  if (request.operation === 'retrieve') return expectShown(answer, 200, intent) ?? state;

  const from = request.operation === 'cancel' ? rules.cancelable : ['requires_capture'];
  if (!from.includes(String(intent.status))) {
    const { status, code } = rules.refusal;
    return expectRefusal(answer, status, { code }, intent) ?? state;
  }
  const { id, amount, livemode, client_secret, latest_charge, amount_received, amount_capturable } = intent;
  const kept = { id, amount, livemode, client_secret, latest_charge };
  const expected =
    request.operation === 'cancel'
      ? {
          ...kept,
          status: 'canceled',
          amount_capturable: 0,
          amount_received,
          canceled_at: rules.time(now),
          cancellation_reason: request.reason,
        }
      : {
          ...kept,
          status: 'succeeded',
          amount_capturable: 0,
          amount_received: Number(amount_received) + Number(amount_capturable),
          canceled_at: null,
        };
  return expectShown(answer, 200, expected) ?? shown(answer.body);
}

/** A request is kept under its key only if it has come as far as the intent. */
function isExecuted(state: State, request: Request): boolean {
  return !isBad(request) && placeOf(request) in state.intents;
}

function isBad(request: Request): boolean {
  return request.operation === 'cancel' && !goodReasons.includes(request.reason);
}

function badStatus({ reasonFirst }: Rules, state: State, request: Request): number {
  return reasonFirst || placeOf(request) in state.intents ? 400 : 404;
}

/** Undefined when the answer is an intent that has these properties, and of those of `expected` no others. */
function expectShown(answer: Answer, status: number, expected: Json): string | undefined {
  const actual = Object.fromEntries(Object.keys(expected).map((name) => [name, answer.body[name]]));
  if (answer.status === status && isDeepStrictEqual(actual, expected)) return undefined;
  return `${told(answer)} instead of ${status} ${JSON.stringify(expected)}`;
}

/** Undefined when the answer is an error with these properties, and shows the intent as it is if it shows one. */
function expectRefusal(answer: Answer, status: number, expected: Json = {}, intent?: Json): string | undefined {
  const error = errorOf(answer);
  const fits = Object.entries(expected).every(([name, value]) => error[name] === value);
  const current =
    intent === undefined || !('payment_intent' in error) || isDeepStrictEqual(error.payment_intent, intent);
  if (answer.status === status && typeof error.type === 'string' && fits && current) return undefined;
  return `${told(answer)} instead of ${status} ${JSON.stringify(expected)}${intent ? ' and the intent as it was' : ''}`;
}

/** The beginning of an answer, and how the intent is in it. */
function told({ status, text }: Answer): string {
  return `${status} ${text.slice(0, 300)}… ${/"status":"\w+"/.exec(text)?.[0] ?? ''}`;
}

function errorOf({ body }: Answer): Json {
  return (body.error ?? {}) as Json;
}

function codeOf(answer: Answer): unknown {
  return errorOf(answer).code;
}

/** Nobody else's intent is at the same place, whatever its id. */
export function placeOf({ caller, intent }: Request): string {
  return `${caller} ${intent}`;
}

/** Nobody else's key is the same. Undefined for a request that has none. */
export function keyOf(request: Request): string | undefined {
  return 'key' in request && request.key !== null ? `${request.caller} ${request.key}` : undefined;
}

function fingerprint(request: Request): string {
  const { key, ...rest } = request as Request & { readonly key: unknown };
  return JSON.stringify(rest);
}
