import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { toCurl } from '../../../src/conformance/run/curl.js';
import type { HttpRequest } from '../../../src/conformance/target/Exchange.js';
import { httpTransport } from '../../../src/conformance/target/httpTransport.js';
import { createRedact, redactExchange } from '../../../src/conformance/target/redact.js';
import { fakeTarget } from '../../support/conformance.js';
import { hasCurl } from '../../support/curl.js';

const target = fakeTarget(undefined, { key: 'sk_test_mine', otherKey: 'sk_test_other' });
const auth = { Authorization: 'Bearer sk_test_mine' };
const form = { ...auth, 'Content-Type': 'application/x-www-form-urlencoded' };

interface Seen {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

let url: string;
let seen: Seen[] = [];

async function seenDuring(act: () => Promise<void>): Promise<Seen[]> {
  seen = [];
  await act();
  return seen;
}

beforeAll(async () => {
  const server = createServer({ maxHeaderSize: 1 << 17 }, async (request, response) => {
    const {
      host: _,
      connection: _c,
      'content-length': _l,
      'user-agent': _u,
      accept: _a,
      expect: _e,
      ...headers
    } = request.headers;
    const body = (await buffer(request)).toString('hex');
    seen.push({ method: request.method, path: request.url, headers: headers as Seen['headers'], body });
    response.end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return () => server.close();
});

/** The line as a report shows it. */
function lineFor(request: HttpRequest, base = url): string {
  const answer = { status: 200, headers: {}, text: '{}', json: {} };
  const exchange = redactExchange({ request, answer, startedAt: 0, durationMs: 0 }, createRedact(target));
  return toCurl(exchange.request, base);
}

/** Pastes lines where the keys are in the variables of their names. */
async function paste(lines: readonly string[]): Promise<void> {
  const env = { PATH: process.env.PATH, KEY: 'sk_test_mine', OTHER_KEY: 'sk_test_other' };
  await promisify(execFile)('bash', ['-ec', lines.join('\n')], { env });
}

const requests: Record<string, HttpRequest> = {
  'no body': { method: 'POST', path: '/v1/payment_intents/pi_1/cancel', headers: auth },
  'a form': { method: 'POST', path: '/v1/x', headers: form, body: 'cancellation_reason=duplicate&expand[]=customer' },
  'a body without a content type': { method: 'POST', path: '/v1/x', headers: auth, body: 'a=1' },
  'an empty body': { method: 'POST', path: '/v1/x', headers: form, body: '' },
  'JSON with quotes and a dollar': {
    method: 'POST',
    path: '/v1/x',
    headers: { ...auth, 'content-type': 'application/json' },
    body: `{"it's": "$HOME \`id\` \\"!!\\" \\\\ é 😀"}`,
  },
  'line breaks and control characters': {
    method: 'POST',
    path: '/v1/x',
    headers: form,
    body: 'a\r\nb\t\x01\x7f\x1b[m',
  },
  'bytes that are no text': {
    method: 'POST',
    path: '/v1/x',
    headers: form,
    body: Buffer.from('a=\xff\xfe9', 'latin1'),
  },
  'a NUL': { method: 'POST', path: '/v1/x', headers: form, body: 'a=\0b' },
  'a body that begins like a file name': { method: 'POST', path: '/v1/x', headers: form, body: '@/etc/hostname' },
  'a body longer than a command line': { method: 'POST', path: '/v1/x', headers: form, body: 'x'.repeat(2 ** 21) },
  'a path to normalize': { method: 'GET', path: '/v1/a/../b/./c//d', headers: auth },
  'a path that globs': { method: 'GET', path: '/v1/x?expand[]=a&b={1,2}&c=[1-3]', headers: auth },
  'an encoded path': { method: 'POST', path: '/v1/%00/%2F..%2f/%zz/$(id)/`id`;a&b|c', headers: auth },
  'a key as the id': { method: 'GET', path: '/v1/sk_test_mine?key=sk_test_mine', headers: auth },
  'another key': { method: 'GET', path: '/v1/x', headers: { Authorization: 'Bearer sk_test_other' } },
  'a longer key': { method: 'GET', path: '/v1/x', headers: { Authorization: 'Bearer sk_test_mine2' } },
  'a key as Basic': {
    method: 'GET',
    path: '/v1/x',
    headers: { Authorization: `Basic ${Buffer.from('sk_test_mine:').toString('base64')}` },
  },
  'a stranger as Basic': { method: 'GET', path: '/v1/x', headers: { Authorization: 'Basic eDp5' } },
  'no key': { method: 'DELETE', path: '/v1/x', headers: {} },
  'an empty header': { method: 'GET', path: '/v1/x', headers: { 'Idempotency-Key': '', 'X-Other': 'it\'s, "a"; b' } },
  'a HEAD': { method: 'HEAD', path: '/v1/x', headers: auth },
  'a GET with a body': { method: 'GET', path: '/v1/x', headers: form, body: 'a=1' },
};

describe('a curl line', () => {
  it.runIf(hasCurl)('sends the request again to the letter', async () => {
    const transport = httpTransport(url);
    const sent = await seenDuring(async () => {
      for (const request of Object.values(requests)) await transport.send(request, AbortSignal.timeout(5_000));
    });
    transport.close?.();
    const pasted = await seenDuring(() => paste(Object.values(requests).map((request) => lineFor(request))));

    const named = (seen: readonly Seen[]) => Object.keys(requests).map((name, index) => ({ name, ...seen[index] }));
    expect(named(pasted)).toEqual(named(sent));
  });

  it.each(Object.entries(requests))('is one line that shows no key: %s', (_, request) => {
    expect(lineFor(request)).not.toMatch(/\p{Cc}|sk_test_mine|sk_test_other|c2tfdGVzdF9/u);
  });

  it('can be read', () => {
    expect(lineFor(requests['a form'] as HttpRequest, 'http://127.0.0.1:4010/')).toBe(
      'curl -i -g --path-as-is -X POST http://127.0.0.1:4010/v1/x -H "Authorization: Bearer $KEY"' +
        " -H 'Content-Type: application/x-www-form-urlencoded'" +
        " --data-binary 'cancellation_reason=duplicate&expand[]=customer'",
    );
    expect(lineFor(requests['a key as Basic'] as HttpRequest, 'http://h')).toBe(
      'curl -i -g --path-as-is http://h/v1/x -u "$KEY:"',
    );
  });

  it('leaves the address to a variable where there is none', () => {
    expect(toCurl({ method: 'GET', path: '/v1/x?a=1', headers: {} })).toBe(`curl -i -g --path-as-is "$URL"'/v1/x?a=1'`);
  });
});
