import type { Logger } from 'pino';
import type { Dialect, HandlerContext, Idempotency, Reply, ValidRequest } from '../dialects/Dialect.js';
import type { PaymentIntents, Store } from '../domain/Store.js';
import { retention, type StoredReply } from '../domain/StoredReply.js';
import { StoreUnavailable } from '../domain/StoreUnavailable.js';
import type { Answer } from './Answer.js';
import type { IdentifiedExchange } from './exchange.js';
import { fingerprintOf } from './fingerprint.js';

export type Work = (context: HandlerContext) => Promise<Reply>;

/** Where requests are answered that have passed authentication. An idempotency key lets each be executed once. */
export interface Executor {
  /** Answers a request as its handler does. */
  execute(exchange: IdentifiedExchange, request: ValidRequest, handler: Work): Promise<Answer>;

  /** Answers a request that is not going to be executed, unless there is an answer under its key. */
  refuse(exchange: IdentifiedExchange, request: ValidRequest, refusal: Work): Promise<Answer>;
}

interface ExecutorOptions {
  readonly dialect: Dialect;
  readonly store: Store;
  readonly log: Logger;
}

export function createExecutor({ dialect, store, log }: ExecutorOptions): Executor {
  const { idempotency } = dialect;
  return {
    async execute(exchange, request, handler) {
      const key = idempotency?.keyOf(exchange);
      if (!idempotency || key === undefined) return store.transact(({ intents }) => handler({ ...exchange, intents }));

      const keyed = { idempotency, store, key, exchange, parameters: request.body };
      try {
        return await once(keyed, async (intents) => {
          const observed = observe(intents);
          const reply = await handler({ ...exchange, intents: observed.intents });
          return { reply, executed: observed.executed() };
        });
      } catch (error) {
        if (error instanceof StoreUnavailable) throw error;
        // What the handler has done is undone. That it failed is the answer, to a retry as well.
        log.error({ err: error, requestId: exchange.requestId }, 'request failed');
        return once(keyed, async () => ({ reply: dialect.refuse({ kind: 'crash' }, exchange), executed: true }));
      }
    },

    async refuse(exchange, request, refusal) {
      const key = idempotency?.keyOf(exchange);
      if (!idempotency || key === undefined) return store.transact(({ intents }) => refusal({ ...exchange, intents }));

      return once({ idempotency, store, key, exchange, parameters: request.body }, async (intents) => ({
        reply: await refusal({ ...exchange, intents }),
        executed: false,
      }));
    },
  };
}

interface KeyedRequest {
  readonly idempotency: Idempotency;
  readonly store: Store;
  readonly key: string;
  readonly exchange: IdentifiedExchange;
  readonly parameters: unknown;
}

/** A reply, and whether it is the outcome of an execution. Only then it is kept. */
interface Attempt {
  readonly reply: Reply;
  readonly executed: boolean;
}

/**
 * Answers with what is kept under the key, else with an attempt. Key, transition and answer are committed together:
 * after a crash at any instant a retry gets the first answer or is the first to be executed.
 */
function once(
  { idempotency, store, key, exchange, parameters }: KeyedRequest,
  attempt: (intents: PaymentIntents) => Promise<Attempt>,
): Promise<Answer> {
  const { path, now, requestId } = exchange;
  const fingerprint = fingerprintOf(parameters);

  return store.transact(async ({ intents, replies }) => {
    const claim = await replies.claim(exchange.key, key, now - retention);
    if (claim.kind === 'in_use') return idempotency.refuse({ kind: 'in_use', key }, exchange);
    if (claim.kind === 'used') {
      const { reply } = claim;
      if (reply.path !== path) {
        return idempotency.refuse({ kind: 'other_endpoint', key, firstPath: reply.path }, exchange);
      }
      if (reply.fingerprint !== fingerprint) return idempotency.refuse({ kind: 'other_parameters', key }, exchange);
      return replay(reply);
    }

    const { reply, executed } = await attempt(intents);
    if (!executed) return reply;
    const { status, body } = reply;
    const text = JSON.stringify(body);
    await replies.keep(exchange.key, key, { path, fingerprint, status, body: text, requestId, createdAt: now });
    return { status, body, text, execution: { originalRequest: requestId, replayed: false } };
  });
}

function replay({ status, body: text, requestId }: StoredReply): Answer {
  return { status, body: JSON.parse(text), text, execution: { originalRequest: requestId, replayed: true } };
}

/** An execution is what has come as far as a transition of an intent that exists, whether that moved it or not. */
function observe(intents: PaymentIntents): { intents: PaymentIntents; executed: () => boolean } {
  let executed = false;
  return {
    intents: {
      ...intents,
      async transition(owner, id, transition) {
        const outcome = await intents.transition(owner, id, transition);
        executed ||= outcome.kind !== 'missing';
        return outcome;
      },
    },
    executed: () => executed,
  };
}
