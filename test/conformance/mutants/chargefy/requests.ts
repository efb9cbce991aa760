import type { ApiKey } from '../../../../src/domain/ApiKey.js';
import { borderless, cancelChanges, cancelsDespite, cancelsDespiteInvalid, idIn } from '../intents.js';
import type { Mutant } from '../Mutant.js';
import { errors, replies, without } from '../replies.js';
import { bodiesReadAs, front, handled, keysReadAs, readings, schemas } from '../requests.js';

const key = 'ch_test_reference';
const known = /ch_(test|live)_(reference|other)/;

/** Wrong about who may ask, and what. */
export const requestMutants: readonly Mutant[] = [
  ...['duplicate', 'fraudulent', 'requested_by_customer', 'abandoned'].map((reason) => ({
    id: `not-for-${reason}`,
    fault: `${reason} is no reason`,
    caughtBy: [`chargefy/reason/${reason.replaceAll('_', '-')}`],
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
    fault: 'a list in place of the reason is taken for its first value',
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
    caughtBy: [
      'chargefy/reason/unknown-value',
      'chargefy/body/malformed-json',
      'chargefy/body/malformed-cancels-nothing',
      'chargefy/cancel/generated-requests',
    ],
    mutate: readings((_text, _type, reference) => {
      const reading = reference();
      return 'rejection' in reading && reading.rejection.kind === 'unreadable_body' ? { value: {} } : reading;
    }),
  },
  {
    id: 'any-json',
    fault: 'JSON that is no object counts as an empty one',
    caughtBy: [
      'chargefy/body/not-an-object',
      'chargefy/body/malformed-cancels-nothing',
      'chargefy/cancel/generated-requests',
    ],
    mutate: readings((_text, _type, reference) => {
      const reading = reference();
      const isObject = 'value' in reading && typeof reading.value === 'object' && !Array.isArray(reading.value);
      return 'rejection' in reading || isObject ? reading : { value: {} };
    }),
  },
  {
    id: 'content-type-ignored',
    fault: 'every body is read as JSON, with any content type',
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
    caughtBy: [
      'chargefy/cancel/refusal-changes-nothing',
      'chargefy/body/malformed-cancels-nothing',
      'chargefy/cancel/generated-requests',
    ],
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
    caughtBy: ['chargefy/error/envelope', 'chargefy/error/content-type'],
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
    caughtBy: ['chargefy/error/envelope'],
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
    id: 'get-cancels',
    fault: 'a GET of the path of the cancel cancels',
    caughtBy: ['chargefy/request/safe-methods-cancel-nothing', 'chargefy/request/only-post-cancels'],
    mutate: front((request) => {
      if (request.method === 'GET' && request.url?.endsWith('/cancel')) request.method = 'POST';
      return false;
    }),
  },
  {
    id: 'upset-by-malformed',
    fault: 'an intent is a 500 after a malformed request for it',
    caughtBy: [
      'chargefy/request/alive-after-malformed',
      'chargefy/body/malformed-cancels-nothing',
      'chargefy/cancel/refusal-changes-nothing',
      'chargefy/cancel/generated-requests',
    ],
    mutate: upsetByMalformed(),
  },
  {
    id: 'trailing-slash-ignored',
    fault: 'a slash at the end of a path makes no difference',
    caughtBy: ['chargefy/request/trailing-slash'],
    mutate: front((request) => {
      request.url = request.url?.replace(/\/$/, '');
      return false;
    }),
  },
  {
    id: 'query-ignored',
    fault: 'a query is passed over',
    caughtBy: ['chargefy/request/query-parameter'],
    mutate: front((request) => {
      request.url = request.url?.replace(/\?.*/, '');
      return false;
    }),
  },
  {
    id: 'json-refused',
    fault: 'a body is a form',
    caughtBy: [
      'chargefy/reason/json',
      'chargefy/reason/null',
      'chargefy/body/empty-object',
      'chargefy/body/wrong-content-type',
    ],
    unjudged: [
      'chargefy/race/one-cancel-wins',
      'chargefy/reason/unknown-value',
      'chargefy/reason/empty',
      'chargefy/reason/wrong-type',
      'chargefy/body/malformed-json',
      'chargefy/body/not-an-object',
      'chargefy/body/oversize',
    ],
    mutate: readings((text, type, reference) => {
      if (type.startsWith('application/json')) return text === '' ? reference() : unsupported;
      if (!type.startsWith('application/x-www-form-urlencoded')) return reference();
      return { value: Object.fromEntries(new URLSearchParams(text)) };
    }),
  },
  {
    id: 'intents-as-text',
    fault: 'an intent says that it is text',
    caughtBy: ['chargefy/header/content-type'],
    mutate: front((_request, response, next) => {
      const { writeHead } = response;
      const text = { 'Content-Type': 'text/plain' };
      response.writeHead = (status: number, ...[headers]: unknown[]) =>
        writeHead.call(response, status, { ...(headers as object), ...(status === 200 && text) });
      next();
      return true;
    }),
  },
  {
    id: 'wrong-key-message',
    fault: 'a wrong key has another message',
    caughtBy: ['chargefy/error/unauthorized'],
    mutate: errors({ status: 401 }, (error) => ({ ...error, message: 'Who are you?' })),
  },
  {
    id: 'no-key-forbidden',
    fault: 'a missing key is a 403',
    caughtBy: ['chargefy/error/unauthorized-alike'],
    mutate: replies({ status: 401, if: (_body, { headers }) => headers.authorization === undefined }, (reply) => ({
      ...reply,
      status: 403,
    })),
  },
  {
    id: 'unknown-id-canceled',
    fault: 'a cancel of an unknown id is a 200',
    caughtBy: ['chargefy/cancel/unknown-id', 'chargefy/error/not-found'],
    mutate: replies({ of: 'cancel', status: 404, if: isUnknown }, (reply) => ({ ...reply, status: 200 })),
  },
  {
    id: 'unknown-id-shown',
    fault: 'a retrieve of an unknown id is a 200',
    caughtBy: ['chargefy/retrieve/unknown-id', 'chargefy/error/retrieve-not-found'],
    mutate: replies({ of: 'retrieve', status: 404, if: isUnknown }, (reply) => ({ ...reply, status: 200 })),
  },
  ...(
    [
      ['cancel', 'organization', ['chargefy/organization/not-found']],
      ['retrieve', 'organization', ['chargefy/organization/retrieve-not-found']],
      ['cancel', 'mode', ['chargefy/mode/not-found']],
    ] as const
  ).map(([of, side, caughtBy]) => ({
    id: `${of}-across-${side}s-forbidden`,
    fault: `a ${of} of an intent of another ${side} is a 403`,
    caughtBy,
    mutate: replies({ of, status: 404, if: (_body, { key }) => isForeign(side, key) }, (reply) => ({
      ...reply,
      status: 403,
    })),
  })),
  {
    id: 'unknown-id-message',
    fault: 'an unknown id has another message',
    caughtBy: ['chargefy/error/not-found'],
    mutate: errors({ of: 'cancel', status: 404 }, (error) => ({ ...error, message: 'Not found.' })),
  },
  {
    id: 'unknown-id-retrieved',
    fault: 'an id that retrieve does not know is answered with another code',
    caughtBy: [
      'chargefy/error/retrieve-not-found',
      'chargefy/organization/retrieve-not-found',
      'chargefy/mode/not-found',
    ],
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
    'id-cut': ['only the first 27 characters of an id count', 'very-long', /(?<=pi_\w{24})0+/g],
  } as const).map(([id, [fault, check, pattern]]) => ({
    id,
    fault,
    caughtBy: [`chargefy/id/${check}`, 'chargefy/id/odd-cancels-nothing'],
    mutate: front((request) => {
      const path = request.url ?? '';
      if (/pi_\w{24}/.test(path)) request.url = path.replace(pattern, '');
      return false;
    }),
  })),

  {
    id: 'no-key-needed',
    fault: 'a request without a key is let in',
    caughtBy: [
      'chargefy/authentication/no-key',
      'chargefy/authentication/nothing-canceled',
      'chargefy/authentication/retrieve',
      'chargefy/error/unauthorized-alike',
    ],
    mutate: keysReadAs((authorization, reference) => (authorization === '' ? key : reference(authorization))),
  },
  {
    id: 'any-key',
    fault: 'any key is let in',
    caughtBy: [
      'chargefy/authentication/bad-key',
      'chargefy/authentication/nothing-canceled',
      'chargefy/authentication/retrieve',
      'chargefy/error/unauthorized',
    ],
    mutate: keysReadAs((authorization, reference) => {
      const secret = reference(authorization);
      return secret === undefined || known.test(secret) ? secret : key;
    }),
  },
  {
    id: 'key-by-its-form',
    fault: 'a key of the form and length of a real one is let in',
    caughtBy: [
      'chargefy/authentication/bad-key',
      'chargefy/authentication/nothing-canceled',
      'chargefy/authentication/retrieve',
      'chargefy/error/unauthorized',
    ],
    mutate: keysReadAs((authorization, reference) => {
      const secret = reference(authorization);
      const isWellFormed = secret?.length === key.length && secret.startsWith('ch_test_');
      return isWellFormed && !known.test(secret) ? key : secret;
    }),
  },
  {
    id: 'any-scheme',
    fault: 'a key may be sent with any scheme',
    caughtBy: [
      'chargefy/authentication/other-scheme',
      'chargefy/authentication/nothing-canceled',
      'chargefy/error/unauthorized-alike',
    ],
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
    caughtBy: ['chargefy/authentication/retrieve', 'chargefy/error/unauthorized-alike'],
    mutate: front(({ method, headers }) => {
      if (method === 'GET' && !known.test(headers.authorization ?? '')) headers.authorization = `Bearer ${key}`;
      return false;
    }),
  },

  {
    id: 'canceled-across-organizations',
    fault: 'an intent of any organization can be canceled',
    caughtBy: [
      'chargefy/organization/cancel',
      'chargefy/organization/nothing-canceled',
      'chargefy/organization/not-found',
    ],
    mutate: borderless('organization', 'transition'),
  },
  {
    id: 'retrieved-across-organizations',
    fault: 'an intent of any organization can be retrieved',
    caughtBy: ['chargefy/organization/retrieve', 'chargefy/organization/retrieve-not-found'],
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
    caughtBy: ['chargefy/mode/cancel', 'chargefy/mode/nothing-canceled', 'chargefy/mode/not-found'],
    mutate: borderless('livemode', 'transition'),
  },
  {
    id: 'retrieved-across-modes',
    fault: 'a live key can retrieve test intents',
    caughtBy: ['chargefy/mode/retrieve', 'chargefy/mode/not-found'],
    mutate: borderless('livemode', 'find'),
  },
  {
    id: 'canceled-secretly-across-modes',
    fault: 'a cancel of a test intent with a live key is refused and done',
    caughtBy: ['chargefy/mode/nothing-canceled'],
    mutate: borderless('livemode', 'transition', false),
  },
];

/** An id as the kit makes one up, longer than those of the reference. */
function isUnknown(_body: unknown, { path }: { readonly path: string }): boolean {
  return /pi_[0-9a-f]{32}/.test(path);
}

function isForeign(side: 'organization' | 'mode', key: ApiKey | undefined): boolean {
  return side === 'organization' ? key?.organization === 'org_other' : key?.livemode === true;
}

function upsetByMalformed(): Mutant['mutate'] {
  const upset = new Set<string>();
  return replies({}, (reply, { method, path }) => {
    const id = idIn(path);
    if (method === 'POST' && reply.status === 400) upset.add(id);
    return method === 'GET' && upset.has(id) ? { ...reply, status: 500 } : reply;
  });
}

const unsupported = { rejection: { kind: 'unsupported_body' } } as const;
const unreadable = { rejection: { kind: 'unreadable_body', reason: 'it is empty' } } as const;
