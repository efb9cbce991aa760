import { borderless, cancelsDespite, idIn } from '../intents.js';
import type { Mutant } from '../Mutant.js';
import { errors, headers, replies, without } from '../replies.js';
import { front, keysReadAs } from '../requests.js';

const key = 'sk_test_reference';
const known = /(sk|pk|rk)_(test|live)_(reference|other)/;

/** The checks of whole answers of the operations around a cancel. */
const withId = ['update', 'confirm', 'increment', 'charge', 'session', 'session-expiry', 'hold-expiry', 'event'].map(
  documented,
);
const around = [...withId, ...['create', 'list', 'events'].map(documented)];

function documented(subject: string): string {
  return `stripe/document/${subject}`;
}

/** Wrong about who may ask, and how. */
export const requestMutants: readonly Mutant[] = [
  {
    id: 'no-basic',
    fault: 'Basic is not known',
    caughtBy: ['stripe/authentication/basic'],
    mutate: keysReadAs((authorization, reference) =>
      /^basic/i.test(authorization) ? undefined : reference(authorization),
    ),
  },
  {
    id: 'no-key-needed',
    fault: 'a request without a key is let in',
    caughtBy: [
      'stripe/authentication/no-key',
      'stripe/authentication/retrieve',
      'stripe/document/cancel-401',
      'stripe/document/retrieve-401',
      'stripe/document/capture-401',
      'stripe/authentication/nothing-canceled',
      ...around,
    ],
    mutate: keysReadAs((authorization, reference) => (authorization === '' ? key : reference(authorization))),
  },
  {
    id: 'any-key',
    fault: 'any key is let in',
    caughtBy: [
      'stripe/authentication/bad-key',
      'stripe/authentication/retrieve',
      'stripe/authentication/nothing-canceled',
    ],
    mutate: keysReadAs((authorization, reference) => {
      const secret = reference(authorization);
      return secret === undefined || known.test(secret) ? secret : key;
    }),
  },
  {
    id: 'any-key-by-basic',
    fault: 'any key is let in by Basic',
    caughtBy: [
      'stripe/authentication/bad-key',
      'stripe/authentication/retrieve',
      'stripe/authentication/nothing-canceled',
    ],
    mutate: keysReadAs((authorization, reference) => (/^basic/i.test(authorization) ? key : reference(authorization))),
  },
  {
    id: 'wrong-key-is-a-403',
    fault: 'a wrong key is refused with a 403',
    caughtBy: ['stripe/authentication/status'],
    mutate: ({ dialect }) => ({
      dialect: {
        ...dialect,
        rejectionReply(fault, context) {
          const reply = dialect.rejectionReply(fault, context);
          return fault.kind === 'unknown_key' ? { ...reply, status: 403 } : reply;
        },
      },
    }),
  },
  {
    id: 'any-scheme',
    fault: 'a key may be sent with any scheme',
    caughtBy: [
      'stripe/authentication/other-scheme',
      'stripe/authentication/nothing-canceled',
      'stripe/authentication/retrieve',
    ],
    mutate: keysReadAs((authorization, reference) => reference(authorization.replace(/^Token /, 'Bearer '))),
  },
  {
    id: 'canceled-despite-the-key',
    fault: 'a cancel is refused for its key and done',
    caughtBy: ['stripe/authentication/nothing-canceled'],
    mutate: cancelsDespite(({ kind }) => kind === 'no_key' || kind === 'unknown_key'),
  },
  {
    id: 'retrieve-without-a-key',
    fault: 'retrieve asks for no key',
    caughtBy: [
      'stripe/authentication/retrieve',
      'stripe/document/retrieve-401',
      ...['list', 'charge', 'session', 'events', 'event'].map(documented),
    ],
    mutate: front((request) => {
      const { method, headers } = request;
      if (method === 'GET' && !known.test(headers.authorization ?? '')) headers.authorization = `Bearer ${key}`;
      return false;
    }),
  },
  {
    id: 'publishable-key-cancels',
    fault: 'a publishable key may do what a secret key may',
    caughtBy: [
      'stripe/authentication/publishable-key',
      'stripe/document/cancel-403',
      'stripe/document/capture-403',
      'stripe/authentication/publishable-key-cancels-nothing',
    ],
    mutate: ({ dialect }) => ({
      dialect: {
        ...dialect,
        authorize: (apiKey, secret, context) => dialect.authorize({ ...apiKey, kind: 'secret' }, secret, context),
      },
    }),
  },
  {
    id: 'publishable-key-without-code',
    fault: 'the refusal of a publishable key has no code',
    caughtBy: ['stripe/authentication/publishable-key-code'],
    mutate: errors({ if: ({ code }) => code === 'secret_key_required' }, (error) => without(error, 'code', 'doc_url')),
  },
  {
    id: 'canceled-despite-the-publishable-key',
    fault: 'a cancel is refused for its publishable key and done',
    caughtBy: ['stripe/authentication/publishable-key-cancels-nothing'],
    mutate: cancelsDespite(({ kind }) => kind === 'publishable_key'),
  },
  {
    id: 'any-account',
    fault: 'Stripe-Account is passed over',
    caughtBy: [
      'stripe/authentication/unreachable-account',
      'stripe/authentication/unreachable-account-cancels-nothing',
      'stripe/document/retrieve-403',
      'stripe/authentication/context-of-a-stranger',
      ...around,
    ],
    mutate: ({ dialect }) => ({
      dialect: {
        ...dialect,
        authorize: (apiKey, secret, context) => dialect.authorize(apiKey, secret, { ...context, headers: {} }),
      },
    }),
  },
  {
    id: 'any-context',
    fault: 'Stripe-Context is passed over',
    caughtBy: ['stripe/authentication/context-of-a-stranger'],
    mutate: front(({ headers }) => {
      delete headers['stripe-context'];
      return false;
    }),
  },
  {
    id: 'key-repeated',
    fault: 'the refusal of a wrong key shows it in full',
    caughtBy: ['stripe/authentication/key-not-repeated'],
    mutate: ({ dialect }) => ({
      dialect: {
        ...dialect,
        rejectionReply(fault, context) {
          const reply = dialect.rejectionReply(fault, context);
          if (fault.kind !== 'unknown_key') return reply;
          const { error } = reply.body as { error: object };
          return { ...reply, body: { error: { ...error, message: `Invalid API Key provided: ${fault.secret}` } } };
        },
      },
    }),
  },
  {
    id: 'no-challenge',
    fault: 'a 401 has no WWW-Authenticate',
    caughtBy: ['stripe/authentication/challenge'],
    mutate: headers((all) => without(all, 'WWW-Authenticate') as Record<string, string>),
  },

  {
    id: 'canceled-across-accounts',
    fault: 'an intent of any account can be canceled',
    caughtBy: ['stripe/account/cancel', 'stripe/account/nothing-canceled'],
    mutate: borderless('organization', 'transition'),
  },
  {
    id: 'retrieved-across-accounts',
    fault: 'an intent of any account can be retrieved',
    caughtBy: ['stripe/account/retrieve'],
    mutate: borderless('organization', 'find'),
  },
  {
    id: 'canceled-secretly-across-accounts',
    fault: 'a cancel of an intent of another account is refused and done',
    caughtBy: ['stripe/account/nothing-canceled'],
    mutate: borderless('organization', 'transition', false),
  },
  {
    id: 'canceled-across-modes',
    fault: 'a live key can cancel test intents',
    caughtBy: ['stripe/mode/cancel', 'stripe/mode/nothing-canceled'],
    mutate: borderless('livemode', 'transition'),
  },
  {
    id: 'retrieved-across-modes',
    fault: 'a live key can retrieve test intents',
    caughtBy: ['stripe/mode/retrieve'],
    mutate: borderless('livemode', 'find'),
  },
  {
    id: 'canceled-secretly-across-modes',
    fault: 'a cancel of a test intent with a live key is refused and done',
    caughtBy: ['stripe/mode/nothing-canceled'],
    mutate: borderless('livemode', 'transition', false),
  },

  {
    id: 'get-is-a-405',
    fault: 'a GET of the path of a cancel is a 405',
    caughtBy: ['stripe/request/get'],
    mutate: replies({ of: 'retrieve', status: 404, if: (_body, { path }) => path.endsWith('/cancel') }, (reply) => ({
      ...reply,
      status: 405,
    })),
  },
  {
    id: 'get-cancels',
    fault: 'a GET of the path of a cancel is refused and cancels',
    caughtBy: ['stripe/request/safe-methods'],
    mutate: cancelsDespite(({ kind }, { method }) => kind === 'unknown_route' && method === 'GET'),
  },
  {
    id: 'body-needed',
    fault: 'a cancel without a content type is refused',
    caughtBy: ['stripe/request/without-body'],
    mutate: front(({ method, headers, url = '' }, response) => {
      if (method !== 'POST' || headers['content-type'] || idIn(url) === '') return false;
      const error = { message: 'The content type is missing.', type: 'invalid_request_error' };
      response.writeHead(415, { 'Content-Type': 'application/json' }).end(JSON.stringify({ error }));
      return true;
    }),
  },
  {
    id: 'slash-passed-over',
    fault: 'a path that ends in a slash is the one without it',
    caughtBy: ['stripe/request/trailing-slash'],
    mutate: front((request) => {
      request.url = request.url?.replace(/\/$/, '');
      return false;
    }),
  },
  {
    id: 'query-passed-over',
    fault: 'the query of a POST means nothing',
    caughtBy: ['stripe/request/query-parameters'],
    mutate: front((request) => {
      if (request.method === 'POST') request.url = request.url?.split('?')[0];
      return false;
    }),
  },
  {
    id: 'lost-after-a-put',
    fault: 'an intent is not shown any more after a PUT about it',
    caughtBy: ['stripe/request/alive', 'stripe/request/only-post-cancels'],
    mutate: () => {
      const lost = new Set<string>();
      return {
        front({ method, url = '' }, response, next) {
          const id = /pi_\w+/.exec(url)?.[0] ?? '';
          if (method === 'PUT') lost.add(id);
          if (method !== 'GET' || !lost.has(id)) return next();
          const error = { message: 'An unknown error occurred', type: 'api_error' };
          response.writeHead(500, { 'Content-Type': 'application/json' }).end(JSON.stringify({ error }));
        },
      };
    },
  },
  {
    id: 'delete-hangs',
    fault: 'a DELETE is never answered',
    caughtBy: ['stripe/request/other-methods', 'stripe/request/only-post-cancels', 'stripe/request/answered'],
    mutate: front(({ method }) => method === 'DELETE'),
    timeoutMs: 12_000,
  },
  {
    id: 'put-kills',
    fault: 'a PUT costs the connection',
    caughtBy: ['stripe/request/other-methods', 'stripe/request/only-post-cancels', 'stripe/request/answered'],
    mutate: front(({ method, socket }) => {
      if (method !== 'PUT') return false;
      socket.destroy();
      return true;
    }),
  },
  {
    id: 'put-without-an-envelope',
    fault: 'a PUT is refused with an empty 405',
    caughtBy: ['stripe/request/other-methods'],
    mutate: front(({ method }, response) => {
      if (method !== 'PUT') return false;
      response.writeHead(405).end();
      return true;
    }),
  },
  {
    id: 'delete-cancels',
    fault: 'a DELETE is refused and cancels',
    caughtBy: ['stripe/request/only-post-cancels'],
    mutate: cancelsDespite(({ kind }, { method }) => kind === 'unknown_route' && method === 'DELETE'),
  },
  {
    id: 'one-request-id',
    fault: 'every answer has the same Request-Id',
    caughtBy: [
      'stripe/header/request-id',
      'stripe/header/none-without-a-key',
      'stripe/header/original-request',
      'stripe/idempotency/original-request',
    ],
    mutate: headers((all) => ({ ...all, 'Request-Id': 'req_1' })),
  },
  {
    id: 'request-id-without-a-key',
    fault: 'a 401 names its request',
    caughtBy: ['stripe/header/none-without-a-key'],
    mutate: headers((all, status) => (status === 401 ? { ...all, 'Request-Id': 'req_1' } : all)),
  },
  {
    id: 'own-version',
    fault: 'an answer always names the version of the account',
    caughtBy: ['stripe/header/stripe-version', 'stripe/header/none-without-a-key'],
    mutate: headers((all) => ({ ...all, 'Stripe-Version': '2020-08-27' })),
  },
  {
    id: 'may-be-cached',
    fault: 'answers say nothing of caches',
    caughtBy: ['stripe/header/cache-control'],
    mutate: headers((all) => without(all, 'Cache-Control') as Record<string, string>),
  },
  {
    id: 'retry-advised',
    fault: 'every refusal advises a retry',
    caughtBy: ['stripe/header/should-retry', 'stripe/header/should-retry-elsewhere'],
    mutate: headers((all, status) => (status >= 400 ? { ...all, 'Stripe-Should-Retry': 'true' } : all)),
  },

  {
    id: '200-without-a-member',
    fault: 'intents are shown without their capture_method',
    caughtBy: [
      'stripe/cancel/refusal-embeds-the-intent',
      'stripe/document/cancel-200',
      'stripe/document/retrieve-200',
      'stripe/document/capture-200',
      ...['create', 'update', 'confirm'].map(documented),
    ],
    mutate: replies({ status: 200 }, (reply) => ({
      ...reply,
      body: without(reply.body as object as never, 'capture_method'),
    })),
  },
  ...[400, 404].map((status) => ({
    id: `${status}-without-a-version`,
    fault: `a ${status} names no version`,
    caughtBy: [
      'stripe/header/stripe-version',
      ...['cancel', 'retrieve', 'capture'].map((operation) => `stripe/document/${operation}-${status}-headers`),
      ...(status === 404 ? withId : around),
    ],
    mutate: headers((all, of) => (of === status ? (without(all, 'Stripe-Version') as Record<string, string>) : all)),
  })),
  ...[200, 401, 403].map((status) => ({
    id: `${status}-in-plain-text`,
    fault: `a ${status} says that it is plain text`,
    caughtBy: [
      ...['cancel', 'retrieve', 'capture'].map((operation) => `stripe/document/${operation}-${status}-headers`),
      // An increment is only ever refused.
      ...around.filter((check) => status !== 200 || check !== documented('increment')),
    ],
    mutate: front((_request, response) => {
      const { writeHead } = response;
      response.writeHead = ((code: number, given: object) => {
        const changed = code === status ? { ...given, 'Content-Type': 'text/plain' } : given;
        return Reflect.apply(writeHead, response, [code, changed]);
      }) as typeof writeHead;
      return false;
    }),
  })),
  ...[401, 403].map((status) => ({
    id: `${status}-with-a-number-as-param`,
    fault: `the param of a ${status} is a number`,
    caughtBy: [
      ...['cancel', 'retrieve', 'capture'].map((operation) => `stripe/document/${operation}-${status}`),
      ...around,
    ],
    mutate: errors({ status }, (error) => ({ ...error, param: 1 })),
  })),
];
