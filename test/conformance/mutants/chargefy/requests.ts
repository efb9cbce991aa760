import { borderless, cancelChanges, cancelsDespite, cancelsDespiteInvalid } from '../intents.js';
import type { Mutant } from '../Mutant.js';
import { errors, without } from '../replies.js';
import { bodiesReadAs, front, handled, keysReadAs, readings, schemas } from '../requests.js';

const key = 'ch_test_reference';
const known = /ch_(test|live)_(reference|other)/;

/** Wrong about who may ask, and what. */
export const requestMutants: readonly Mutant[] = [
  ...['duplicate', 'fraudulent', 'requested_by_customer', 'abandoned'].map((reason) => ({
    id: `not-for-${reason}`,
    fault: `${reason} is no reason`,
    caughtBy: [
      `chargefy/reason/${reason.replaceAll('_', '-')}`,
      ...(reason === 'duplicate'
        ? ['chargefy/retrieve/equals-answer', 'chargefy/cancel/already-canceled-untouched']
        : []),
    ],
    mutate: schemas('RequestedCancellationReason', (schema) => {
      schema.enum = (schema.enum as string[]).filter((other) => other !== reason);
    }),
  })),
  {
    id: 'reason-forgotten',
    fault: 'the answer echoes no reason',
    caughtBy: ['chargefy/reason/echoed'],
    mutate: cancelChanges((changes) => ({ ...changes, cancellationReason: null })),
  },
  {
    id: 'reason-made-up',
    fault: 'a cancel without a body is one requested by the customer',
    caughtBy: ['chargefy/reason/absent'],
    mutate: handled('cancelPaymentIntent', ({ body }, _context, reference) =>
      reference({ body: body ?? { cancellation_reason: 'requested_by_customer' } }),
    ),
  },
  {
    id: 'null-refused',
    fault: 'the reason null is refused',
    caughtBy: ['chargefy/reason/null'],
    mutate: schemas('CancelPaymentIntentRequest', (schema) => {
      schema.properties = { cancellation_reason: { $ref: '#/components/schemas/RequestedCancellationReason' } };
    }),
  },
  {
    id: 'any-reason',
    fault: 'a reason can be any text',
    caughtBy: ['chargefy/reason/unknown-value', 'chargefy/cancel/generated-requests'],
    mutate: schemas('RequestedCancellationReason', (schema) => {
      delete schema.enum;
      schema.minLength = 1;
    }),
  },
  {
    id: 'empty-reason',
    fault: 'an empty reason counts as none',
    caughtBy: ['chargefy/reason/empty'],
    mutate: bodiesReadAs((body) => (body.cancellation_reason === '' ? {} : body)),
  },
  {
    id: 'reason-made-a-string',
    fault: 'of a list where the reason belongs the first value is taken',
    caughtBy: ['chargefy/reason/wrong-type'],
    mutate: bodiesReadAs(({ cancellation_reason: reason, ...body }) => ({
      ...body,
      cancellation_reason: Array.isArray(reason) ? (reason[0] ?? null) : reason,
    })),
  },
  {
    id: 'broken-off-name-ignored',
    fault: 'a JSON text that breaks off within the first name counts as an empty object',
    caughtBy: ['chargefy/cancel/generated-requests'],
    mutate: readings((text, _type, reference) => (/^\{"\w*$/.test(text) ? { value: {} } : reference())),
  },

  {
    id: 'empty-body-refused',
    fault: 'an empty body is refused when it says that it is JSON',
    caughtBy: ['chargefy/body/empty'],
    mutate: front(({ headers }, response) => {
      if (!headers['content-type'] || headers['content-length'] !== '0') return false;
      const error = { code: 'parameter_invalid', message: 'The body is empty.', type: 'invalid_request_error' };
      response.writeHead(400, { 'Content-Type': 'application/json' }).end(JSON.stringify({ error }));
      return true;
    }),
  },
  {
    id: 'empty-object-refused',
    fault: 'an empty object is refused',
    caughtBy: ['chargefy/body/empty-object'],
    mutate: readings((text, _type, reference) => (text === '{}' ? unreadable : reference())),
  },
  {
    id: 'malformed-json-ignored',
    fault: 'a body that is no JSON counts as none',
    caughtBy: ['chargefy/reason/unknown-value', 'chargefy/body/malformed-json', 'chargefy/cancel/generated-requests'],
    mutate: readings((_text, _type, reference) => {
      const reading = reference();
      return 'rejection' in reading && reading.rejection.kind === 'unreadable_body' ? { value: {} } : reading;
    }),
  },
  {
    id: 'any-json',
    fault: 'JSON that is no object counts as an empty one',
    caughtBy: ['chargefy/body/not-an-object', 'chargefy/cancel/generated-requests'],
    mutate: readings((_text, _type, reference) => {
      const reading = reference();
      const isObject = 'value' in reading && typeof reading.value === 'object' && !Array.isArray(reading.value);
      return 'rejection' in reading || isObject ? reading : { value: {} };
    }),
  },
  {
    id: 'content-type-ignored',
    fault: 'every body is read as JSON, whatever it says it is',
    caughtBy: ['chargefy/body/wrong-content-type'],
    mutate: readings((_text, _type, reference) => reference(undefined, 'application/json')),
  },
  {
    id: 'oversize-hangs',
    fault: 'a body that is too large is never answered',
    caughtBy: ['chargefy/body/oversize'],
    mutate: front((request) => {
      if (Number(request.headers['content-length'] ?? 0) < 1_000_000) return false;
      request.resume();
      return true;
    }),
    timeoutMs: 12_000,
  },
  {
    id: 'canceled-despite-the-reason',
    fault: 'a cancel is refused for its reason and done',
    caughtBy: ['chargefy/cancel/refusal-changes-nothing', 'chargefy/cancel/generated-requests'],
    mutate: cancelsDespiteInvalid(),
  },
  {
    id: 'delete-cancels',
    fault: 'a DELETE is refused and cancels',
    caughtBy: ['chargefy/cancel/refusal-changes-nothing'],
    mutate: cancelsDespite(({ kind }, { method }) => kind === 'unknown_route' && method === 'DELETE'),
  },
  {
    id: 'delete-hangs',
    fault: 'a DELETE is never answered',
    caughtBy: ['chargefy/request/only-post-cancels', 'chargefy/cancel/refusal-changes-nothing'],
    mutate: front(({ method }) => method === 'DELETE'),
    timeoutMs: 12_000,
  },
  {
    id: 'put-without-an-envelope',
    fault: 'a PUT is refused with an empty 405',
    caughtBy: ['chargefy/request/only-post-cancels'],
    mutate: front(({ method }, response) => {
      if (method !== 'PUT') return false;
      response.writeHead(405).end();
      return true;
    }),
  },
  {
    id: 'key-hinders',
    fault: 'an Idempotency-Key is refused',
    caughtBy: ['chargefy/request/idempotency-key'],
    mutate: front(({ headers, url = '' }) => {
      if (headers['idempotency-key'] !== undefined) headers.authorization = url;
      return false;
    }),
  },
  {
    id: 'errors-without-a-type',
    fault: 'a 400 has no type',
    caughtBy: [
      'chargefy/reason/unknown-value',
      'chargefy/reason/empty',
      'chargefy/reason/wrong-type',
      'chargefy/body/malformed-json',
      'chargefy/body/not-an-object',
      'chargefy/body/wrong-content-type',
      'chargefy/body/oversize',
      'chargefy/error/envelope',
      'chargefy/cancel/generated-requests',
    ],
    mutate: errors({ status: 400 }, (error) => without(error, 'type')),
  },
  {
    id: 'errors-as-text',
    fault: 'a 404 says that it is text',
    caughtBy: ['chargefy/error/content-type'],
    mutate: front((_request, response, next) => {
      const { writeHead } = response;
      const text = { 'Content-Type': 'text/plain' };
      response.writeHead = (status: number, ...[headers]: unknown[]) =>
        writeHead.call(response, status, { ...(headers as object), ...(status === 404 && text) });
      next();
      return true;
    }),
  },

  {
    id: 'unknown-id-message',
    fault: 'an unknown id has another message',
    caughtBy: ['chargefy/cancel/unknown-id'],
    mutate: errors({ of: 'cancel', status: 404 }, (error) => ({ ...error, message: 'Not found.' })),
  },
  {
    id: 'unknown-id-retrieved',
    fault: 'an id that retrieve does not know is answered with another code',
    caughtBy: ['chargefy/retrieve/unknown-id', 'chargefy/organization/retrieve', 'chargefy/mode/retrieve'],
    mutate: errors({ of: 'retrieve', status: 404 }, (error) => ({ ...error, code: 'not_found' })),
  },
  ...Object.entries({
    'space-trimmed': ['spaces around an id make no difference', 'near-miss', /%20(?=pi_)|%20(?=\/|$)/g],
    'slash-trimmed': ['an encoded slash after an id makes no difference', 'encoded-slash', /%2F(?=\/cancel|$)/g],
    'nul-ends-the-id': ['an id ends where it has a NUL', 'control-characters', /%00(\.json)?/g],
    'broken-encoding-ignored': [
      'broken percent-encoding is passed over',
      'malformed-encoding',
      /%(ff)?(?=\/cancel|$)/g,
    ],
    'quotation-ignored': ['an id ends at a quotation mark', 'injection', /('|%22)[^/]*/g],
    'id-cut': ['of an id the first 27 characters count', 'very-long', /(?<=pi_\w{24})0+/g],
  } as const).map(([id, [fault, check, pattern]]) => ({
    id,
    fault,
    caughtBy: [`chargefy/id/${check}`],
    mutate: front((request) => {
      const path = request.url ?? '';
      if (/pi_\w{24}/.test(path)) request.url = path.replace(pattern, '');
      return false;
    }),
  })),

  {
    id: 'no-key-needed',
    fault: 'whoever has no key is let in',
    caughtBy: ['chargefy/authentication/no-key', 'chargefy/authentication/retrieve'],
    mutate: keysReadAs((authorization, reference) => (authorization === '' ? key : reference(authorization))),
  },
  {
    id: 'any-key',
    fault: 'any key is let in',
    caughtBy: ['chargefy/authentication/bad-key', 'chargefy/authentication/retrieve'],
    mutate: keysReadAs((authorization, reference) => {
      const secret = reference(authorization);
      return secret === undefined || known.test(secret) ? secret : key;
    }),
  },
  {
    id: 'any-scheme',
    fault: 'a key may be sent with any scheme',
    caughtBy: ['chargefy/authentication/other-scheme'],
    mutate: keysReadAs((authorization, reference) => reference(authorization.replace(/^Token /, 'Bearer '))),
  },
  {
    id: 'canceled-despite-the-key',
    fault: 'a cancel is refused for its key and done',
    caughtBy: ['chargefy/authentication/nothing-canceled'],
    mutate: cancelsDespite(({ kind }) => kind === 'no_key' || kind === 'unknown_key'),
  },
  {
    id: 'retrieve-without-a-key',
    fault: 'retrieve asks for no key',
    caughtBy: ['chargefy/authentication/retrieve'],
    mutate: front(({ method, headers }) => {
      if (method === 'GET' && !known.test(headers.authorization ?? '')) headers.authorization = `Bearer ${key}`;
      return false;
    }),
  },

  {
    id: 'canceled-across-organizations',
    fault: 'an intent of any organization can be canceled',
    caughtBy: ['chargefy/organization/cancel'],
    mutate: borderless('organization', 'transition'),
  },
  {
    id: 'retrieved-across-organizations',
    fault: 'an intent of any organization can be retrieved',
    caughtBy: ['chargefy/organization/retrieve'],
    mutate: borderless('organization', 'find'),
  },
  {
    id: 'canceled-secretly-across-organizations',
    fault: 'a cancel of an intent of another organization is refused and done',
    caughtBy: ['chargefy/organization/nothing-canceled'],
    mutate: borderless('organization', 'transition', false),
  },
  {
    id: 'canceled-across-modes',
    fault: 'a live key can cancel test intents',
    caughtBy: ['chargefy/mode/cancel'],
    mutate: borderless('livemode', 'transition'),
  },
  {
    id: 'retrieved-across-modes',
    fault: 'a live key can retrieve test intents',
    caughtBy: ['chargefy/mode/retrieve'],
    mutate: borderless('livemode', 'find'),
  },
  {
    id: 'canceled-secretly-across-modes',
    fault: 'a cancel of a test intent with a live key is refused and done',
    caughtBy: ['chargefy/mode/nothing-canceled'],
    mutate: borderless('livemode', 'transition', false),
  },
];

const unreadable = { rejection: { kind: 'unreadable_body', reason: 'it is empty' } } as const;
