import type { DialectName } from '../contract/dialect.js';
import type { ArrangeOptions } from './Check.js';
import { Deviation } from './Deviation.js';
import type { Answer, Exchange, HttpRequest } from './Exchange.js';
import { type Target, Unarranged } from './Target.js';
import { type Connection, NoAnswer, type Transport } from './Transport.js';

/** Which of the target's keys to send; `none` sends no Authorization at all. */
export type KeyName = TenantKey | 'publishable' | 'none';

/** Keys that own intents. */
export type TenantKey = 'own' | 'other' | 'live';

/** A request in the making: what is left out is what the dialect's own clients send. */
export interface Draft {
  readonly method?: string;
  readonly path?: string;
  readonly key?: KeyName;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** What one check has in hand: intents to arrange and requests to send. It remembers the last exchange. */
export interface Session {
  readonly dialect: DialectName;
  /** Seed of generated cases. */
  readonly seed: number;

  /** An intent nobody else uses, in the wanted status. */
  arrange(status: string, options?: ArrangeOptions, key?: TenantKey): Promise<string>;

  send(draft: Draft): Promise<Answer>;
  /** Cancels without a body unless the draft has one. */
  cancel(id: string, draft?: Draft): Promise<Answer>;
  retrieve(id: string, draft?: Draft): Promise<Answer>;

  /** Sends all but the last byte of each, then the last bytes together. A draft must have a body. */
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
  readonly signal: AbortSignal;
  readonly record: (exchange: Exchange) => void;
}

const paths: Record<DialectName, string> = { stripe: '/v1/payment_intents/', chargefy: '/v1/payment-intents/' };

export function createSession({ dialect, target, transport, seed, signal, record }: SessionOptions): Session {
  let last: Exchange | undefined;
  const retrievePath = (id: string) => paths[dialect] + id;
  const cancelPath = (id: string) => `${retrievePath(id)}/cancel`;

  function toRequest({ method = 'POST', path = '/', key = 'own', headers = {}, body }: Draft): HttpRequest {
    const secret = key === 'none' ? undefined : secretOf(target, key);
    const authorization = secret === undefined ? {} : { Authorization: `Bearer ${secret}` };
    return { method, path, headers: { ...authorization, ...headers }, ...(body === undefined ? {} : { body }) };
  }

  async function exchange(request: HttpRequest, answering: () => Promise<Answer>): Promise<Answer> {
    const startedAt = Date.now();
    const start = performance.now();
    const note = (answer: Answer) => {
      last = { request, answer, startedAt, durationMs: performance.now() - start };
    };
    try {
      const answer = await answering();
      note(answer);
      if (last) record(last);
      return answer;
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      note({ status: 0, headers: {}, text: '', json: undefined });
      throw new Deviation('an answer', signal.aborted ? 'none in time' : `none (${error.message})`, last);
    }
  }

  function connection(): Connection {
    if (!transport.connection)
      throw new Unarranged('it needs a connection of its own, and the target has only a fetch');
    return transport.connection;
  }

  const session: Session = {
    dialect,
    seed,
    cancelPath,
    retrievePath,

    async arrange(status, options = {}, key = 'own') {
      const { id } = await target.arrange({ dialect, status, key: secretOf(target, key), options });
      return id;
    },

    send(draft) {
      const request = toRequest(draft);
      return exchange(request, () => transport.send(request, signal));
    },

    cancel: (id, draft = {}) => session.send({ path: cancelPath(id), ...draft }),
    retrieve: (id, draft = {}) => session.send({ method: 'GET', path: retrievePath(id), ...draft }),

    async race(drafts) {
      const line = connection();
      const requests = drafts.map(toRequest);
      const held = await Promise.all(requests.map((request) => line.hold(request, signal)));
      for (const { release } of held) release();
      return Promise.all(held.map(({ answer }, index) => exchange(requests[index] as HttpRequest, () => answer)));
    },

    sendAndDrop: (draft) => connection().sendAndDrop(toRequest(draft), signal),

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
