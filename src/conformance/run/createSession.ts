/** What a check is given to send requests with. */

import { setTimeout } from 'node:timers/promises';
import type { DialectName } from '../../contract/dialect.js';
import { Deviation } from '../checks/Deviation.js';
import type { KeyName, RequestOverrides, Session } from '../checks/Session.js';
import type { Answer, Exchange, HttpRequest } from '../target/Exchange.js';
import { cancelPath, retrievePath } from '../target/operationPath.js';
import { type Target, Unarranged } from '../target/Target.js';
import { NoAnswer, type Tell, type Transport } from '../target/Transport.js';
import { wrongKeyOf } from './wrongKey.js';

export interface SessionOptions {
  readonly dialect: DialectName;
  readonly target: Target;
  readonly transport: Transport;
  readonly seed: number;
  readonly cases?: number;
  readonly signal: AbortSignal;
  readonly record: (exchange: Exchange) => void;
  /** Told why no `fetch` can send a request, when the target has one. */
  readonly tell: Tell;
}

/**
 * Milliseconds between the last held request and the release of all. Bytes that have left are not yet read: without a
 * pause the reference server, in the same process, came to the last bytes over 60 ms, with it within 3 ms.
 */
const settling = 100;

export function createSession(options: SessionOptions): Session {
  const { dialect, target, transport, seed, cases, signal, record, tell } = options;
  const { connection } = transport;
  let last: Exchange | undefined;

  function toRequest(draft: RequestOverrides): HttpRequest {
    const { method = 'POST', path = '/', key = 'own', scheme = 'Bearer', headers = {}, body } = draft;
    const secret = key === 'none' ? undefined : secretOf(target, key);
    const credentials = scheme === 'Basic' ? Buffer.from(`${secret}:`).toString('base64') : secret;
    const authorization = secret === undefined ? {} : { Authorization: `${scheme} ${credentials}` };
    return { method, path, headers: { ...authorization, ...headers }, ...(body === undefined ? {} : { body }) };
  }

  /** Starts the clock of a request. What it gives back notes the answer, or that there was none. */
  function begin(request: HttpRequest): (answer?: Answer) => void {
    const startedAt = Date.now();
    const start = performance.now();
    return (answer = { status: 0, headers: {}, text: '', json: undefined }) => {
      last = { request, answer, startedAt, durationMs: performance.now() - start };
      record(last);
    };
  }

  /** That the target gives no answer is its deviation, not the kit's error. */
  async function orDeviate<T>(outcome: Promise<T>, note: () => void): Promise<T> {
    try {
      return await outcome;
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      note();
      throw new Deviation('an answer', signal.aborted ? 'none in time' : `none (${error.message})`, last);
    }
  }

  async function exchange(request: HttpRequest, answering: () => Promise<Answer>): Promise<Answer> {
    const note = begin(request);
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
      const { id } = await target.arrange({ dialect, status, key: secretOf(target, key), options });
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
      return Promise.all(held.map(({ answer }, index) => exchange(requests[index] as HttpRequest, () => answer)));
    },

    async sendAndDrop(draft) {
      const request = toRequest(draft);
      const note = begin(request);
      await orDeviate(connection.sendAndDrop(request, signal, tell), note);
      note();
    },

    deviate(expected, actual) {
      throw new Deviation(expected, actual, last);
    },
  };
  return session;
}

function secretOf(target: Target, key: Exclude<KeyName, 'none'>): string {
  const secret = {
    own: target.key,
    other: target.otherKey,
    live: target.liveKey,
    publishable: target.publishableKey,
    wrong: wrongKeyOf(target.key),
  }[key];
  if (secret === undefined) throw new Unarranged(`it needs the ${key} key, and the target has none`);
  return secret;
}
