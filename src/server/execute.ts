import { hash } from 'node:crypto';
import type { Dialect, Handler, Idempotency, Reply, ValidRequest } from '../dialects/Dialect.js';
import type { Cause } from '../domain/Event.js';
import type { Transaction } from '../domain/Store.js';
import { oldestKept, type StoredReply } from '../domain/StoredReply.js';
import { StoreUnavailable } from '../domain/StoreUnavailable.js';
import type { Backend } from './Backend.js';
import type { LocatedContext } from './context.js';

/** Runs a handler in a transaction. An idempotency key lets each request be executed once, however often it is sent. */
export async function execute(
  dialect: Dialect,
  { store, log }: Backend,
  context: LocatedContext,
  request: ValidRequest,
  handler: Handler,
): Promise<Reply> {
  const { idempotency } = dialect;
  const key = idempotency?.keyOf(context);
  const run = async (transaction: Transaction): Promise<Outcome> => {
    const { intents, objects, sessions, executed } = watchTransitions(transaction);
    const { events, clock } = transaction;
    const reply = await handler(request, { ...context, intents, objects, sessions, events, now: clock.now });
    return { reply, executed: executed() };
  };
  if (!idempotency || key === undefined) {
    const { reply, executed } = await store.transact(run, causeOf(dialect, context));
    return executed ? { ...reply, execution: { originalRequest: context.requestId, replayed: false } } : reply;
  }

  const cause = causeOf(dialect, context);
  const keyed = { idempotency, store, key, context, parameters: request.body, cause };
  try {
    return await executeIdempotently(keyed, run);
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error;
    // What the handler has done is undone. Its failure is the answer, to a retry as well.
    log.error({ err: error, requestId: context.requestId }, 'request failed');
    const reply = dialect.rejectionReply({ kind: 'crash' }, context);
    return executeIdempotently(keyed, async () => ({ reply, executed: true }));
  }
}

interface KeyedRequest {
  readonly idempotency: Idempotency;
  readonly store: Backend['store'];
  readonly key: string;
  readonly context: LocatedContext;
  readonly parameters: unknown;
  readonly cause: Cause;
}

/** A reply, and whether it is the outcome of an execution. Only such a reply is kept under a key. */
interface Outcome {
  readonly reply: Reply;
  readonly executed: boolean;
}

/**
 * Answers with the reply that is kept under the key, else with that of `run`. Key, transition and reply are committed
 * together: after a crash at any instant a retry gets the first answer or is the first to be executed.
 */
function executeIdempotently(
  { idempotency, store, key, context, parameters, cause }: KeyedRequest,
  run: (transaction: Transaction) => Promise<Outcome>,
): Promise<Reply> {
  const { path, requestId } = context;
  const fingerprint = fingerprintOf(parameters);

  return store.transact(async (transaction) => {
    const { replies, clock } = transaction;
    const { now } = clock;
    const claim = await replies.claim(context.key, key, oldestKept(now));
    if (claim.kind === 'in_use') return idempotency.conflictReply({ kind: 'in_use', key }, context);
    if (claim.kind === 'used') {
      const { reply } = claim;
      if (reply.path !== path) {
        return idempotency.conflictReply({ kind: 'other_endpoint', key, firstPath: reply.path }, context);
      }
      if (reply.fingerprint !== fingerprint) {
        return idempotency.conflictReply({ kind: 'other_parameters', key }, context);
      }
      return replay(reply);
    }

    const { reply, executed } = await run(transaction);
    if (!executed) return reply;
    const { status, body } = reply;
    const text = JSON.stringify(body);
    await replies.keep(context.key, key, { path, fingerprint, status, body: text, requestId, createdAt: now });
    return { status, body, text, execution: { originalRequest: requestId, replayed: false } };
  }, cause);
}

/** How events name the request that caused them. */
function causeOf({ idempotency }: Dialect, context: LocatedContext): Cause {
  const { requestId, ownKey } = context;
  return { requestId, idempotencyKey: idempotency ? (idempotency.keyOf(context) ?? ownKey) : null };
}

function replay({ status, body: text, requestId }: StoredReply): Reply {
  return { status, body: JSON.parse(text), text, execution: { originalRequest: requestId, replayed: true } };
}

/**
 * A request was executed when it tried a transition of an existing intent or session, even in vain, or created an
 * intent.
 */
function watchTransitions({ intents, objects, sessions }: Transaction): Watched {
  let executed = false;
  const watch = async <Outcome extends { readonly kind: string }>(outcome: Promise<Outcome>): Promise<Outcome> => {
    executed = (await outcome).kind !== 'missing' || executed;
    return outcome;
  };
  return {
    intents: {
      ...intents,
      transition: (owner, id, transition) => watch(intents.transition(owner, id, transition)),
      change: (owner, id, decide) => watch(intents.change(owner, id, decide)),
      async add(owner, intent, events) {
        executed = true;
        return intents.add(owner, intent, events);
      },
    },
    objects,
    sessions: { ...sessions, expire: (owner, id, at) => watch(sessions.expire(owner, id, at)) },
    executed: () => executed,
  };
}

interface Watched extends Pick<Transaction, 'intents' | 'objects' | 'sessions'> {
  readonly executed: () => boolean;
}

/** Characters up to which parameters are kept as they are; of longer ones a digest is kept. */
const short = 64;

/** Tells the parameters of a request from others. The order of names makes no difference, nor does an empty body. */
function fingerprintOf(parameters: unknown = {}): string {
  const text = JSON.stringify(parameters, inOrder);
  return text.length <= short ? text : hash('sha256', text);
}

function inOrder(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const names = Object.keys(value);
  return names.length < 2
    ? value
    : Object.fromEntries(names.sort().map((name) => [name, (value as Record<string, unknown>)[name]]));
}
