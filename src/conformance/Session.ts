/** What one check has in hand: intents to arrange and requests to send. */

import { setTimeout } from 'node:timers/promises';
import { contractFor } from '../contract/contracts.js';
import type { DialectName } from '../contract/dialect.js';

import { Deviation } from './Deviation.js';
import type { Answer, Exchange, HttpRequest } from './Exchange.js';
import { type ArrangeOptions, type Target, Unarranged } from './Target.js';
import { NoAnswer, type Tell, type Transport } from './Transport.js';

/** Which of the target's keys to send; `none` sends no Authorization at all. */
export type KeyName = TenantKey | 'publishable' | 'none';

/** Keys that own intents. */
export type TenantKey = 'own' | 'other' | 'live';

/** A request in the making: what is left out is what the dialect's own clients send. */
export interface Draft {
  readonly method?: string;
  readonly path?: string;
  readonly key?: KeyName;
  /** How the key is sent; Bearer when left out. Basic has it as the user name and no password. */
  readonly scheme?: 'Bearer' | 'Basic' | 'Token';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** What one check has in hand: intents to arrange and requests to send. It remembers the last exchange. */
export interface Session {
  readonly dialect: DialectName;
  /** Seed of generated cases. */
  readonly seed: number;
  /** How many of them; 40 when left out. */
  readonly cases?: number;

  /** An intent nobody else uses, in the wanted status. */
  arrange(status: string, options?: ArrangeOptions, key?: TenantKey): Promise<string>;

  send(draft: Draft): Promise<Answer>;
  /** Cancels without a body unless the draft has one. */
  cancel(id: string, draft?: Draft): Promise<Answer>;
  retrieve(id: string, draft?: Draft): Promise<Answer>;

  /** Sends all but the last byte of each, then the last bytes together; through a fetch, all at once. A draft must have a body. */
  race(drafts: readonly Draft[]): Promise<Answer[]>;
  /** Sends a request whole and hangs up before the answer. */
  sendAndDrop(draft: Draft): Promise<void>;

  cancelPath(id: string): string;
  retrievePath(id: string): string;

  /** Ends the check: the implementation does not do what it should. */
  deviate(expected: string, actual: string): never;
}

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

/** The path of the operation that retrieves an intent. The id stands there as it is: checks send malformed ones, too. */
export function retrievePath(dialect: DialectName, id: string): string {
  return operationPath(dialect, 'retrievePaymentIntent', id);
}

/** The path of the operation that cancels an intent, with the id as it is. */
export function cancelPath(dialect: DialectName, id: string): string {
  return operationPath(dialect, 'cancelPaymentIntent', id);
}

function operationPath(dialect: DialectName, operation: string, id: string): string {
  return contractFor(dialect)
    .operation(operation)
    .path.replace(/\{\w+\}/, () => id);
}

export function createSession(options: SessionOptions): Session {
  const { dialect, target, transport, seed, cases, signal, record, tell } = options;
  const { connection } = transport;
  let last: Exchange | undefined;

  function toRequest(draft: Draft): HttpRequest {
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
  const secret = { own: target.key, other: target.otherKey, live: target.liveKey, publishable: target.publishableKey }[
    key
  ];
  if (secret === undefined) throw new Unarranged(`it needs the ${key} key, and the target has none`);
  return secret;
}
