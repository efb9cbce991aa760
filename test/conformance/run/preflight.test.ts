import type { RequestListener } from 'node:http';
import { describe, expect, it } from 'vitest';
import { runChecks } from '../../../src/conformance/run/runChecks.js';
import { arrangeByFixtures } from '../../../src/conformance/target/arrange/fixtures.js';
import { arrangeByIds } from '../../../src/conformance/target/arrange/ids.js';
import { CannotRun } from '../../../src/conformance/target/CannotRun.js';
import { type Arrange, Unarranged } from '../../../src/conformance/target/Target.js';
import type { DialectName } from '../../../src/contract/dialect.js';
import { fakeCheck } from '../../support/conformance.js';
import { shareReference } from '../../support/reference.js';
import { deadAddress, serving } from '../../support/serving.js';

const nothing: Arrange = async () => {
  throw new Unarranged('nothing here');
};

interface Way {
  readonly dialect?: DialectName;
  readonly key?: string;
  readonly arrange?: Arrange;
  readonly timeoutMs?: number;
}

/** Runs one check that always passes. It passes only when the target is reached. */
function run(url: string, { dialect = 'stripe', key = 'sk_test_reference', arrange, timeoutMs = 5_000 }: Way = {}) {
  const target = { url, key, arrange: arrange ?? arrangeByFixtures(url) };
  return runChecks(dialect, [fakeCheck(`${dialect}/passing`)], target, { timeoutMs });
}

const probe = /[ (]POST \/v1\/payment[_-]intents\/pi_3ConformanceProbe0000000\/cancel/;

/** The one line with which a run is refused, without what it says of the probe. */
async function refusalOf(url: string, way?: Way): Promise<string> {
  const error = await run(url, way).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(CannotRun);
  const { message } = error as CannotRun;
  expect(message).toMatch(/^[^\n]+$/);
  expect(message).toMatch(probe);
  return message.replace(/ \(POST \S+ came back as \d+: .+\)$/, '').replace(/ to POST \S+?(?=:| within)/, '');
}

const json =
  (status: number, body: unknown): RequestListener =>
  (_, response) =>
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));

it('a complaint shows what was sent and what came', async () => {
  const url = await serving((_, response) => response.setHeader('Content-Type', 'text/html').end('<h1>\nHello</h1>'));
  await expect(run(url)).rejects.toThrow(
    "is it the API's base URL? (POST /v1/payment_intents/pi_3ConformanceProbe0000000/cancel came back as 200: <h1> Hello</h1>)",
  );
  await expect(run(await deadAddress())).rejects.toThrow(
    /no answer to POST \S+\/cancel: the connection was refused\.$/,
  );
});

describe('a target that is not there is told from one that deviates', () => {
  it('when no server listens', async () => {
    const url = await deadAddress();
    expect(await refusalOf(url)).toBe(`${url} gives no answer: the connection was refused.`);
  });

  it('when there is no such host', async () => {
    expect(await refusalOf('http://no-such-host.invalid')).toMatch(/^http:\/\/no-such-host\.invalid gives no answer: /);
  });

  it('when it answers with a page', async () => {
    const url = await serving((_, response) => response.setHeader('Content-Type', 'text/html').end('<h1>Hello</h1>'));
    expect(await refusalOf(url)).toBe(`${url} answers 200 with text/html, not JSON; is it the API's base URL?`);
  });

  it('when it hangs, in the time that a check has', async () => {
    const url = await serving(() => {});
    expect(await refusalOf(url, { timeoutMs: 100 })).toBe(`${url} gives no answer within 100 ms.`);
  });

  it('when it begins an answer and hangs', async () => {
    const url = await serving((_, response) => void response.write('{'));
    expect(await refusalOf(url, { timeoutMs: 100 })).toBe(`${url} gives no answer within 100 ms.`);
  });

  it('when it speaks no TLS', async () => {
    const url = (await serving(json(200, {}))).replace('http:', 'https:');
    expect(await refusalOf(url)).toBe(`${url} gives no answer: TLS failed (is it plain http?).`);
  });

  it('when it speaks no HTTP', async () => {
    const url = await serving(({ socket }) => socket.end('220 mail.example ESMTP\r\n'));
    expect(await refusalOf(url)).toMatch(/ gives no answer: it does not speak HTTP: /);
  });

  it('when it hangs up', async () => {
    const url = await serving(({ socket }) => void socket.destroy());
    expect(await refusalOf(url)).toBe(`${url} gives no answer: the connection was closed.`);
  });

  it('when it redirects', async () => {
    const url = await serving((_, response) => response.writeHead(301, { Location: 'https://api.example/' }).end());
    expect(await refusalOf(url)).toBe(`${url} redirects to https://api.example/; give the address it redirects to.`);
  });

  it.each([
    [
      'a page of a 404',
      404,
      'text/html',
      '<pre>Cannot POST /v1/payment_intents/pi_3ConformanceProbe0000000/cancel</pre>',
    ],
    ['a page of a gateway', 502, 'text/html', '<h1>Bad Gateway</h1>'],
  ])('when all it has is %s', async (_, status, type, page) => {
    const url = await serving(({ url: path = '' }, response) =>
      response.writeHead(status, { 'Content-Type': type }).end(page.replace(/\/v1\S*cancel/, path)),
    );
    expect(await refusalOf(url)).toBe(`${url} answers ${status} with ${type}, not JSON; is it the API's base URL?`);
  });

  it('when it has the same JSON for everything', async () => {
    const url = await serving(json(200, { hello: 'world' }));
    expect(await refusalOf(url)).toBe(
      `${url} has no such API there: it answers 200 to every path; is it the base URL, or does it speak the other dialect?`,
    );
  });
});

