import type { HandlerContext, Reply, RequestContext, ValidRequest } from '../../../src/dialects/Dialect.js';
import type { Mutate } from './Mutant.js';

type Operation = 'cancel' | 'retrieve' | 'capture' | 'confirm' | 'update' | 'other';

/** Which replies are wrong; all when left out. */
export interface Which {
  readonly of?: Operation;
  readonly status?: number;
  readonly if?: (body: Members, context: RequestContext) => boolean;
}

export type Members = Readonly<Record<string, unknown>>;

/** Replies say something else than they should, to a retry as well. */
export function replies(which: Which, change: (reply: Reply, context: RequestContext) => Reply): Mutate {
  const changed = (reply: Reply, context: RequestContext): Reply => {
    const { of = operationOf(context), status = reply.status, if: applies = () => true } = which;
    const meant = of === operationOf(context) && status === reply.status && applies(reply.body as Members, context);
    return meant ? change(reply, context) : reply;
  };
  return ({ dialect }) => ({
    dialect: {
      ...dialect,
      handlers: Object.fromEntries(
        Object.entries(dialect.handlers).map(([id, handler]) => [
          id,
          async (request: ValidRequest, context: HandlerContext) => changed(await handler(request, context), context),
        ]),
      ),
      rejectionReply: (rejection, context) => changed(dialect.rejectionReply(rejection, context), context),
      invalidReply: async (request, context) => changed(await dialect.invalidReply(request, context), context),
      idempotency: dialect.idempotency && {
        ...dialect.idempotency,
        conflictReply: (conflict, context) =>
          changed(
            (dialect.idempotency as NonNullable<typeof dialect.idempotency>).conflictReply(conflict, context),
            context,
          ),
      },
    },
  });
}

/** The same of the body alone. */
export function bodies(which: Which, change: (body: Members) => unknown): Mutate {
  return replies(which, ({ status, body }) => ({ status, body: change(body as Members) }));
}

/** The same of the error alone. */
export function errors(which: Which, change: (error: Members) => unknown): Mutate {
  return bodies(
    { ...which, if: (body, context) => 'error' in body && (which.if?.(errorIn(body), context) ?? true) },
    (body) => ({
      error: change(errorIn(body)),
    }),
  );
}

function errorIn({ error }: Members): Members {
  return error as Members;
}

/** Canceled intents, wherever one is the answer, look different. */
export function canceledShown(change: (intent: Members) => Members): Mutate {
  return bodies({ if: ({ status }) => status === 'canceled' }, change);
}

/** An error for the status of an intent. */
export function isForStatus({ code }: { readonly code?: unknown }): boolean {
  return code === 'payment_intent_unexpected_state';
}

/** An intent with another charge, where it shows one. */
export function withCharge(intent: Members, changes: object) {
  const { latest_charge: charge } = intent;
  return typeof charge === 'object' && charge !== null
    ? { ...intent, latest_charge: { ...charge, ...changes } }
    : intent;
}

/** Without some members. */
export function without(members: Members, ...names: string[]): Members {
  return Object.fromEntries(Object.entries(members).filter(([name]) => !names.includes(name)));
}

/** Answers carry other headers. */
export function headers(change: (headers: Record<string, string>, status: number) => Record<string, string>): Mutate {
  return ({ dialect }) => ({
    dialect: {
      ...dialect,
      headers: (context, reply, operation) => change(dialect.headers(context, reply, operation), reply.status),
    },
  });
}

function operationOf({ method, path }: RequestContext): Operation | undefined {
  if (
    path === '/v1/payment_intents' ||
    /^\/v1\/(?:(?:charges|checkout|test_helpers)\/|events\b)/.test(path) ||
    path.endsWith('/increment_authorization')
  )
    return 'other';
  if (method === 'GET') return 'retrieve';
  if (/^\/v1\/payment_intents\/pi_\w+$/.test(path)) return 'update';
  if (path.endsWith('/confirm')) return 'confirm';
  return path.endsWith('/capture') ? 'capture' : 'cancel';
}
