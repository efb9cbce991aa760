import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { contractFor } from '../../src/contract/contracts.js';
import { dialectNames } from '../../src/contract/dialect.js';
import type { Reference } from '../../src/reference/Reference.js';
import { startReference } from '../../src/reference/startReference.js';
import { startReference as startWithKeys } from '../support/reference.js';
import { pathOf } from '../support/referencePath.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';

const on = 'cancelPaymentIntent';
const control = contractFor('control');
const routes = control.operations.filter(({ needsKey }) => needsKey).map(({ method, path }) => [method, path] as const);

/** Sends a request with headers that fetch sets by itself, and checks that the answer is one of the document's. */
async function ask(
  base: string,
  method: string,
  path: string,
  { key, body, headers = {} }: { key?: string; body?: string; headers?: Record<string, string> } = {},
) {
  const sent = request(`${base}${path}`, {
    method,
    headers: { ...(key !== undefined && { Authorization: `Bearer ${key}` }), ...headers },
  });
  sent.end(body);
  const [response] = await once(sent, 'response');
  const answer = { status: response.statusCode as number, headers: response.headers, body: await json(response) };
  const [plain] = path.split('?');
  const operation = control.operations.find((other) => other.method === method && other.path === plain);
  const validate = operation?.responses.get(answer.status)?.body;
  if (operation) expect(validate?.(answer.body), `${method} ${path} ${JSON.stringify(answer)}`).toBe(true);
  return answer as typeof answer & {
    body: { data: Record<string, unknown>[]; error: { message: string }; now: number };
  };
}