describe.each([
  { dialect: 'stripe', key: 'sk_test_reference', other: 'chargefy' },
  { dialect: 'chargefy', key: 'ch_test_reference', other: 'stripe' },
] as const)('the reference server of $dialect', ({ dialect, key, other }) => {
  const served = shareReference(dialect);
  const otherServed = shareReference(other);

  it('is reached', async () => {
    const { url } = served();
    expect((await run(url, { dialect, key })).results).toMatchObject([{ verdict: 'pass' }]);
    expect((await run(`${url}/`, { dialect, key })).results).toMatchObject([{ verdict: 'pass' }]);
  });

  it('is reached without arranging anything', async () => {
    expect((await run(served().url, { dialect, key, arrange: nothing })).results).toMatchObject([{ verdict: 'pass' }]);
  });

  it.each(['/v1', '/api'])('is not reached at the wrong base path %s', async (path) => {
    const url = served().url + path;
    expect(await refusalOf(url, { dialect, key })).toBe(
      `${url} has no such API there: it answers 404 to every path; is it the base URL, or does it speak the other dialect?`,
    );
  });

  it('is not reached with a key it does not know', async () => {
    const { url } = served();
    const refusal = await refusalOf(url, { dialect, key: 'sk_test_unknown' });
    expect(refusal).toBe(`${url} does not accept the key: it answers 401.`);
  });

  it('is not reached in the other dialect', async () => {
    const { url } = otherServed();
    const otherKey = other === 'stripe' ? 'sk_test_reference' : 'ch_test_reference';
    expect(await refusalOf(url, { dialect, key: otherKey, arrange: nothing })).toMatch(
      /has no such API there: .*; is it the base URL, or does it speak the other dialect\?$/,
    );
  });
});

it('a file of ids keeps its ids, with any answer of the target', async () => {
  const paths: string[] = [];
  const url = await serving(({ method, url: path = '' }, response) => {
    paths.push(`${method} ${path}`);
    const known = path.includes('pi_own') && method === 'GET';
    response.writeHead(known ? 200 : 404).end(JSON.stringify(known ? { id: 'pi_own' } : { error: 'not found' }));
  });
  const key = 'sk_test_reference';
  const arrange = arrangeByIds({ requires_payment_method: ['pi_own'] }, key);
  const taking = fakeCheck('stripe/taking', async (session) => {
    expect(await session.arrange('requires_payment_method')).toBe('pi_own');
  });
  const { results } = await runChecks('stripe', [taking], { url, key, arrange });
  expect(results).toMatchObject([{ verdict: 'pass' }]);
  // Once before all checks, once when it was given to one.
  const looks = Array(2).fill('GET /v1/payment_intents/pi_own');
  expect(paths.filter((path) => path.includes('pi_own'))).toEqual(looks);
});

it('a page of one long word is looked at in no time', async () => {
  const word = 'a'.repeat(1 << 19);
  const url = await serving(json(404, { error: word }));
  const start = performance.now();
  expect(await refusalOf(url, { arrange: nothing })).toMatch(/has no such API there/);
  expect(performance.now() - start).toBeLessThan(3_000);
});

describe('a target that only deviates is judged', () => {
  const id = 'pi_arranged';
  const arrange: Arrange = async () => ({ id });
  /** Knows the arranged intent, and gives everything else the same answer. */
  const knowing =
    (otherwise: RequestListener): RequestListener =>
    (request, response) =>
      request.url?.includes(id) ? json(200, { status: 'canceled' })(request, response) : otherwise(request, response);

  it.each<[string, RequestListener]>([
    ['the same answer for unknown intents and unknown paths', json(404, { error: 'not found' })],
    ['a page for unknown intents', (_, response) => response.writeHead(404).end('<h1>Not found</h1>')],
    ['401 for unknown intents', json(401, { error: 'who are you?' })],
    ['a redirect for unknown intents', (_, response) => response.writeHead(302, { Location: '/' }).end()],
  ])('when it has %s', async (_, otherwise) => {
    const url = await serving(knowing(otherwise));
    expect((await run(url, { arrange })).results).toMatchObject([{ verdict: 'pass' }]);
  });

  it('when it has no retrieve', async () => {
    const url = await serving((request, response) => {
      if (request.method !== 'POST') return response.writeHead(404).end('Cannot GET');
      const missing = request.url?.startsWith('/v1/payment_intents/') ? 'No such intent' : 'Unrecognized request URL';
      return json(404, { error: { message: missing } })(request, response);
    });
    expect((await run(url, { arrange: nothing })).results).toMatchObject([{ verdict: 'pass' }]);
  });
});
