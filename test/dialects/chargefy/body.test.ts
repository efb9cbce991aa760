import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { call, cancel, retrieve, spoken } from '../../support/calls.js';
import { arrange, shareReference } from '../../support/reference.js';
import { expectRefusal } from '../../support/refusal.js';

const invalid = (message: string) => ({
  error: { code: 'parameter_invalid', message, type: 'invalid_request_error' },
});
const noObject = 'Invalid request body: must be a JSON object.';
const noString = 'Invalid cancellation_reason: must be a string.';
const noReason =
  'Invalid cancellation_reason: must be one of duplicate, fraudulent, requested_by_customer or abandoned.';
const noJson = 'Invalid request body: malformed JSON.';

describe('the body of cancel', () => {
  const server = shareReference('chargefy');

  it.each([
    '',
    '{}',
    ' \n{}\t',
    '{"cancellation_reason":null}',
    '{"expand":["customer"],"nope":1}',
    '{"__proto__":{"polluted":1},"constructor":1,"toString":null,"hasOwnProperty":[]}',
    '{"__proto__":{"cancellation_reason":"duplicate"}}',
  ])('gives no reason: %s', async (body) => {
    const { id } = await arrange(server(), { status: 'requires_capture' });

    const answer = await cancel(server(), id, { body });

    expect(answer).toMatchObject({ status: 200, body: { status: 'canceled', cancellation_reason: null } });
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it.each([
    '{"cancellation_reason":"duplicate"}',
    '{"cancellation_reason":"\\u0064uplicate","nope":1}',
    '{"cancellation_reason":"fraudulent","cancellation_reason":"duplicate"}',
  ])('gives a reason: %s', async (body) => {
    const { id } = await arrange(server(), { status: 'requires_capture' });

    expect((await cancel(server(), id, { body })).body).toMatchObject({ cancellation_reason: 'duplicate' });
  });

  it.each([
    ['[]', noObject],
    ['[{"cancellation_reason":"duplicate"}]', noObject],
    ['"x"', noObject],
    ['1', noObject],
    ['true', noObject],
    ['null', noObject],
    ['{"cancellation_reason":1}', noString],
    ['{"cancellation_reason":true}', noString],
    ['{"cancellation_reason":["duplicate"]}', noString],
    ['{"cancellation_reason":{"a":"b"}}', noString],
    ['{"cancellation_reason":""}', noReason],
    ['{"cancellation_reason":"nope"}', noReason],
    ['{"cancellation_reason":"Duplicate"}', noReason],
    ['{"cancellation_reason":"automatic"}', noReason],
    ['{', noJson],
    ['{"cancellation_reason":"duplicate"', noJson],
    ["{'cancellation_reason':'duplicate'}", noJson],
    ['{"cancellation_reason":"duplicate",}', noJson],
    ['{} {}', noJson],
    ['cancellation_reason=duplicate', noJson],
    ['NaN', noJson],
  ])('is refused: %s', async (body, message) => {
    const intent = await arrange(server(), { status: 'requires_capture' });

    const answer = await cancel(server(), intent.id, { body });

    expect(answer).toMatchObject({ status: 400, body: invalid(message) });
    expectRefusal('chargefy', answer);
    expect((await retrieve(server(), intent.id)).body).toEqual(intent);
  });

  it.each([
    ['application/x-www-form-urlencoded', 'cancellation_reason=duplicate'],
    ['text/plain', '{"cancellation_reason":"duplicate"}'],
    ['application/jsonx', '{}'],
    ['', '{}'],
  ])('is JSON and says so, unlike %j', async (type, body) => {
    const intent = await arrange(server(), { status: 'requires_capture' });

    const answer = await cancel(server(), intent.id, { body, headers: { 'Content-Type': type } });

    const message = 'Invalid request body: Content-Type must be application/json.';
    expect(answer).toMatchObject({ status: 400, body: invalid(message) });
    expectRefusal('chargefy', answer);
    expect((await retrieve(server(), intent.id)).body).toEqual(intent);
  });

  it.each(['application/json; charset=utf-8', 'Application/JSON', 'application/json;x=1'])(
    'may say that it is %s',
    async (type) => {
      const { id } = await arrange(server(), { status: 'requires_capture' });
      const request = { body: '{"cancellation_reason":"duplicate"}', headers: { 'Content-Type': type } };

      expect(await cancel(server(), id, request)).toMatchObject({ status: 200 });
    },
  );

  it.each(['application/json', 'text/plain', 'multipart/form-data; boundary=x', 'nonsense'])(
    'may be empty, with any content type: %s',
    async (type) => {
      const { id } = await arrange(server(), { status: 'requires_capture' });

      const answer = await cancel(server(), id, { body: '', headers: { 'Content-Type': type } });

      expect(answer).toMatchObject({ status: 200, body: { cancellation_reason: null } });
    },
  );

  it.each([
    ['?cancellation_reason=duplicate', undefined, 'cancellation_reason'],
    ['?cancellation_reason=duplicate', '{"cancellation_reason":"duplicate"}', 'cancellation_reason'],
    ['?&expand[]=nope&%zz', '{}', 'expand[]'],
    ['?%zz', undefined, '%zz'],
    ['?=1', undefined, ''],
  ])('is the only place of parameters: the query %s is refused', async (query, body, param) => {
    const intent = await arrange(server(), { status: 'requires_capture' });

    const path = `/v1/payment-intents/${intent.id}/cancel${query}`;
    const answer = await call(server(), path, { method: 'POST', ...(body !== undefined && { body }) });

    const message = `Invalid query parameter: ${param}. Parameters belong in the body.`;
    expect(answer).toMatchObject({ status: 400, body: invalid(message) });
    expectRefusal('chargefy', answer);
    expect((await retrieve(server(), intent.id)).body).toEqual(intent);
  });

  it.each(['?', '?&&'])('may have an empty query next to it: %s', async (query) => {
    const { id } = await arrange(server(), { status: 'requires_capture' });
    const answer = await call(server(), `/v1/payment-intents/${id}/cancel${query}`, { method: 'POST' });
    expect(answer).toMatchObject({ status: 200, body: { status: 'canceled' } });
  });

  it('comes after the key: a query without one is a 401', async () => {
    const { id } = await arrange(server(), { status: 'requires_capture' });
    const path = `/v1/payment-intents/${id}/cancel?cancellation_reason=duplicate`;
    expect(await call(server(), path, { method: 'POST', key: null })).toMatchObject({ status: 401 });
  });

  it('is ignored in a retrieve, and so is the query', async () => {
    const intent = await arrange(server(), { status: 'requires_capture' });
    const query = '?cancellation_reason=nope&expand[]=nope&%zz';
    expect((await retrieve(server(), intent.id, query)).body).toEqual(intent);
  });

  it('is not read when it is compressed', async () => {
    const intent = await arrange(server(), { status: 'requires_capture' });
    const { key, mediaType } = spoken.chargefy;

    const response = await fetch(`${server().url}/v1/payment-intents/${intent.id}/cancel`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': mediaType, 'Content-Encoding': 'gzip' },
      body: gzipSync('{"cancellation_reason":"duplicate"}'),
    });

    expect(response.status).toBe(400);
    expect(await response.json()).toEqual(invalid('Invalid request body: its Content-Encoding is not supported.'));
    expect((await retrieve(server(), intent.id)).body).toEqual(intent);
  });
});
