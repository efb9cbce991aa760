import { isDeepStrictEqual } from 'node:util';
import { type Answer, type Json, told as text } from './answers.js';
import type { Message } from './lines.js';
import { placeOf, type Sent, type State } from './State.js';

/** What an event has to say. */
export interface Told {
  readonly type: string;
  /** The intent as it was then; absent where the event is about something else, or came midway through its request. */
  readonly intent?: Json;
}

/** What a request tells that came to this intent. */
export function toldBy({ operation }: Sent, after: Json): readonly Told[] {
  const created = operation === 'create' ? [{ type: 'payment_intent.created' }] : [];
  if (operation === 'create' && after.latest_charge === null && after.status !== 'requires_action') {
    return [{ type: 'payment_intent.created', intent: after }];
  }
  switch (operation) {
    case 'create':
    case 'confirm':
      return [...created, ...attempted(after)];
    case 'capture':
      return [{ type: 'charge.captured' }, { type: 'payment_intent.succeeded', intent: after }];
    case 'cancel':
      return [{ type: 'payment_intent.canceled', intent: after }];
    case 'expireHold':
      return [{ type: 'charge.expired' }, { type: 'payment_intent.canceled', intent: after }];
    case 'expireSession':
      return [{ type: 'checkout.session.expired' }, { type: 'payment_intent.canceled', intent: after }];
    default:
      // A fixture is there from the beginning, and no vendor tells of an update.
      return [];
  }
}

/** Of a confirmation that came to this. */
function attempted(intent: Json): readonly Told[] {
  switch (intent.status) {
    case 'requires_capture':
      return [{ type: 'charge.succeeded' }, { type: 'payment_intent.amount_capturable_updated', intent }];
    case 'succeeded': {
      const later = intent.capture_method === 'automatic_async' ? [{ type: 'charge.updated' }] : [];
      return [{ type: 'charge.succeeded' }, { type: 'payment_intent.succeeded', intent }, ...later];
    }
    case 'requires_action':
      return [{ type: 'payment_intent.requires_action', intent }];
    case 'processing':
      return [{ type: 'payment_intent.processing', intent }, { type: 'charge.pending' }];
    default:
      return [{ type: 'charge.failed' }, { type: 'payment_intent.payment_failed', intent }];
  }
}

/** Reads what a caller was told since the last look, oldest first. */
export type Listener = () => Promise<readonly Json[]>;

/** @param send sends a request of the caller, without a body. */
export function createListener(send: (path: string) => Promise<Answer>): Listener {
  let newest: unknown;
  return async () => {
    const events: Json[] = [];
    for (;;) {
      const last = events.at(-1)?.id;
      const answer = await send(`/v1/events?limit=100${last === undefined ? '' : `&starting_after=${last}`}`);
      const page = answer.body.data as readonly Json[] | undefined;
      if (answer.status !== 200 || page === undefined) throw new Error(`no list of events: ${text(answer)}`);
      const known = page.findIndex(({ id }) => id === newest);
      events.push(...(known < 0 ? page : page.slice(0, known)));
      if (known >= 0 || answer.body.has_more !== true) break;
    }
    newest = events[0]?.id ?? newest;
    return events.reverse();
  };
}

/** A look at events over a line. */
export function lookAt(path: string, key: string): Message {
  return { method: 'GET', path, headers: { Authorization: `Bearer ${key}` }, body: '' };
}

/** Why callers can't have been told of a state's intents by these events, each by its own; undefined when they say it all. */
export function expectTold(state: State, events: readonly (readonly Json[])[]): string | undefined {
  for (const [place, intent] of Object.entries(state.intents)) {
    const caller = events.findIndex((_, caller) => placeOf(caller, String(intent.id)) === place);
    const problem = expectTo(state.told[place] ?? [], about(String(intent.id), events[caller] ?? []));
    if (problem !== undefined) return `of ${intent.id} ${problem}`;
  }
  return undefined;
}

function expectTo(expected: readonly Told[], events: readonly Json[]): string | undefined {
  const [wanted, types] = [expected, events].map((list) => list.map(({ type }) => type));
  if (!isDeepStrictEqual(types, wanted)) return `was told ${JSON.stringify(types)}, not ${JSON.stringify(wanted)}`;
  const index = expected.findIndex(({ intent }, at) => intent && !isDeepStrictEqual(objectOf(events[at]), intent));
  if (index < 0) return undefined;
  return `${types?.[index]} shows ${JSON.stringify(objectOf(events[index]))}, not ${JSON.stringify(expected[index])}`;
}

function about(id: string, events: readonly Json[]): readonly Json[] {
  return events.filter((event) => objectOf(event).id === id || objectOf(event).payment_intent === id);
}

function objectOf(event: Json | undefined): Json {
  return ((event?.data as Json | undefined)?.object ?? {}) as Json;
}