describe.each(dialectNames)('the control of %s over HTTP', (dialect) => {
  let reference: Reference<typeof dialect>;
  let url: string;
  let key: string;
  let other: string;
  beforeAll(async () => {
    reference = await startReference(dialect);
    url = await reference.listen();
    ({ secret: key, other } = reference.keys as { secret: string; other: string });
    return () => reference.close();
  });
  afterEach(() => reference.reset());
  const cancel = (id: string) => ask(url, 'POST', `${pathOf(dialect, id)}/cancel`, { key });
  const hold = JSON.stringify({ status: 'requires_capture', id: 'pi_mine' });

  it('makes an intent and lists those of the key’s owner', async () => {
    const made = await ask(url, 'POST', '/_fixtures/payment_intents', { key, body: hold });
    await ask(url, 'POST', '/_fixtures/payment_intents', {
      key: other,
      body: '{"status":"succeeded","id":"pi_other"}',
    });

    const mine = await ask(url, 'GET', '/_fixtures/payment_intents', { key });
    const others = await ask(url, 'GET', '/_fixtures/payment_intents', { key: other });

    expect([made.status, mine.status]).toEqual([201, 200]);
    expect(mine.body).toEqual({ data: [made.body] });
    expect(others.body.data).toMatchObject([{ id: 'pi_other' }]);
    expect(mine.body.data).toEqual(await reference.intents());
  });

  it('adds faults, lists what is to come and takes them back', async () => {
    await ask(url, 'POST', '/_fixtures/payment_intents', { key, body: hold });
    const fault = { on, answer: 'RateLimited', times: 2 };

    const added = await ask(url, 'POST', '/_faults', { key, body: JSON.stringify(fault) });
    const refused = await cancel('pi_mine');
    const pending = await ask(url, 'GET', '/_faults', { key });
    const cleared = await ask(url, 'DELETE', '/_faults', { key });
    const canceled = await cancel('pi_mine');

    expect([added.status, added.body]).toEqual([201, fault]);
    expect(pending.body).toEqual({ data: [{ ...fault, times: 1 }] });
    expect([cleared.status, cleared.body]).toEqual([200, { data: [] }]);
    expect([refused.status, canceled.status]).toEqual([429, 200]);
  });

  it.each([
    [{ on: 'refundPaymentIntent', drop: 'before' }, /^There is no operation refundPaymentIntent; known are cancel/],
    [{ on }, /^Nothing would go wrong; give an answer, a delay, a drop or truncate\.$/],
    [[], /^A fault must be an object/],
    [null, /^A fault must be an object/],
  ])('says of a fault that can’t happen how to mend it: %j', async (fault, message) => {
    const { status, body } = await ask(url, 'POST', '/_faults', { key, body: JSON.stringify(fault) });

    expect([status, body.error.message]).toEqual([400, expect.stringMatching(message)]);
    expect(reference.faults.pending()).toEqual([]);
  });

  it('says what time it is, and has the clock of the object', async () => {
    await reference.clock.stop();
    await reference.clock.advance('3d');

    const read = await ask(url, 'GET', '/_clock', { key });

    expect([read.status, read.body]).toEqual([200, { now: await reference.clock.now(), state: 'stopped' }]);
  });

  it('moves the time on, stops it and lets it go', async () => {
    const move = (sent: object) => ask(url, 'POST', '/_clock', { key, body: JSON.stringify(sent) });
    const stopped = await move({ state: 'stopped' });
    const { now } = stopped.body;

    const moved = [await move({ advance: '7d' }), await move({ advance: 60_000 }), await move({ state: 'stopped' })];
    const both = await move({ state: 'stopped', advance: '1.5h' });
    const going = await move({ advance: '0s', state: 'running' });

    expect([stopped.status, ...moved.map(({ status }) => status), both.status, going.status]).toEqual(
      Array(6).fill(200),
    );
    expect(moved.map(({ body }) => body)).toEqual(
      [7 * 86_400, 7 * 86_400 + 60, 7 * 86_400 + 60].map((later) => ({ now: now + later, state: 'stopped' })),
    );
    expect(both.body).toEqual({ now: now + 7 * 86_400 + 60 + 5_400, state: 'stopped' });
    expect(going.body).toEqual({ now: both.body.now, state: 'running' });
  });

  it.each([
    [{ advance: '-1d' }, 'Time does not go back by "-1d"; give a span of 0 or more.'],
    [{ advance: -1 }, 'Time does not go back by -1; give a span of 0 or more.'],
    [{ advance: '-0.0001s' }, 'Time does not go back by "-0.0001s"; give a span of 0 or more.'],
    [{ advance: '-1d', state: 'stopped' }, 'Time does not go back by "-1d"; give a span of 0 or more.'],
    [{ advance: '7 days' }, /^"7 days" is not a span of time; give whole milliseconds, or a text such as '7d'/],
    [{ advance: '2w' }, /^"2w" is not a span of time; give/],
    [{ advance: '7D' }, /^"7D" is not a span of time; give/],
    [{ advance: '1000' }, /^"1000" is not a span of time; give/],
    [{ advance: '' }, /^"" is not a span of time; give/],
    [{ advance: 0.5 }, /^0.5 is not a span of time; give/],
    [{ advance: null }, /^null is not a span of time; give/],
    [{ advance: true }, /^true is not a span of time; give/],
    [{ advance: ['7d'] }, /^\["7d"\] is not a span of time; give/],
    [{ advance: '9999999d' }, 'Time ends with the year 9999; give a shorter span.'],
    [{ advance: '99999999999999999999d' }, 'Time ends with the year 9999; give a shorter span.'],
    [{ advance: 1e300 }, 'Time ends with the year 9999; give a shorter span.'],
    [{ advance: '1d', state: 'real' }, 'state must be running or stopped.'],
    [{ state: null }, 'state must be running or stopped.'],
    [{ advance: '1d', now: 1 }, 'A clock has no member now; known are advance, state.'],
    [{}, 'Nothing would change; give advance, such as "7d", or state.'],
    [[], /^The body must be a JSON object, such as/],
    [null, /^The body must be a JSON object, such as/],
    ['7d', /^The body must be a JSON object, such as/],
  ])('says of a move of the clock that can’t be how to mend it: %j', async (sent, message) => {
    await reference.clock.stop();
    const before = await ask(url, 'GET', '/_clock', { key });

    const { status, body } = await ask(url, 'POST', '/_clock', { key, body: JSON.stringify(sent) });

    const expected = typeof message === 'string' ? message : expect.stringMatching(message);
    expect([status, body.error.message]).toEqual([400, expected]);
    expect((await ask(url, 'GET', '/_clock', { key })).body).toEqual(before.body);
    // What depends on the time it is, no schema can say.
    expect(control.schema('ClockMove')(sent)).toBe(body.error.message.startsWith('Time ends'));
  });

  it('lists the requests that the vendor would have seen, and none of its own', async () => {
    await ask(url, 'POST', '/_fixtures/payment_intents', { key, body: hold });
    await ask(url, 'POST', '/_faults', { key, body: '{}' });
    await cancel('pi_mine');

    const { body } = await ask(url, 'GET', '/_requests', { key });

    expect(body.data).toMatchObject([
      {
        method: 'POST',
        operation: on,
        id: 'pi_mine',
        idempotency_key: null,
        status: 200,
        replayed: false,
        fault: null,
      },
    ]);
    expect(body.data[0]?.request_id).toBe(reference.requests.all()[0]?.requestId);
  });

  it('is empty after a reset, also for a second one at the same time', async () => {
    await ask(url, 'POST', '/_fixtures/payment_intents', { key, body: hold });
    await cancel('pi_mine');
    reference.faults.add({ on, drop: 'before' });

    const resets = await Promise.all([1, 2, 3].map(() => ask(url, 'POST', '/_reset', { key })));

    for (const { status, body } of resets) expect([status, body]).toEqual([200, { status: 'empty' }]);
    expect(await reference.intents()).toEqual([]);
    expect([reference.faults.pending(), reference.requests.all()]).toEqual([[], []]);
  });

  it.each(routes)('%s %s needs a secret key', async (method, path) => {
    const nobody = await ask(url, method, path);
    const stranger = await ask(url, method, path, { key: `${key}_wrong` });

    expect([nobody.status, stranger.status]).toEqual([401, 401]);
  });

  it.each(routes)('%s %s is not for pages of other machines', async (method, path) => {
    for (const origin of ['https://example.com', 'http://localhost.example.com', 'null']) {
      const { status, body } = await ask(url, method, path, { key, headers: { Origin: origin } });
      expect([status, body.error.message]).toEqual([403, expect.stringContaining(`Pages of ${origin} may not`)]);
    }
  });

  it.each(routes)('%s %s is not for other names of this machine', async (method, path) => {
    for (const host of ['rebound.example.com', '127.0.0.1.example.com', 'localhost@example.com', '192.168.0.1:80']) {
      const { status, body } = await ask(url, method, path, { key, headers: { Host: host } });
      expect([status, body.error.message]).toEqual([403, expect.stringContaining(`not as ${host}`)]);
    }
  });

  it.each(['localhost', 'LOCALHOST:80', '127.0.0.1', '127.1.2.3:4010', '[::1]:4010'])(
    'is for this machine by its names: %s',
    async (host) => {
      const headers = { Host: host, Origin: `http://${host.toLowerCase()}` };
      expect((await ask(url, 'GET', '/_faults', { key, headers })).status).toBe(200);
    },
  );

  it.each(routes)('%s %s takes no query', async (method, path) => {
    const { status, body } = await ask(url, method, `${path}?limit=1`, { key });

    expect([status, body.error.message]).toEqual([400, `${method} ${path} has no parameters; leave the query out.`]);
  });

  it.each(
    control.operations
      .filter(({ needsKey, requestBody }) => needsKey && !requestBody)
      .map(({ method, path }) => [method, path]),
  )('%s %s takes no body', async (method, path) => {
    const headers = { 'Content-Length': '2' };
    const { status, body } = await ask(url, method, path, { key, body: '{}', headers });

    expect([status, body.error.message]).toEqual([400, `${method} ${path} has no body; leave it out.`]);
  });

  it.each(['', '{', 'on=cancelPaymentIntent'])('takes JSON only: %j', async (sent) => {
    for (const path of ['/_faults', '/_fixtures/payment_intents', '/_clock', '/_webhooks', '/_delivery_faults']) {
      const { status, body } = await ask(url, 'POST', path, { key, body: sent });
      expect([status, body.error.message]).toEqual([400, 'The body must be a JSON object.']);
    }
  });

  it.each([
    ['PUT', '/_faults'],
    ['HEAD', '/_requests'],
    ['GET', '/_reset'],
    ['POST', '/_requests'],
    ['PUT', '/_clock'],
    ['HEAD', '/_clock'],
    ['DELETE', '/_clock'],
    ['GET', '/_faults/'],
    ['GET', '/_nothing'],
    ['PUT', '/_webhooks'],
    ['GET', '/_webhooks/we_1'],
    ['DELETE', '/_events'],
    ['GET', '/_events/evt_1/deliver'],
    ['PUT', '/_delivery_faults'],
  ])('%s %s is unknown', async (method, path) => {
    const { status } = await reference.fetch(`http://localhost${path}`, {
      method,
      headers: { Authorization: `Bearer ${key}` },
    });
    expect(status).toBe(404);
  });

  it('is not asked for a key to say that it is up', async () => {
    const headers = { Host: 'any.example', Origin: 'https://example.com' };
    expect((await ask(url, 'GET', '/_health', { headers })).status).toBe(200);
  });
});

