import { cancelChanges, cancelsDespite, cancelsDespiteInvalid, force, idIn } from '../intents.js';
import type { Mutant } from '../Mutant.js';
import { errors, replies, without } from '../replies.js';
import { bodiesReadAs, front, handled, readings, schemas } from '../requests.js';

const expandable = ['latest_charge', 'customer', 'payment_method'];

/** Wrong about what a cancel may be asked. */
export const parameterMutants: readonly Mutant[] = [
  ...(
    [
      ['duplicate', 'fraudulent', ['stripe/cancel/generated-requests']],
      ['fraudulent', 'duplicate', ['stripe/cancel/generated-requests']],
      ['requested_by_customer', null, []],
      ['abandoned', 'requested_by_customer', ['stripe/reason/sent-twice', 'stripe/request/query-parameters']],
    ] as const
  ).map(([reason, kept, alsoBy]) => ({
    id: `${reason}-kept-as-${kept}`,
    fault: `the reason ${reason} is kept as ${kept}`,
    caughtBy: [`stripe/reason/${reason.replaceAll('_', '-')}`, ...alsoBy],
    mutate: cancelChanges((changes) =>
      changes.cancellationReason === reason ? { ...changes, cancellationReason: kept } : changes,
    ),
  })),
  {
    id: 'reason-made-up',
    fault: 'a cancel without a reason is one requested by the customer',
    caughtBy: ['stripe/reason/absent'],
    mutate: cancelChanges((changes) => ({
      ...changes,
      cancellationReason: changes.cancellationReason ?? 'requested_by_customer',
    })),
  },
  {
    id: 'any-reason',
    fault: 'a reason can be any text that Stripe does not give itself',
    caughtBy: ['stripe/reason/unknown-value', 'stripe/cancel/generated-requests'],
    mutate: schemas('RequestedCancellationReason', (schema) => {
      delete schema.enum;
      Object.assign(schema, {
        minLength: 1,
        not: { enum: ['automatic', 'expired', 'failed_invoice', 'void_invoice'] },
      });
    }),
  },
  {
    id: 'system-reason',
    fault: 'a caller may give the reason automatic',
    caughtBy: ['stripe/reason/system', 'stripe/cancel/generated-requests'],
    mutate: schemas('RequestedCancellationReason', (schema) => {
      schema.enum = [...(schema.enum as string[]), 'automatic'];
    }),
  },
  {
    id: 'empty-reason',
    fault: 'an empty reason counts as none',
    caughtBy: ['stripe/reason/empty'],
    mutate: bodiesReadAs((body) => (body.cancellation_reason === '' ? without(body, 'cancellation_reason') : body)),
  },
  {
    id: 'map-as-a-reason',
    fault: 'a map in place of the reason is taken for its first value',
    caughtBy: ['stripe/reason/wrong-type', 'stripe/cancel/generated-requests'],
    mutate: bodiesReadAs(({ cancellation_reason: reason, ...body }) => {
      if (reason === undefined) return body;
      return { ...body, cancellation_reason: typeof reason === 'object' ? Object.values(reason as object)[0] : reason };
    }),
  },
  {
    id: 'reason-in-capitals',
    fault: 'a reason may be written in capitals',
    caughtBy: ['stripe/reason/unknown-value', 'stripe/cancel/generated-requests'],
    mutate: bodiesReadAs(({ cancellation_reason: reason, ...body }) =>
      reason === undefined
        ? body
        : { ...body, cancellation_reason: typeof reason === 'string' ? reason.toLowerCase() : reason },
    ),
  },
  {
    id: 'reason-refused-without-param',
    fault: 'the refusal of a reason does not name the parameter',
    caughtBy: ['stripe/reason/refusal-names-the-parameter'],
    mutate: errors({ of: 'cancel', if: ({ param }) => param === 'cancellation_reason' }, (error) =>
      without(error, 'param'),
    ),
  },
  {
    id: 'reason-refused-with-422',
    fault: 'the refusal of a reason is a 422',
    caughtBy: [
      'stripe/reason/refusal-status',
      'stripe/reason/empty-code',
      'stripe/reason/wrong-type',
      'stripe/cancel/generated-requests',
    ],
    mutate: replies(
      { of: 'cancel', status: 400, if: ({ error }) => isAbout(error, 'cancellation_reason') },
      (reply) => ({
        ...reply,
        status: 422,
      }),
    ),
  },
  {
    id: 'empty-reason-without-code',
    fault: 'an empty reason is refused like an unknown one',
    caughtBy: ['stripe/reason/empty-code'],
    mutate: errors({ if: ({ code }) => code === 'parameter_invalid_empty' }, (error) =>
      without(error, 'code', 'doc_url'),
    ),
  },
  {
    id: 'first-reason-counts',
    fault: 'the first one counts of a reason that is sent twice',
    caughtBy: ['stripe/reason/sent-twice'],
    mutate: readings((text, _type, reference) =>
      reference(text.replace(/(cancellation_reason=\w+)&cancellation_reason=\w+/, '$1')),
    ),
  },
  {
    id: 'canceled-despite-the-reason',
    fault: 'a cancel is refused for its reason and done',
    caughtBy: ['stripe/reason/nothing-canceled', 'stripe/cancel/generated-requests'],
    mutate: cancelsDespiteInvalid((body) => Object.hasOwn(Object(body), 'cancellation_reason')),
  },

  {
    id: 'expands-nothing',
    fault: 'a cancel shows ids, with any expand',
    caughtBy: [
      'stripe/expand/latest-charge',
      'stripe/expand/unknown-path',
      'stripe/expand/too-deep',
      'stripe/cancel/generated-requests',
      'stripe/expand/indexed',
    ],
    mutate: handled('cancelPaymentIntent', ({ body }, _context, reference) =>
      reference({ body: { ...body, expand: [] } }),
    ),
  },
  {
    id: 'charge-expanded-unasked',
    fault: 'a cancel shows the charge, whether it was asked for or not',
    caughtBy: ['stripe/expand/charge-unasked', 'stripe/hold/charge-and-payment-method-kept'],
    mutate: handled('cancelPaymentIntent', ({ body }, _context, reference) =>
      reference({ body: { ...body, expand: [...(body?.expand ?? []), 'latest_charge'] } }),
    ),
  },
  {
    id: 'expand-refused-without-param',
    fault: 'the refusal of an expand that is no list does not name it',
    caughtBy: ['stripe/expand/not-an-array-param'],
    mutate: errors({ of: 'cancel', if: ({ param }) => param === 'expand' }, (error) => without(error, 'param')),
  },
  {
    id: 'no-numbers-in-expand',
    fault: 'expand[0] is not read as a list',
    caughtBy: ['stripe/expand/indexed'],
    mutate: readings((text, _type, reference) =>
      text.includes('expand[0]')
        ? { rejection: { kind: 'bad_parameter', param: 'expand', problem: 'Invalid array' } }
        : reference(),
    ),
  },
  {
    id: 'null-expanded',
    fault: 'a customer that is null is expanded into an object',
    caughtBy: ['stripe/expand/null'],
    mutate: handled('cancelPaymentIntent', async ({ body }, _context, reference) => {
      const reply = await reference();
      const asked = reply.status === 200 && body?.expand?.includes('customer');
      return asked
        ? { ...reply, body: { ...(reply.body as object), customer: { id: 'cus_nobody', object: 'customer' } } }
        : reply;
    }),
  },
  {
    id: 'unknown-path-passed-over',
    fault: 'a cancel passes over paths that can not be expanded',
    caughtBy: ['stripe/expand/unknown-path', 'stripe/cancel/generated-requests'],
    mutate: handled('cancelPaymentIntent', ({ body }, _context, reference) =>
      reference({
        body: { ...body, expand: body?.expand?.filter((path) => expandable.includes(path) || path.includes('.')) },
      }),
    ),
  },
  {
    id: 'retrieve-passes-over-unknown-path',
    fault: 'retrieve passes over paths that can not be expanded',
    caughtBy: ['stripe/retrieve/expand-unknown-path', 'stripe/document/retrieve-400'],
    mutate: handled('retrievePaymentIntent', ({ query }, _context, reference) =>
      reference({ query: { ...query, expand: query?.expand?.filter((path) => expandable.includes(path)) } }),
    ),
  },
  {
    id: 'intent-looked-up-first',
    fault: 'an unknown id is refused before a path that can not be expanded',
    caughtBy: ['stripe/expand/unknown-path-before-lookup'],
    mutate: handled('cancelPaymentIntent', async ({ path }, { intents, key }, reference) =>
      reference((await intents.find(key, path.intent ?? '')) ? {} : { body: undefined }),
    ),
  },
  {
    id: 'one-path-as-a-list',
    fault: 'an expand that is no list counts as one of one',
    caughtBy: ['stripe/expand/not-an-array', 'stripe/cancel/generated-requests'],
    mutate: bodiesReadAs((body) => (typeof body.expand === 'string' ? { ...body, expand: [body.expand] } : body)),
  },
  {
    id: 'too-deep-without-code',
    fault: 'a path that is too deep is refused like any other',
    caughtBy: ['stripe/expand/too-deep-code'],
    mutate: errors({ if: ({ code }) => code === 'property_expansion_max_depth' }, (error) =>
      without(error, 'code', 'doc_url'),
    ),
  },
  {
    id: 'canceled-despite-the-path',
    fault: 'a cancel is refused for what it expands and done',
    caughtBy: ['stripe/expand/nothing-canceled', 'stripe/cancel/generated-requests'],
    mutate: handled('cancelPaymentIntent', async ({ body }, { intents, key, path }, reference) => {
      const reply = await reference();
      if (reply.status === 400 && body?.expand) await intents.transition(key, idIn(path), force);
      return reply;
    }),
  },

  {
    id: 'empty-form-refused',
    fault: 'an empty form is refused',
    caughtBy: [
      'stripe/body/empty',
      'stripe/request/form-accepted',
      'stripe/document/session-expiry',
      'stripe/document/hold-expiry',
    ],
    mutate: front(({ headers }, response) => {
      if (!headers['content-type'] || headers['content-length'] !== '0') return false;
      const error = { message: 'The body is empty.', type: 'invalid_request_error' };
      response.writeHead(400, { 'Content-Type': 'application/json' }).end(JSON.stringify({ error }));
      return true;
    }),
  },
  {
    id: 'charset-refused',
    fault: 'a content type with a charset is not known',
    caughtBy: ['stripe/body/charset'],
    mutate: readings((_text, type, reference) =>
      type.includes('charset') ? { rejection: { kind: 'unsupported_body' } } : reference(),
    ),
  },
  {
    id: 'unknown-parameter-ignored',
    fault: 'a parameter that cancel does not know is passed over',
    caughtBy: [
      'stripe/body/unknown-parameter',
      'stripe/cancel/generated-requests',
      'stripe/body/unknown-parameter-before-state',
    ],
    mutate: schemas('CancelPaymentIntentRequest', (schema) => {
      delete schema.additionalProperties;
    }),
  },
  {
    id: 'unknown-parameter-without-code',
    fault: 'the refusal of an unknown parameter has no code',
    caughtBy: ['stripe/body/unknown-parameter-code'],
    mutate: errors({ if: ({ code }) => code === 'parameter_unknown' }, (error) => without(error, 'code', 'doc_url')),
  },
  {
    id: 'unknown-parameter-without-param',
    fault: 'the refusal of an unknown parameter does not name it',
    caughtBy: ['stripe/body/unknown-parameter-param'],
    mutate: errors({ if: ({ code }) => code === 'parameter_unknown' }, (error) => without(error, 'param')),
  },
  {
    id: 'state-before-parameters',
    fault: 'a cancel that comes too late is refused for the status, with any parameters',
    caughtBy: ['stripe/body/unknown-parameter-before-state'],
    mutate: ({ dialect }) => ({
      dialect: {
        ...dialect,
        async invalidReply(request, context) {
          const intent = await context.intents.find(context.key, idIn(context.path));
          const cancel = dialect.handlers.cancelPaymentIntent;
          const late = intent?.status === 'succeeded' && context.method === 'POST';
          return late && cancel ? cancel({ ...request, body: {} }, context) : dialect.invalidReply(request, context);
        },
      },
    }),
  },
  {
    id: 'json-accepted',
    fault: 'a JSON body is read like a form',
    caughtBy: ['stripe/body/json', 'stripe/body/json-cancels-nothing'],
    mutate: readings((text, type, reference) =>
      type === 'application/json' ? { value: JSON.parse(text) } : reference(),
    ),
  },
  {
    id: 'any-type-read-as-a-form',
    fault: 'a body of any type but JSON is read as a form',
    caughtBy: ['stripe/body/wrong-content-type'],
    mutate: readings((_text, type, reference) =>
      reference(undefined, type === 'application/json' ? type : 'application/x-www-form-urlencoded'),
    ),
  },
  {
    id: 'malformed-form-ignored',
    fault: 'a form that can not be decoded counts as an empty one',
    caughtBy: ['stripe/body/malformed', 'stripe/body/malformed-cancels-nothing'],
    mutate: readings((_text, _type, reference) => {
      const reading = reference();
      return 'rejection' in reading && reading.rejection.kind === 'unreadable_body' ? { value: {} } : reading;
    }),
  },
  {
    id: 'oversize-in-html',
    fault: 'a body that is too large is refused by a proxy, in HTML',
    caughtBy: ['stripe/body/oversize'],
    mutate: front((request, response) => {
      if (Number(request.headers['content-length'] ?? 0) < 1_000_000) return false;
      request.resume();
      response.writeHead(413, { 'Content-Type': 'text/html' }).end('<h1>413 Request Entity Too Large</h1>');
      return true;
    }),
  },
  {
    id: 'canceled-despite-the-body',
    fault: 'a cancel is refused for its body and done',
    caughtBy: ['stripe/body/nothing-canceled', 'stripe/body/json-cancels-nothing'],
    mutate: cancelsDespite(({ kind }) => kind === 'unsupported_body'),
  },

  {
    id: 'unknown-id-is-a-400',
    fault: 'an id that cancel does not know is a 400',
    caughtBy: [
      'stripe/document/cancel-404',
      'stripe/cancel/unknown-id-code',
      'stripe/cancel/unknown-id-param',
      'stripe/account/not-found',
      'stripe/mode/not-found',
    ],
    mutate: replies({ of: 'cancel', status: 404, if: isUnknownId }, (reply) => ({ ...reply, status: 400 })),
  },
  {
    id: 'nothing-canceled-with-200',
    fault: 'a cancel of an unknown id is answered with 200',
    caughtBy: [
      'stripe/cancel/unknown-id',
      'stripe/id/hostile',
      'stripe/id/dots',
      'stripe/account/cancel',
      'stripe/account/replay',
      'stripe/mode/cancel',
      'stripe/header/should-retry-elsewhere',
      'stripe/document/cancel-404',
    ],
    mutate: replies({ of: 'cancel', status: 404, if: isUnknownId }, () => ({ status: 200, body: {} })),
  },
  {
    id: 'unknown-id-without-param',
    fault: 'the refusal of an unknown id does not name the parameter',
    caughtBy: ['stripe/cancel/unknown-id-param'],
    mutate: errors({ of: 'cancel', status: 404, if: ({ code }) => code === 'resource_missing' }, (error) =>
      without(error, 'param'),
    ),
  },
  {
    id: 'unknown-id-not-repeated',
    fault: 'the refusal of an unknown id does not repeat it',
    caughtBy: ['stripe/cancel/unknown-id-is-quoted'],
    mutate: errors({ status: 404, if: ({ code }) => code === 'resource_missing' }, (error) => ({
      ...error,
      message: 'No such payment_intent',
    })),
  },
  {
    id: 'client-secret-names-the-intent',
    fault: 'the client secret does for the id',
    caughtBy: ['stripe/id/client-secret'],
    mutate: handled('cancelPaymentIntent', ({ path }, _context, reference) =>
      reference({ path: { intent: path.intent?.split('_secret_')[0] } }),
    ),
  },
  {
    id: 'newline-in-html',
    fault: 'an id with an encoded newline is an HTML error of the framework',
    caughtBy: ['stripe/id/hostile'],
    mutate: front(({ url = '' }, response) => {
      if (!url.includes('%0a')) return false;
      response.writeHead(500, { 'Content-Type': 'text/html' }).end('<pre>Invalid header</pre>');
      return true;
    }),
  },
  {
    id: 'dots-climb',
    fault: 'a path with dots leads to the page that is above',
    caughtBy: ['stripe/id/dots'],
    mutate: front(({ url = '' }, response) => {
      if (!/\/(\.|%2e){2}\//i.test(url)) return false;
      response.writeHead(404, { 'Content-Type': 'text/html' }).end('<pre>Cannot POST /v1/cancel</pre>');
      return true;
    }),
  },
];

function isAbout(error: unknown, param: string): boolean {
  return (error as { param?: unknown } | undefined)?.param === param;
}

function isUnknownId({ error }: { readonly error?: unknown }): boolean {
  return (error as { code?: unknown } | undefined)?.code === 'resource_missing';
}
