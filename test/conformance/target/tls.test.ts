import { once } from 'node:events';
import { createServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { httpTransport, type Tls } from '../../../src/conformance/target/httpTransport.js';
import { networkFetch } from '../../../src/conformance/target/networkFetch.js';
import { certificate } from '../../support/certificate.js';

async function servingTls(options: ServerOptions = {}): Promise<string> {
  const server = createServer({ ...certificate, ...options }, (_, response) => response.end('{}')).listen(
    0,
    '127.0.0.1',
  );
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function send(url: string, tls?: Tls) {
  const transport = httpTransport(url, tls);
  onTestFinished(() => transport.close?.());
  return transport.send({ method: 'POST', path: '/', headers: {} }, new AbortController().signal);
}

it('a certificate that nobody vouches for is refused, with what to do about it', async () => {
  await expect(send(await servingTls())).rejects.toThrow(
    /its certificate is not trusted; NODE_EXTRA_CA_CERTS .*--insecure/,
  );
});

it('any certificate is taken when that is asked for', async () => {
  expect(await send(await servingTls(), { insecure: true })).toMatchObject({ status: 200 });
});

it('a client certificate is shown to a target that asks for one', async () => {
  const url = await servingTls({ requestCert: true, rejectUnauthorized: true, ca: certificate.cert });
  await expect(send(url, { insecure: true })).rejects.toThrow();
  expect(await send(url, { insecure: true, ...certificate })).toMatchObject({ status: 200 });
});

it('what arranges speaks TLS in the same way', async () => {
  const url = await servingTls();
  const network = networkFetch({ insecure: true }, (transport) => transport);
  onTestFinished(() => network.close());
  const { signal } = new AbortController();
  const fetch = network.fetchBy((transport, request) => transport.send(request, signal));
  const response = await fetch(`${url}/a?b=c`, { method: 'POST', body: 'd' });
  expect([response.status, await response.json()]).toEqual([200, {}]);
});
