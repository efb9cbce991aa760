import { describe, expect, it } from 'vitest';
import type { HttpRequest } from '../../../src/conformance/target/Exchange.js';
import { fetchTransport } from '../../../src/conformance/target/fetchTransport.js';
import { httpTransport } from '../../../src/conformance/target/httpTransport.js';
import { serving } from '../../support/serving.js';

const { signal } = new AbortController();

/** A transport over a fetch and a url, with what each of them is asked and what is told. */
async function open() {
  const asked = { byFetch: [] as string[], overUrl: [] as string[], told: [] as string[] };
  const url = await serving((request, response) => {
    asked.overUrl.push(`${request.method} ${request.url}`);
    response.end('{}');
  });
  const fetch: typeof globalThis.fetch = async (input) => {
    const { method, url, headers } = input as Request;
    asked.byFetch.push(`${method} ${url} ${headers.get('content-type')} ${await (input as Request).text()}`);
    return Response.json({});
  };
  const transport = fetchTransport(fetch, `${url}/base/`, httpTransport(`${url}/base/`));
  const tell = (why: string) => asked.told.push(why);
  const send = (request: Partial<HttpRequest>) =>
    transport.send({ method: 'POST', path: '/', headers: {}, ...request }, signal, tell);
  return { transport, url, asked, tell, send };
}

describe('a transport over a fetch and a url', () => {
  it.each<[string, Partial<HttpRequest>, string]>([
    ['a query', { path: '/v1/a?b=c' }, 'POST %url/base/v1/a?b=c null '],
    ['an escaped slash', { path: '/v1/a%2Fb' }, 'POST %url/base/v1/a%2Fb null '],
    ['a body without a type', { body: 'a=b' }, 'POST %url/base/ null a=b'],
    [
      'a body of bytes with a type',
      { body: Buffer.from('a=b'), headers: { 'Content-Type': 'x/y' } },
      'POST %url/base/ x/y a=b',
    ],
  ])('sends %s through the fetch, as it is', async (_, request, expected) => {
    const { url, asked, send } = await open();

    expect(await send(request)).toMatchObject({ status: 200, json: {} });

    expect(asked).toEqual({ byFetch: [expected.replace('%url', url)], overUrl: [], told: [] });
  });

  it.each<[string, Partial<HttpRequest>, string]>([
    ['a path of dots', { path: '/v1/../cancel' }, 'POST /base/v1/../cancel'],
    ['a path of escaped dots', { path: '/v1/%2e%2e/cancel' }, 'POST /base/v1/%2e%2e/cancel'],
    ['a GET with a body', { method: 'GET', body: 'a' }, 'GET /base/'],
    ['a method that fetch refuses', { method: 'TRACE' }, 'TRACE /base/'],
  ])('sends %s over the url, and tells why', async (_, request, expected) => {
    const { asked, send } = await open();

    expect(await send(request)).toMatchObject({ status: 200, json: {} });

    expect(asked).toEqual({ byFetch: [], overUrl: [expected], told: ['it sends what fetch does not'] });
  });

  it('sends what is held back through the fetch, once it is released', async () => {
    const { transport, url, asked, tell } = await open();
    const request = { method: 'POST', path: '/', headers: {}, body: 'a' };
    const held = await Promise.all([1, 2].map(() => transport.connection.hold(request, signal, tell)));
    expect(asked.byFetch).toEqual([]);

    for (const { release } of held) release();

    expect(await Promise.all(held.map(({ answer }) => answer))).toMatchObject([{ status: 200 }, { status: 200 }]);
    const sent = `POST ${url}/base/ null a`;
    expect(asked).toEqual({ byFetch: [sent, sent], overUrl: [], told: [] });
  });

  it('cuts a connection of the url, and tells why', async () => {
    const { transport, asked, tell } = await open();

    await transport.connection.sendAndDrop({ method: 'POST', path: '/', headers: {}, body: 'a' }, signal, tell);

    await expect.poll(() => asked.overUrl).toEqual(['POST /base/']);
    expect(asked).toMatchObject({ byFetch: [], told: ['it cuts the connection before the answer'] });
  });
});
