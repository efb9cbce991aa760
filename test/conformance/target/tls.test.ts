import type { RequestListener } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { httpTransport, type Tls } from '../../../src/conformance/target/httpTransport.js';
import { networkFetch } from '../../../src/conformance/target/networkFetch.js';
import { certificate } from '../../support/certificate.js';
import { servingTls } from '../../support/servingTls.js';

const answering: RequestListener = (_, response) => response.end('{}');

function send(url: string, tls?: Tls) {
  const transport = httpTransport(url, tls);
  onTestFinished(() => transport.close?.());
  return transport.send({ method: 'POST', path: '/', headers: {} }, new AbortController().signal);
}

it('a certificate of no known authority is refused, with what to do about it', async () => {
  await expect(send(await servingTls(answering))).rejects.toThrow(
    /its certificate is not trusted; NODE_EXTRA_CA_CERTS .*--insecure/,
  );
});

it('any certificate is taken when that is asked for', async () => {
  expect(await send(await servingTls(answering), { insecure: true })).toMatchObject({ status: 200 });
});

it('a client certificate is shown to a target that asks for one', async () => {
  const url = await servingTls(answering, { requestCert: true, rejectUnauthorized: true, ca: certificate.cert });
  await expect(send(url, { insecure: true })).rejects.toThrow();
  expect(await send(url, { insecure: true, ...certificate })).toMatchObject({ status: 200 });
});

it('an adapter uses TLS in the same way', async () => {
  const url = await servingTls(answering);
  const network = networkFetch({ insecure: true }, (transport) => transport);
  onTestFinished(() => network.close());
  const { signal } = new AbortController();
  const fetch = network.fetchBy((transport, request) => transport.send(request, signal));
  const response = await fetch(`${url}/a?b=c`, { method: 'POST', body: 'd' });
  expect([response.status, await response.json()]).toEqual([200, {}]);
});
