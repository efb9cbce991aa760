/** What a check is given to send requests with. */

import { setTimeout } from 'node:timers/promises';
import type { DialectName } from '../../contract/dialect.js';
import { Deviation } from '../checks/Deviation.js';
import type { KeyName, RequestOverrides, Session } from '../checks/Session.js';
import type { Answer, Exchange, HttpRequest } from '../target/Exchange.js';
import { cancelPath, retrievePath } from '../target/operationPath.js';
import { type Target, Unarranged } from '../target/Target.js';
import { NoAnswer, type Tell, type Transport } from '../target/Transport.js';
import type { Inspect } from './inspectArranged.js';
import type { Step, Trail } from './Trail.js';

export interface SessionOptions {
  readonly dialect: DialectName;
  readonly target: Target;
  readonly transport: Transport;
  readonly inspect: Inspect;
  readonly seed: number;
  readonly cases?: number;
  readonly signal: AbortSignal;
  readonly record: (exchange: Exchange) => void;
  /** Where the session remembers what it arranged and sent. */
  readonly trail: Trail;
  /** Told why no `fetch` can send a request, when the target has one. */
  readonly tell: Tell;
}

/**
 * Milliseconds between the last held request and the release of all. Bytes that have left are not yet read: without a
 * pause the reference server, in the same process, came to the last bytes over 60 ms, with it within 3 ms.
 */
const settling = 100;

export function createSession(options: SessionOptions): Session {
  const { dialect, target, transport, inspect, seed, cases, signal, record, trail, tell } = options;
  const { connection } = transport;

  function toRequest(draft: RequestOverrides): HttpRequest {
    const { method = 'POST', path = '/', key = 'own', scheme = 'Bearer', headers = {}, body } = draft;
    const secret = key === 'none' ? undefined : secretOf(target, key);
    const credentials = scheme === 'Basic' ? Buffer.from(`${secret}:`).toString('base64') : secret;
    const authorization = secret === undefined ? {} : { Authorization: `${scheme} ${credentials}` };
    return { method, path, headers: { ...authorization, ...headers }, ...(body === undefined ? {} : { body }) };
  }

  /** Starts the clock of a request. What it gives back notes the answer, or that there was none. */
  function begin(request: HttpRequest, how: Omit<Step, 'exchange'> = {}): (answer?: Answer) => void {
    const startedAt = Date.now();
    const start = performance.now();
    return (answer = { status: 0, headers: {}, text: '', json: undefined }) => {
      const exchange = { request, answer, startedAt, durationMs: performance.now() - start };
      trail.steps.push({ exchange, ...how });
      record(exchange);
    };
  }

  /** The exchange that an answer is of, or else the last one. */
  function exchangeOf(answer?: Answer): Exchange | undefined {
    const { steps } = trail;
    return (steps.find(({ exchange }) => exchange.answer === answer) ?? steps.at(-1))?.exchange;
  }

  /** That the target gives no answer is its deviation, not the kit's error. */
  async function orDeviate<T>(outcome: Promise<T>, note: () => void): Promise<T> {
    try {
      return await outcome;
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      note();
      throw new Deviation('an answer', signal.aborted ? 'none in time' : `none (${error.message})`, exchangeOf());
    }
  }

  async function exchange(
    request: HttpRequest,
    answering: () => Promise<Answer>,
    how: Omit<Step, 'exchange'> = {},
  ): Promise<Answer> {
    const note = begin(request, how);
    const answer = await orDeviate(answering(), note);
    note(answer);
    return answer;
  }

  const session: Session = {
    dialect,
    seed,
    ...(cases === undefined ? {} : { cases }),
    cancelPath: (id) => cancelPath(dialect, id),
    retrievePath: (id) => retrievePath(dialect, id),

    async arrange(status, options = {}, key = 'own') {
      const exchanges: Exchange[] = [];
      const note = (exchange: Exchange) => {
        exchanges.push(exchange);
        record({ ...exchange, arranges: true });
      };
      const wanted = { dialect, status, key: secretOf(target, key), options, record: note };
      const id = await inspect(await target.arrange(wanted), wanted, transport, signal);
      trail.arranged.push({ id, status, exchanges });
      return id;
    },

    send(draft) {
      const request = toRequest(draft);
      return exchange(request, () => transport.send(request, signal, tell));
    },

    cancel: (id, draft = {}) => session.send({ path: cancelPath(dialect, id), ...draft }),
    retrieve: (id, draft = {}) => session.send({ method: 'GET', path: retrievePath(dialect, id), ...draft }),

    async race(drafts) {
      const requests = drafts.map(toRequest);
      const hold = (request: HttpRequest) => orDeviate(connection.hold(request, signal, tell), begin(request));
      const held = await Promise.all(requests.map(hold));
      await setTimeout(settling);
      for (const { release } of held) release();
      const together = { race: Symbol('race') };
      return Promise.all(
        held.map(({ answer }, index) => exchange(requests[index] as HttpRequest, () => answer, together)),
      );
    },

    async sendAndDrop(draft) {
      const request = toRequest(draft);
      const note = begin(request, { cut: true });
      await orDeviate(connection.sendAndDrop(request, signal, tell), note);
      note();
    },

    deviate(expected, actual, answer) {
      throw new Deviation(expected, actual, exchangeOf(answer));
    },
  };
  return session;
}

/** Why a check is not judged without a key. */
const needed: Readonly<Record<Exclude<KeyName, 'none'>, string>> = {
  own: 'nothing is judged: give --key',
  other: 'tenant isolation is not judged: give --other-key',
  live: 'isolation of the modes is not judged: give --live-key',
  publishable: 'what a publishable key may not do is not judged: give --publishable-key',
};

function secretOf(target: Target, key: Exclude<KeyName, 'none'>): string {
  const secret = { own: target.key, other: target.otherKey, live: target.liveKey, publishable: target.publishableKey }[
    key
  ];
  if (secret === undefined) throw new Unarranged(needed[key]);
  return secret;
}
