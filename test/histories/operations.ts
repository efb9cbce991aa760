import { type Answer, expectRefusal, expectShown, type Json, told } from './answers.js';
import { confirmed } from './confirmation.js';
import { liveCaller, type Method } from './history.js';
import { type Rules, unpaid } from './rules.js';
import { changed, intentOf, placeOf, type Sent, type State, shown } from './State.js';

/** The state after a request that was executed, or why it can't have been answered so. */
export function execute(rules: Rules, state: State, request: Sent, answer: Answer, now: number): State | string {
  switch (request.operation) {
    case 'fixture':
      return arrange(rules, state, request, answer, now);
    case 'create':
      return create(state, request, answer);
    case 'expireHold':
      return expireHold(state, request, answer, now);
    case 'expireSession':
      return expireSession(state, request, answer, now);
    case 'retrieveCharge':
      return retrieveCharge(state, request, answer);
  }
  const intent = intentOf(state, request);
  if (!intent) return expectRefusal(answer, 404, { code: 'resource_missing' }) ?? state;
  switch (request.operation) {
    case 'retrieve':
      return expectShown(answer, 200, intent) ?? state;
    case 'update':
      return update(state, request, intent, answer);
    case 'confirm':
      return confirm(state, request, intent, answer);
    case 'capture':
      return capture(state, request, intent, answer);
    case 'cancel':
      return cancel(rules, state, request, intent, answer, now);
  }
}

type Of<Name extends Sent['operation']> = Extract<Sent, { operation: Name }>;

const unexpected = { code: 'payment_intent_unexpected_state' };

function arrange(rules: Rules, state: State, request: Of<'fixture'>, answer: Answer, now: number): State | string {
  if (intentOf(state, request)) return expectRefusal(answer, 400) ?? state;
  const { caller, id, session, status, amount, received, inCheckout } = request;
  const before = status === 'requires_capture' ? received : 0;
  const expected = {
    id,
    status,
    amount,
    amount_capturable: status === 'requires_capture' ? amount - before : 0,
    amount_received: status === 'succeeded' ? amount : before,
    canceled_at: status === 'canceled' ? rules.time(now) : null,
    cancellation_reason: null,
  };
  const problem = expectShown(answer, 201, expected);
  if (problem !== undefined) return problem;
  const next = shown(state, request, answer);
  if (!inCheckout) return next;
  // Whoever has paid has completed the session.
  const opened = { intent: id, status: unpaid.includes(status) ? 'open' : 'complete' };
  return { ...next, sessions: { ...next.sessions, [placeOf(caller, session)]: opened } };
}

function create(state: State, request: Of<'create'>, answer: Answer): State | string {
  const { amount, method, manual, confirm } = request;
  const expected = {
    amount,
    amount_capturable: 0,
    amount_received: 0,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: manual ? 'manual' : 'automatic_async',
    latest_charge: null,
    next_action: null,
    status: method ? 'requires_confirmation' : 'requires_payment_method',
  };
  const intent = (answer.body.error as Json | undefined)?.payment_intent ?? answer.body;
  const { id } = intent as Json;
  if (typeof id !== 'string' || Object.keys(state.intents).some((place) => place.endsWith(` ${id}`))) {
    return `no intent, or an old one: ${told(answer)}`;
  }
  if (!confirm) {
    const given = typeof answer.body.payment_method === 'string';
    if (given !== (method !== null)) return `not the payment method that was asked for: ${told(answer)}`;
    return expectShown(answer, 200, expected) ?? shown(state, request, answer, method);
  }
  if (!method) {
    // The intent is there although it could not be confirmed.
    const problem = expectRefusal(answer, 400, unexpected) ?? expectEmbedded(answer, expected);
    return problem ?? shown(state, request, answer);
  }
  return confirmed(state, request, { ...expected, id }, method, answer);
}

function update(state: State, request: Of<'update'>, intent: Json, answer: Answer): State | string {
  const { amount, method, order } = request;
  const metadata = { ...(intent.metadata as Json), ...(order !== null && { order }) };
  if (amount === null && method === null) {
    return expectShown(answer, 200, { ...intent, metadata }) ?? shown(state, request, answer);
  }
  if (!unpaid.includes(intent.status)) return expectRefusal(answer, 400, unexpected, intent) ?? state;
  if (isInCheckout(state, request)) return expectRefusal(answer, 400, {}, intent) ?? state;
  const { payment_method, payment_method_types, last_payment_error, next_action, status, ...others } = intent;
  const hasMethod = method !== null || payment_method !== null;
  // An authentication is for the payment as it was.
  const isOver = method !== null || status === 'requires_action';
  const expected = {
    ...others,
    metadata,
    amount: amount ?? intent.amount,
    status: isOver ? (hasMethod ? 'requires_confirmation' : 'requires_payment_method') : status,
    ...(method === null && { payment_method, last_payment_error }),
    next_action: null,
  };
  const fresh = answer.body.payment_method;
  if (method !== null && (typeof fresh !== 'string' || fresh in state.methods || fresh === payment_method)) {
    return `not the payment method that was given: ${told(answer)}`;
  }
  return expectShown(answer, 200, expected) ?? shown(state, request, answer, method);
}

