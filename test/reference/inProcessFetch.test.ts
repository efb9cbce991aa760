import { createServer, type RequestListener } from 'node:http';
import { describe, expect, it } from 'vitest';
import { inProcessFetch } from '../../src/reference/inProcessFetch.js';

const fetchFrom = (listener: RequestListener) => inProcessFetch(createServer(listener));

const echo: RequestListener = async (request, response) => {
  const { method, url, headers } = request;
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify({ method, url, headers, body: Buffer.concat(chunks).toString() }));
};

describe('a fetch without a port', () => {
  it('brings method, path, query, headers and body to the server, and the answer back', async () => {
    const url = 'https://api.stripe.com/v1/payment_intents/pi_1/cancel?a=%5B1%5D#fragment';

    const response = await fetchFrom(echo)(url, { method: 'POST', headers: { 'X-Mine': 'a' }, body: 'b=c' });

    expect(response).toMatchObject({ status: 200, statusText: 'OK', ok: true, url });
    expect(await response.json()).toMatchObject({
      method: 'POST',
      url: '/v1/payment_intents/pi_1/cancel?a=%5B1%5D',
      headers: { host: 'api.stripe.com', 'x-mine': 'a', 'content-length': '3' },
      body: 'b=c',
    });
  });

  it('takes a Request, and what is given beside it', async () => {
    const fetch = fetchFrom(echo);
    const request = new Request('http://localhost/here', { method: 'POST', body: 'first' });

    expect(await (await fetch(request)).json()).toMatchObject({ method: 'POST', url: '/here', body: 'first' });
    const other = await fetch(new Request('http://localhost/here'), { method: 'PUT', body: 'second' });
    expect(await other.json()).toMatchObject({ method: 'PUT', body: 'second' });
  });

  it('has no body where the status has none', async () => {
    const response = await fetchFrom((_, response) => response.writeHead(204).end())('http://localhost/');

    expect([response.status, response.body]).toEqual([204, null]);
  });

  it('rejects as a lost connection when there is no answer', async () => {
    const fetch = fetchFrom((request) => request.socket.destroy());

    const error = await fetch('http://localhost/').catch((error) => error);

    expect(error).toBeInstanceOf(TypeError);
    expect(error).toMatchObject({ message: 'fetch failed', code: 'ECONNRESET', cause: { code: 'ECONNRESET' } });
  });

  it('lets the reading of a body fail that is cut off', async () => {
    const response = await fetchFrom((request, response) => {
      response.writeHead(200, { 'Content-Length': 100 });
      response.write('half of it', () => request.socket.destroy());
    })('http://localhost/');

    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
  });

  it.each<[string, (controller: AbortController) => Parameters<typeof fetch>]>([
    ['in the init', ({ signal }) => ['http://localhost/', { signal }]],
    ['of a Request', ({ signal }) => [new Request('http://localhost/', { signal })]],
  ])('rejects with the reason of an abort, and lets the server know: the signal is %s', async (_, argumentsWith) => {
    const controller = new AbortController();
    let closed = () => {};
    const ended = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const fetch = fetchFrom((_, response) => {
      response.once('close', closed);
      controller.abort(new Error('enough'));
    });

    await expect(fetch(...argumentsWith(controller))).rejects.toThrow('enough');
    await ended;
  });

  it('sends nothing when it is aborted before', async () => {
    const fetch = fetchFrom(() => expect.unreachable());

    await expect(fetch('http://localhost/', { signal: AbortSignal.abort() })).rejects.toThrow('aborted');
  });

  it('gives a redirect back, or rejects where none may come', async () => {
    const fetch = fetchFrom((_, response) => response.writeHead(302, { Location: '/there' }).end());

    expect((await fetch('http://localhost/', { redirect: 'manual' })).status).toBe(302);
    await expect(fetch('http://localhost/', { redirect: 'error' })).rejects.toThrow('redirect');
  });
});
