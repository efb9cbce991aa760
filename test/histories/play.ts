import { isDeepStrictEqual } from 'node:util';
import type { DialectName } from '../../src/contract/dialect.js';
import { spoken } from '../support/calls.js';
import { openConnection, requestBytes } from '../support/connection.js';
import type { Reference } from '../support/reference.js';
import type { History, Request } from './history.js';
import { type Answer, empty, type Json, keyOf, placeOf, rules, type State, step } from './model.js';

/** Plays a history on intents and keys that no other one has. Throws when the answers are not those of the model. */
export type Play = (history: History) => Promise<void>;

/** How requests reach the server. */
export const ways = ['over HTTP', 'through fetch'] as const;

export type Way = (typeof ways)[number];

/** A player on lines of its own, as many as requests can be at the same time. */
export async function openPlayer(reference: Reference, way: Way): Promise<Play> {
  const lines = await Promise.all([1, 2, 3].map(() => openLine[way](reference)));
  let count = 0;
  return async (history) => {
    count += 1;
    const run = `${count}`;
    const witness = createWitness();
    let states: readonly State[] = [empty];
    for (const group of [...history, ...lastLook(history)]) {
      reference.now += 1;
      const answers = await Promise.all(
        group.map((request, index) => send(reference, lines[index] as Line, request, run)),
      );
      witness(group, answers);
      states = explain(reference.dialect.name, states, group, answers, reference.now);
    }
  };
}

/** A retrieve of everything that may be there, so that no change remains unseen. */
function lastLook(history: History): Request[][] {
  const creates = history.flat().filter(({ operation }) => operation === 'create');
  const places = new Map(creates.map((request) => [placeOf(request), request]));
  return [...places.values()].map(({ caller, intent }) => [{ operation: 'retrieve', caller, intent }]);
}

/** The states in which the server can be, by any order of requests that explains their answers. */
function explain(
  dialect: DialectName,
  states: readonly State[],
  group: readonly Request[],
  answers: readonly Answer[],
  now: number,
): readonly State[] {
  const found: State[] = [];
  const problems = new Set<string>();
  for (const order of orders(group.map((_, index) => index))) {
    for (const state of states) {
      const end = order.reduce<State | string>((before, index) => {
        if (typeof before === 'string') return before;
        const request = group[index] as Request;
        const key = keyOf(request);
        const contended = group.some((other) => other !== request && keyOf(other) === key);
        const next = step(rules[dialect], before, request, answers[index] as Answer, { now, contended });
        return typeof next === 'string' ? `${JSON.stringify(request)}: ${next}` : next;
      }, state);
      if (typeof end === 'string') problems.add(end);
      else if (!found.some((state) => isDeepStrictEqual(state, end))) found.push(end);
    }
  }
  if (found.length === 0)
    throw new Error(`nothing explains the answers to ${JSON.stringify(group)}:\n${[...problems].join('\n')}`);
  return found;
}

function orders(indexes: readonly number[]): number[][] {
  if (indexes.length < 2) return [[...indexes]];
  return indexes.flatMap((first) => orders(indexes.filter((other) => other !== first)).map((rest) => [first, ...rest]));
}

/** Two rules hold whatever the model says: an intent that has ended never changes, and nobody is shown another's. */
function createWitness(): (group: readonly Request[], answers: readonly Answer[]) => void {
  const ended = new Map<string, Json>();
  const secrets = new Map<string, number>();

  return (group, answers) => {
    const shown = group.flatMap((request, index) => {
      const { body, replayed } = answers[index] as Answer;
      const intent = body.object === 'payment_intent' ? body : (body.error as Json | undefined)?.payment_intent;
      return intent && !replayed ? [{ request, intent: intent as Json }] : [];
    });
    for (const { request, intent } of shown) {
      if (request.operation === 'create') secrets.set(String(intent.client_secret), request.caller);
    }
    for (const [index, { caller }] of group.entries()) {
      for (const [secret, owner] of secrets) {
        if (owner === caller || !answers[index]?.text.includes(secret)) continue;
        throw new Error(`caller ${caller} is shown an intent of ${owner}: ${answers[index]?.text}`);
      }
    }
    const known = new Map(ended);
    for (const { request, intent } of shown) {
      const place = placeOf(request);
      const over = ['canceled', 'succeeded'].includes(String(intent.status));
      // Of two requests at the same time one may still see an intent that the other ends.
      const before = over ? ended.get(place) : known.get(place);
      if (before && !isDeepStrictEqual(intent, before)) {
        throw new Error(`${JSON.stringify(before)} has ended and is ${JSON.stringify(intent)}`);
      }
      if (over) ended.set(place, intent);
    }
  };
}

interface Message {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends one request after the other. */
type Line = (message: Message) => Promise<{ status: number; headers: Headers; body: string }>;

const openLine: Readonly<Record<Way, (reference: Reference) => Promise<Line>>> = {
  async 'over HTTP'(reference) {
    const connection = await openConnection(reference);
    return ({ method, path, headers, body }) => {
      const length = String(Buffer.byteLength(body));
      connection.send(requestBytes(method, path, { Host: 'localhost', ...headers, 'Content-Length': length }, body));
      return connection.answer(method);
    };
  },

  async 'through fetch'({ fetch }) {
    return async ({ method, path, headers, body }) => {
      const response = await fetch(`http://localhost${path}`, { method, headers, ...(body !== '' && { body }) });
      return { status: response.status, headers: response.headers, body: await response.text() };
    };
  },
};

/** @param run tells the intents and keys of one history from those of others. */
async function send(reference: Reference, line: Line, request: Request, run: string): Promise<Answer> {
  const { key: own, keyOfOtherMode, keyOfOtherOrganization } = spoken[reference.dialect.name];
  const { method, path, type, body } = written(reference.dialect.name, request, `pi_${run}_${request.intent}`);
  const headers = {
    Authorization: `Bearer ${[own, keyOfOtherMode, keyOfOtherOrganization][request.caller]}`,
    ...(body !== '' && { 'Content-Type': type }),
    ...('key' in request && request.key !== null && { 'Idempotency-Key': `${run} ${request.key}` }),
  };
  const answer = await line({ method, path, headers, body });
  return {
    status: answer.status,
    text: answer.body,
    body: JSON.parse(answer.body) as Json,
    replayed: answer.headers.get('idempotent-replayed') === 'true',
  };
}

function written(dialect: DialectName, request: Request, id: string) {
  const { path, mediaType: type, reason: reasonBody } = spoken[dialect];
  switch (request.operation) {
    case 'create': {
      const body = JSON.stringify({ id, status: request.status, amount: request.amount });
      return { method: 'POST', path: '/_fixtures/payment_intents', type, body };
    }
    case 'cancel': {
      const body = request.reason === null ? '' : reasonBody(request.reason);
      return { method: 'POST', path: `${path}/${id}/cancel`, type, body };
    }
    case 'capture':
      return { method: 'POST', path: `${path}/${id}/capture`, type, body: '' };
    case 'retrieve':
      return { method: 'GET', path: `${path}/${id}`, type, body: '' };
  }
}