function confirm(state: State, request: Of<'confirm'>, intent: Json, answer: Answer): State | string {
  if (isInCheckout(state, request)) return expectRefusal(answer, 400, {}, intent) ?? state;
  if (!unpaid.includes(intent.status)) return expectRefusal(answer, 400, unexpected, intent) ?? state;
  const own = intent.payment_method;
  if (request.method === null && own === null) return expectRefusal(answer, 400, unexpected, intent) ?? state;
  const method: Method = request.method ?? state.methods[String(own)] ?? 'succeeds';
  return confirmed(state, request, intent, method, answer);
}

function capture(state: State, request: Of<'capture'>, intent: Json, answer: Answer): State | string {
  if (intent.status !== 'requires_capture') return expectRefusal(answer, 400, unexpected, intent) ?? state;
  const held = Number(intent.amount_capturable);
  const { amount } = request;
  if (amount !== null && amount > held) {
    return expectRefusal(answer, 400, { code: 'amount_too_large' }, intent) ?? state;
  }
  const received = Number(intent.amount_received) + (amount ?? held);
  const expected = { ...intent, status: 'succeeded', amount_capturable: 0, amount_received: received };
  return expectShown(answer, 200, expected) ?? shown(state, request, answer);
}

function cancel(
  rules: Rules,
  state: State,
  request: Of<'cancel'>,
  intent: Json,
  answer: Answer,
  now: number,
): State | string {
  if (isInCheckout(state, request) && intent.status !== 'requires_capture') {
    return expectRefusal(answer, 400, {}, intent) ?? state;
  }
  if (!rules.cancelable.includes(String(intent.status))) {
    const { status, code } = rules.refusal;
    return expectRefusal(answer, status, { code }, intent) ?? state;
  }
  return expectShown(answer, 200, ended(intent, rules.time(now), request.reason)) ?? shown(state, request, answer);
}

/** An intent as it is once it was canceled: nothing is held, under way or left to do. */
function ended(intent: Json, time: unknown, reason: string | null): Json {
  return {
    ...intent,
    status: 'canceled',
    amount_capturable: 0,
    canceled_at: time,
    cancellation_reason: reason,
    next_action: null,
    ...('processing' in intent && { processing: null }),
    ...('updated_at' in intent && { updated_at: time }),
  };
}

function expireHold(state: State, request: Of<'expireHold'>, answer: Answer, now: number): State | string {
  const { caller, charge } = request;
  if (caller === liveCaller) return expectRefusal(answer, 404) ?? state;
  const id = state.charges[placeOf(caller, charge)];
  if (id === undefined) return expectRefusal(answer, 404, { code: 'resource_missing' }) ?? state;
  const intent = state.intents[placeOf(caller, id)] as Json;
  if (intent.latest_charge !== charge || intent.status !== 'requires_capture') {
    return expectRefusal(answer, 400) ?? state;
  }
  const problem = expectShown(answer, 200, { id: charge, ...collected(Number(intent.amount_received)) });
  return problem ?? changed(state, caller, ended(intent, now, 'expired'));
}

function expireSession(state: State, request: Of<'expireSession'>, answer: Answer, now: number): State | string {
  const { caller, session: id } = request;
  const place = placeOf(caller, id);
  const session = state.sessions[place];
  if (!session) return expectRefusal(answer, 404, { code: 'resource_missing' }) ?? state;
  if (session.status !== 'open') return expectRefusal(answer, 400) ?? state;
  const expired = { id, object: 'checkout.session', status: 'expired', url: null, payment_intent: session.intent };
  const problem = expectShown(answer, 200, expired);
  if (problem !== undefined) return problem;
  const next = { ...state, sessions: { ...state.sessions, [place]: { ...session, status: 'expired' } } };
  const intent = state.intents[placeOf(caller, session.intent)] as Json;
  return changed(next, caller, ended(intent, now, null));
}

function retrieveCharge(state: State, request: Of<'retrieveCharge'>, answer: Answer): State | string {
  const { caller, charge } = request;
  const id = state.charges[placeOf(caller, charge)];
  if (id === undefined) return expectRefusal(answer, 404, { code: 'resource_missing' }) ?? state;
  const intent = state.intents[placeOf(caller, id)] as Json;
  const received = intent.latest_charge === charge ? Number(intent.amount_received) : 0;
  return expectShown(answer, 200, { id: charge, payment_intent: id, ...collected(received) }) ?? state;
}

/** How a charge is of which so much was collected. What was released is not refunded. */
function collected(received: number): Json {
  return { amount_captured: received, captured: received > 0, amount_refunded: 0, refunded: false };
}

function isInCheckout(state: State, { caller, id }: Sent): boolean {
  return Object.entries(state.sessions).some(
    ([place, { intent }]) => intent === id && place.startsWith(placeOf(caller, '')),
  );
}

function expectEmbedded(answer: Answer, expected: Json): string | undefined {
  const { payment_intent: intent = {} } = answer.body.error as Json;
  return expectShown({ ...answer, body: intent as Json }, answer.status, expected);
}