describe('the control of Stripe', () => {
  it.each([
    ['pk_test_reference', 'This API call cannot be made with a publishable API key.'],
    ['rk_test_readonly', 'Only a secret key controls this server; send one.'],
    ['rk_test_writing', 'Only a secret key controls this server; send one.'],
  ])('is not for a key that is not secret: %s', async (key, message) => {
    const { url } = await startWithKeys('stripe');
    const { status, body } = await ask(url, 'GET', '/_requests', { key });

    expect([status, body.error.message]).toEqual([403, expect.stringContaining(message)]);
  });

  it('is not for an expired key', async () => {
    const { url } = await startWithKeys('stripe');

    expect((await ask(url, 'GET', '/_faults', { key: 'rk_test_expired' })).status).toBe(401);
  });

  it('makes and lists intents of the account that a key acts for', async () => {
    const { url } = await startWithKeys('stripe');
    const key = 'sk_test_platform';
    const headers = { 'Stripe-Account': 'acct_connected' };
    await ask(url, 'POST', '/_fixtures/payment_intents', { key, headers, body: '{"id":"pi_1","status":"succeeded"}' });

    expect((await ask(url, 'GET', '/_fixtures/payment_intents', { key })).body).toEqual({ data: [] });
    expect((await ask(url, 'GET', '/_fixtures/payment_intents', { key, headers })).body.data).toMatchObject([
      { id: 'pi_1' },
    ]);
  });

  it('waits with a reset for requests under way, and not for those behind it on its connection', async () => {
    await using reference = await startReference('stripe');
    const { id } = await reference.createIntent({ status: 'requires_capture' });
    const url = await reference.listen();
    reference.faults.add({ on, delay: 3_600_000 });
    const headers = { Authorization: `Bearer ${reference.keys.secret}` };
    const delayed = fetch(`${url}/v1/payment_intents/${id}/cancel`, { method: 'POST', headers });
    await expect.poll(() => reference.faults.pending()).toEqual([]);
    const head = `Host: localhost\r\nAuthorization: ${headers.Authorization}\r\n`;
    const socket = connect(Number(new URL(url).port), '127.0.0.1');

    socket.write(`POST /_reset HTTP/1.1\r\n${head}\r\nGET /_requests HTTP/1.1\r\n${head}Connection: close\r\n\r\n`);
    let answers = '';
    for await (const chunk of socket) answers += chunk;

    expect(await (await delayed).json()).toMatchObject({ id, status: 'canceled' });
    expect(answers.match(/HTTP\/1.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 200']);
    expect(answers).toContain('{"status":"empty"}');
    expect(answers).toContain('{"data":[]}');
    expect(await reference.intents()).toEqual([]);
  });

  it('does not empty a database that outlives the process, but the object does', async () => {
    const database = `file:${temporaryDirectory()}/intents.db`;
    await using reference = await startReference('stripe', { database });
    await reference.createIntent({ status: 'requires_capture' });

    const answer = await reference.fetch('http://localhost/_reset', {
      method: 'POST',
      headers: { Authorization: `Bearer ${reference.keys.secret}` },
    });

    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({
      error: { message: 'This server keeps its database; start serve with --database memory: or with --allow-reset.' },
    });
    expect(await reference.intents()).toHaveLength(1);
    await reference.reset();
    expect(await reference.intents()).toEqual([]);
  });
});
