import { expect, it } from 'vitest';
import { toHar } from '../../../src/conformance/report/har.js';
import { runChecks } from '../../../src/conformance/run/runChecks.js';
import { arrangeByFixtures } from '../../../src/conformance/target/arrange/fixtures.js';
import type { Exchange } from '../../../src/conformance/target/Exchange.js';
import { fakeCheck, fakeReport, fakeTarget } from '../../support/conformance.js';
import { serving } from '../../support/serving.js';

const exchange: Exchange = {
  request: {
    method: 'POST',
    path: '/v1/payment_intents/pi_1/cancel?expand[]=customer&expand[]=latest_charge&a',
    headers: { Authorization: 'Bearer $KEY', 'Content-Type': 'application/x-www-form-urlencoded' },
    body: 'a=é',
  },
  answer: {
    status: 302,
    headers: { location: '/there', 'content-type': 'application/json; charset=utf-8' },
    text: '{"é":1}',
    json: { é: 1 },
  },
  startedAt: Date.UTC(2026, 0, 2, 3, 4, 5, 6),
  durationMs: 12.5,
};

const entriesOf = (...exchanges: Exchange[]) =>
  (toHar(fakeReport([], exchanges)) as { log: { entries: Record<string, never>[] } }).log.entries;

it('traffic is written as an HTTP archive', () => {
  expect(toHar(fakeReport([], [exchange]))).toEqual({
    log: {
      version: '1.2',
      creator: { name: 'payment-intent-contract', version: '1.2.3' },
      entries: [
        {
          startedDateTime: '2026-01-02T03:04:05.006Z',
          time: 12.5,
          request: {
            method: 'POST',
            url: `http://127.0.0.1:4010${exchange.request.path}`,
            httpVersion: 'HTTP/1.1',
            cookies: [],
            headers: [
              { name: 'Authorization', value: 'Bearer $KEY' },
              { name: 'Content-Type', value: 'application/x-www-form-urlencoded' },
            ],
            queryString: [
              { name: 'expand[]', value: 'customer' },
              { name: 'expand[]', value: 'latest_charge' },
              { name: 'a', value: '' },
            ],
            postData: { mimeType: 'application/x-www-form-urlencoded', params: [], text: 'a=é' },
            headersSize: -1,
            bodySize: 4,
          },
          response: {
            status: 302,
            statusText: 'Found',
            httpVersion: 'HTTP/1.1',
            cookies: [],
            headers: [
              { name: 'location', value: '/there' },
              { name: 'content-type', value: 'application/json; charset=utf-8' },
            ],
            content: { size: 8, mimeType: 'application/json; charset=utf-8', text: '{"é":1}' },
            redirectURL: '/there',
            headersSize: -1,
            bodySize: 8,
          },
          cache: {},
          timings: { send: 0, wait: 12.5, receive: 0 },
        },
      ],
    },
  });
});

it('entries are in the order the requests left', () => {
  const entries = entriesOf({ ...exchange, startedAt: 2000 }, { ...exchange, startedAt: 1000 });
  expect(entries.map(({ startedDateTime }) => startedDateTime)).toEqual([
    '1970-01-01T00:00:01.000Z',
    '1970-01-01T00:00:02.000Z',
  ]);
});

it('a request without a body has no post data, and bytes that are no text are told from text', () => {
  const { body: _, ...bodyless } = exchange.request;
  const bytes = { ...exchange.request, headers: {}, body: Uint8Array.of(0x61, 0xff) };
  const entries = entriesOf({ ...exchange, request: bodyless }, { ...exchange, request: bytes });
  expect(entries[0]).not.toHaveProperty('request.postData');
  expect(entries[1]).toMatchObject({ request: { postData: { mimeType: '', text: 'Yf8=', comment: 'base64' } } });
});

it('a request that got no answer is there with status 0', async () => {
  const check = fakeCheck('stripe/unanswered', async (session) => void (await session.cancel('pi_1')));
  const target = fakeTarget(() => {
    throw new Error('no');
  });
  const { exchanges } = await runChecks('stripe', [check], target);
  expect(entriesOf(...exchanges)).toMatchObject([{ response: { status: 0, statusText: '', content: { text: '' } } }]);
});

it('each entry names its check, those that arrange included', async () => {
  const url = await serving((request, response) => {
    const made = request.url === '/_fixtures/payment_intents';
    response.writeHead(made ? 201 : 404).end(made ? '{"id":"pi_made"}' : `{"path":"${request.url?.length}"}`);
  });
  const check = fakeCheck(
    'stripe/arranged',
    async (session) => void (await session.cancel(await session.arrange('x'))),
  );
  const target = fakeTarget(undefined, { arrange: arrangeByFixtures(`${url}/`) });
  const { exchanges } = await runChecks('stripe', [check], target);
  expect(entriesOf(...exchanges)).toMatchObject([
    {
      comment: 'stripe/arranged, arranging',
      request: {
        method: 'POST',
        url: `${url}/_fixtures/payment_intents`,
        headers: expect.arrayContaining([{ name: 'Authorization', value: 'Bearer $KEY' }]),
        postData: { text: '{"status":"x"}' },
      },
      response: { status: 201, content: { text: '{"id":"pi_made"}' } },
    },
    { comment: 'stripe/arranged', request: { url: 'http://127.0.0.1:4010/v1/payment_intents/pi_made/cancel' } },
  ]);
});
