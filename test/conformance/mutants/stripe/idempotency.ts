import type { Reply } from '../../../../src/dialects/Dialect.js';
import { clockOf, forceIn, storedReplies } from '../intents.js';
import { both, type Mutant, type Mutate, owners } from '../Mutant.js';
import { portsOf } from '../ports.js';
import { errors, headers, type Members, replies, without } from '../replies.js';
import { documents, handled } from '../requests.js';

/** Wrong about requests that are repeated. */
export const idempotencyMutants: readonly Mutant[] = [
  {
    id: 'no-keys',
    fault: 'Idempotency-Key means nothing',
    caughtBy: ['stripe/idempotency/replay'],
    mutate: ({ dialect }) => ({ dialect: { ...dialect, idempotency: undefined } }),
  },
  {
    id: 'replay-not-named',
    fault: 'a replay does not say that it is one',
    caughtBy: ['stripe/idempotency/replayed-header', 'stripe/idempotency/refusal-replayed-header'],
    mutate: headers((all) => without(all, 'Idempotent-Replayed') as Record<string, string>),
  },
  {
    id: 'original-request-not-named',
    fault: 'a replay names itself as the request that was executed',
    caughtBy: ['stripe/idempotency/original-request'],
    mutate: headers((all) =>
      all['Original-Request'] ? { ...all, 'Original-Request': String(all['Request-Id']) } : all,
    ),
  },
  {
    id: 'key-not-echoed',
    fault: 'answers do not repeat the key',
    caughtBy: ['stripe/idempotency/key-echoed', 'stripe/header/key-given'],
    mutate: headers((all) => without(all, 'Idempotency-Key') as Record<string, string>),
  },
  {
    id: 'kept-when-read',
    fault: 'an answer is kept when the caller has read it',
    caughtBy: ['stripe/idempotency/lost-answer'],
    mutate: keptWhenRead,
  },
  {
    id: 'refusals-not-kept',
    fault: 'only answers of success are kept',
    caughtBy: ['stripe/idempotency/refusal-replayed', 'stripe/idempotency/refusal-replayed-header'],
    mutate: storedReplies(({ keep }) => ({
      keep: async (owner, key, reply) => (reply.status < 400 ? keep(owner, key, reply) : undefined),
    })),
  },
  {
    id: 'captures-not-kept',
    fault: 'a key means nothing on a capture',
    caughtBy: ['stripe/idempotency/capture-replayed'],
    mutate: keysOf((key, { path }) => (path.endsWith('/capture') ? undefined : key)),
  },
  {
    id: 'spent-on-invalid-parameters',
    fault: 'a key is spent on parameters that are refused',
    caughtBy: ['stripe/idempotency/validation-not-saved'],
    mutate: spentOnInvalid,
  },
  {
    id: 'retrieve-replayed',
    fault: 'a key on a retrieve is answered with what it showed the first time',
    caughtBy: ['stripe/idempotency/retrieve-not-replayed'],
    mutate: retrieveReplayed,
  },
  {
    id: 'misuse-is-an-invalid-request',
    fault: 'a key with other parameters is refused with the type invalid_request_error',
    caughtBy: ['stripe/idempotency/misuse-type'],
    mutate: errors({ if: ({ message }) => /same parameters/.test(String(message)) }, (error) => ({
      ...error,
      type: 'invalid_request_error',
    })),
  },
  {
    id: 'parameters-not-compared',
    fault: 'a key with other parameters is answered with 200',
    caughtBy: ['stripe/idempotency/other-parameters'],
    mutate: replies(
      { if: ({ error }) => /same parameters/.test(String((error as Members | undefined)?.message)) },
      () => ({
        status: 200,
        body: {},
      }),
    ),
  },
  {
    id: 'original-request-only-named-by-replays',
    fault: 'the first answer under a key does not name its request as the original one',
    caughtBy: ['stripe/header/original-request', 'stripe/idempotency/original-request'],
    mutate: headers((all) =>
      all['Idempotent-Replayed'] ? all : (without(all, 'Original-Request') as Record<string, string>),
    ),
  },
  {
    id: 'a-key-for-each-path',
    fault: 'a key counts for each path separately',
    caughtBy: ['stripe/idempotency/other-intent', 'stripe/idempotency/misuse-changes-nothing'],
    mutate: keysOf((key, { path }) => key && `${key} ${path}`),
  },
  {
    id: 'canceled-despite-the-misuse',
    fault: 'a cancel with the key of another intent is refused and done',
    caughtBy: ['stripe/idempotency/misuse-changes-nothing'],
    mutate: ({ dialect, store }) => ({
      dialect: {
        ...dialect,
        idempotency: dialect.idempotency && {
          keyOf: dialect.idempotency.keyOf,
          conflictReply(conflict, context) {
            forceIn(store, owners.stripe, context.path);
            return (dialect.idempotency as NonNullable<typeof dialect.idempotency>).conflictReply(conflict, context);
          },
        },
      },
    }),
  },
  {
    id: 'keys-not-taken',
    fault: 'a key is taken only once the answer is there',
    caughtBy: ['stripe/idempotency/in-flight', 'stripe/idempotency/key-in-use'],
    mutate: ({ store }) => ({
      store: {
        ...store,
        transact: async (work) =>
          work({
            clock: await clockOf(store),
            ...portsOf(store),
            replies: {
              claim: (...rest) => store.transact(({ replies }) => replies.claim(...rest)),
              // Whoever comes second finds the key taken.
              keep: (...rest) => store.transact(({ replies }) => replies.keep(...rest)).catch(() => undefined),
              clear: () => store.transact(({ replies }) => replies.clear()),
              purge: (...rest) => store.transact(({ replies }) => replies.purge(...rest)),
            },
          }),
      },
    }),
  },
  {
    id: 'key-in-use-is-a-400',
    fault: 'a request with a key in use is refused with a 400',
    caughtBy: ['stripe/idempotency/key-in-use'],
    mutate: keysInUseRefused,
  },
  {
    id: 'keys-of-everybody',
    fault: 'a key that one account has used is taken for all',
    caughtBy: ['stripe/account/replay', 'stripe/idempotency/other-account'],
    mutate: storedReplies(({ claim, keep }) => ({
      claim: (_owner, key, since) => claim(owners.stripe, key, since),
      keep: (_owner, key, reply) => keep(owners.stripe, key, reply),
    })),
  },
  {
    id: 'short-keys',
    fault: 'a key may have 100 characters',
    caughtBy: ['stripe/idempotency/key-of-255-characters'],
    mutate: keySchema({ minLength: 1, maxLength: 100 }),
  },
  {
    id: 'long-keys',
    fault: 'a key may have any length',
    caughtBy: ['stripe/idempotency/longer-key'],
    mutate: keySchema({ minLength: 1 }),
  },
  {
    id: 'empty-keys',
    fault: 'an empty key counts as none',
    caughtBy: ['stripe/idempotency/empty-key'],
    mutate: keySchema({ maxLength: 255 }),
  },
];

