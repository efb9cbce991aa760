import { describe, expect, it } from 'vitest';
import { causesOf } from '../../../src/conformance/report/causes.js';
import type { Result, Verdict } from '../../../src/conformance/run/Result.js';
import type { Exchange } from '../../../src/conformance/target/Exchange.js';
import { tooLarge } from '../../../src/conformance/target/httpTransport.js';
import { fakeCheck, fakeReport, fakeResult } from '../../support/conformance.js';

const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
const own = { Authorization: 'Bearer $KEY' };

interface Seen {
  readonly id?: string;
  readonly verdict?: Verdict;
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly answered?: Record<string, string>;
  readonly json?: unknown;
}

function finding(expected: string, actual: string, seen: Seen = {}): Result {
  const { id = 'stripe/cancel/x', verdict = 'fail', status = 200, headers = own, body, answered = {}, json } = seen;
  const exchange: Exchange = {
    request: { method: 'POST', path: '/v1/x', headers, ...(body !== undefined && { body }) },
    answer: { status, headers: answered, text: '', json },
    startedAt: 0,
    durationMs: 1,
  };
  return fakeResult(verdict, { check: fakeCheck(id), expected, actual, exchange });
}

function told(results: readonly Result[], exchanges: readonly Exchange[] = []): string[] {
  return causesOf(fakeReport(results, exchanges)).map(({ sentence, findings }) => `${sentence}: ${findings.length}`);
}

describe('what findings have in common', () => {
  it.each<[string, Result[]]>([
    [
      'forms are answered 415: 2',
      [
        finding('status 200', '415: {"a": 1}', { status: 415, headers: { ...own, ...form }, body: 'a=1' }),
        finding('status 400', '415: {"b": 2}', { status: 415, headers: { ...own, ...form }, body: 'b=2' }),
      ],
    ],
    ['requests without a body are answered 500: 1', [finding('error.code "x"', 'nothing', { status: 500 })]],
    [
      'forms get an answer larger than the kit reads (1 MB): 1',
      [finding('an answer', tooLarge, { status: 0, headers: { ...own, ...form }, body: 'a=1' })],
    ],
    ['requests without a body get no answer: 1', [finding('an answer', 'none in time', { status: 0 })]],
    [
      'error.code is not the documented one: 2',
      [
        finding('error.code "a"', '"b"', { status: 404, json: { error: { code: 'b' } } }),
        finding('error.code "c"', 'code "d"', { status: 400, json: { error: { code: 'd' } } }),
      ],
    ],
    ['refusals have no error.param: 1', [finding('error.param "a"', 'nothing', { status: 400 })]],
    ['requests that have to be refused are served: 1', [finding('status 400', '200: {}')]],
    ['status 404 instead of 400: 1', [finding('status 400', '404: {}', { status: 404 })]],
    [
      'keys are not checked: 2',
      [
        finding('status 401', '200: {}', {
          id: 'stripe/authentication/bad',
          headers: { Authorization: 'Bearer sk_test_x' },
        }),
        finding('a refusal', '200: {}', {
          id: 'stripe/authentication/basic',
          headers: { Authorization: 'Basic eDp5' },
        }),
      ],
    ],
    [
      'requests without a key are served: 1',
      [finding('status 401', '200: {}', { id: 'stripe/authentication/none', headers: {} })],
    ],
    [
      'keys reach intents of another organization or mode: 2',
      [
        finding('status 404', '200: {}', {
          id: 'stripe/account/cancel',
          headers: { Authorization: 'Bearer $OTHER_KEY' },
        }),
        finding('the intent after a cancel to keep {"a":1}', '{"a":2}', { id: 'stripe/mode/cancel' }),
      ],
    ],
    [
      '{"at":…} instead of a time near …: 2',
      [finding('a time near 2026-01-02T03:04:05Z', '{"at":1700000000}'), finding('a time near 2027', '{"at":1}')],
    ],
  ])('%s', (sentence, results) => {
    expect(told(results)).toEqual([sentence]);
  });

  it('a status that no check asks for is the cause, with any expectation', () => {
    const seen = { status: 415, headers: { ...own, ...form }, body: 'a=1' };
    expect(told([finding('exactly one 200', '415, 415', seen)])).toEqual(['forms are answered 415: 1']);
  });

  it('a finding with several deviations has several causes', () => {
    const both =
      'the header Request-Id as the document has it; a body as the document has it: /x must be null, /y differs';
    const one = finding('status 400; error.code "a; b"', '404: {}; code "c"', {
      status: 404,
      json: { error: { code: 'c' } },
    });
    expect(told([one, finding(both, 'nothing; {}')])).toEqual([
      'status 404 instead of 400: 1',
      'error.code is not the documented one: 1',
      'no Request-Id on any answer: 1',
      'bodies are not as documented: /x must be null: 1',
    ]);
  });

  it('a header is on no answer only when none has it', () => {
    const results = [1, 2].map(() => finding('the header Request-Id as the document has it', 'nothing'));
    const { exchange } = finding('', '', { answered: { 'request-id': 'req_1' } });
    expect(told(results)).toEqual(['no Request-Id on any answer: 2']);
    expect(told(results, [exchange as Exchange])).toEqual(['no Request-Id on some answers: 2']);
  });

  it('the worst is first: MUST before SHOULD, then money, tenants, state and form, then the most findings', () => {
    const of = (id: string, what: string, verdict: Verdict = 'fail') => finding(what, 'none', { id, verdict });
    expect(
      told([
        fakeResult('error', { reason: 'the adapter broke at 12:03' }),
        of('stripe/capture/x', 'should', 'warn'),
        of('stripe/error/x', 'form'),
        of('stripe/cancel/x', 'a state'),
        of('stripe/cancel/y', 'another state'),
        of('stripe/cancel/z', 'another state'),
        of('stripe/account/x', 'tenants', 'fail'),
        of('stripe/capture/x', 'money'),
      ]),
    ).toEqual([
      'not so: the title of stripe/capture/x: 1',
      'keys reach intents of another organization or mode: 1',
      'none instead of another state: 2',
      'not so: the title of stripe/cancel/x: 1',
      'not so: the title of stripe/error/x: 1',
      'not so: the title of stripe/capture/x: 1',
      'the run broke: the adapter broke at …: 1',
    ]);
  });

  it('a result that passed, was not judged or has an exception has no cause', () => {
    expect(told(['pass', 'unarranged', 'blocked'].map((verdict) => fakeResult(verdict as Verdict)))).toEqual([]);
    expect(told([{ ...finding('a', 'b'), exception: 'ticket 7' }])).toEqual([]);
  });
});