function keysOf(change: (key: string | undefined, context: { readonly path: string }) => string | undefined): Mutate {
  return ({ dialect }) => ({
    dialect: {
      ...dialect,
      idempotency: dialect.idempotency && {
        ...dialect.idempotency,
        keyOf: (context) => change(dialect.idempotency?.keyOf(context), context),
      },
    },
  });
}

function keySchema(schema: object): Mutate {
  return documents(({ components }) => {
    const { IdempotencyKey } = components.parameters as Record<string, { schema: object }>;
    Object.assign(IdempotencyKey as object, { schema: { type: 'string', ...schema } });
  });
}

/** Whether the caller has read it shows a moment after it was sent. */
function keptWhenRead(reference: Parameters<Mutate>[0]): ReturnType<Mutate> {
  const lost = new Set<string>();
  return {
    ...storedReplies(({ claim, keep }) => ({
      claim: async (owner, key, since) => (lost.has(key) ? { kind: 'free' } : claim(owner, key, since)),
      keep: async (owner, key, reply) => (lost.has(key) ? undefined : keep(owner, key, reply)),
    }))(reference),
    front(request, response, next) {
      const key = request.headers['idempotency-key'];
      if (typeof key === 'string') {
        const { end } = response;
        response.once('close', () => response.writableEnded || lost.add(key));
        response.end = ((...rest: unknown[]) => {
          setTimeout(() => Reflect.apply(end, response, rest), 100);
          return response;
        }) as typeof end;
      }
      next();
    },
  };
}

function spentOnInvalid(reference: Parameters<Mutate>[0]): ReturnType<Mutate> {
  const spent = new Set<unknown>();
  const { dialect } = reference;
  const noting: Mutate = () => ({
    dialect: {
      ...dialect,
      invalidReply(request, context) {
        spent.add(context.headers['idempotency-key']);
        return dialect.invalidReply(request, context);
      },
    },
  });
  const refusing = handled('cancelPaymentIntent', async (_request, context, execute) => {
    const key = context.headers['idempotency-key'];
    const refusal = spent.has(key) && key !== undefined;
    if (!refusal || !dialect.idempotency) return execute();
    return dialect.idempotency.conflictReply({ kind: 'other_parameters', key: String(key) }, context);
  });
  return both(noting, refusing)(reference);
}

function retrieveReplayed(reference: Parameters<Mutate>[0]): ReturnType<Mutate> {
  const shown = new Map<string, Reply>();
  return handled('retrievePaymentIntent', async (_request, { headers }, execute) => {
    const key = headers['idempotency-key'];
    if (typeof key !== 'string') return execute();
    const reply = shown.get(key) ?? (await execute());
    shown.set(key, reply);
    return reply;
  })(reference);
}

function keysInUseRefused(): ReturnType<Mutate> {
  const inUse = new Set<unknown>();
  return {
    front(request, response, next) {
      const key = request.headers['idempotency-key'];
      if (key !== undefined && inUse.has(key)) {
        const error = { message: 'This key is in use.', type: 'invalid_request_error' };
        request.resume();
        response.writeHead(400, { 'Content-Type': 'application/json' }).end(JSON.stringify({ error }));
        return;
      }
      inUse.add(key);
      response.once('close', () => inUse.delete(key));
      // So that the others come meanwhile, however busy the machine is.
      setTimeout(next, 300);
    },
  };
}
