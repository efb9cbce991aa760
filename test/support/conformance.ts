import type { RequestListener } from 'node:http';
import type { Check } from '../../src/conformance/checks/Check.js';
import type { Report, Result, Verdict } from '../../src/conformance/run/Result.js';
import type { Exchange } from '../../src/conformance/target/Exchange.js';
import type { Target } from '../../src/conformance/target/Target.js';

/** A check of no list. It is a MUST that passes, unless told otherwise. */
export function fakeCheck(id: string, run: Check['run'] = async () => {}, more: Partial<Check> = {}): Check {
  return {
    id,
    level: 'MUST',
    title: `the title of ${id}`,
    source: { page: 'https://vendor.example/page', quote: 'The vendor says so.' },
    needs: [],
    run,
    ...more,
  } as Check;
}

export function fakeResult(verdict: Verdict, more: Partial<Result> = {}): Result {
  const level = verdict === 'warn' ? 'SHOULD' : 'MUST';
  return { check: fakeCheck(`stripe/fake/${verdict}`, undefined, { level }), verdict, durationMs: 1_500, ...more };
}

export function fakeReport(results: readonly Result[], exchanges: readonly Exchange[] = []): Report {
  return {
    kit: '1.2.3',
    contract: '4.5.6',
    dialect: 'stripe',
    url: 'http://127.0.0.1:4010',
    startedAt: '2026-01-02T03:04:05.006Z',
    arrange: 'fixtures',
    keys: ['key', 'otherKey'],
    results,
    total: results.length,
    exchanges,
    seed: 42,
    beyondFetch: [],
  };
}

/** One result of each verdict, a known failure, and a known failure that passes. */
export const everyVerdict: readonly Result[] = [
  fakeResult('pass'),
  fakeResult('fail', { expected: 'status 400', actual: '200: {}', curl: 'curl -i -X POST http://127.0.0.1:4010/v1/x' }),
  fakeResult('warn', { expected: 'a JSON object', actual: 'an empty body' }),
  fakeResult('unarranged', { reason: 'it needs the live key' }),
  fakeResult('blocked', { reason: 'stripe/fake/fail has to pass first' }),
  fakeResult('error', { reason: 'the adapter broke' }),
  fakeResult('fail', { expected: 'one', actual: 'two', exception: 'ticket 7', check: fakeCheck('stripe/fake/known') }),
  fakeResult('pass', { exception: 'ticket 8', check: fakeCheck('stripe/fake/stale') }),
];

/** Texts of a target that would break a reporter that believes them. */
export const hostile = `\x1b[2J]]>&<script>alert("x")</script>\0\u0007\u009b2J\u0090\r# TODO\u202e' \ud800 ...\n1..9`;

/** A target without a port that has no retrieve, and answers whatever `answer` says to a cancel of the intents it arranges. */
export function fakeTarget(
  answer: (request: Request) => Response | Promise<Response> = () => Response.json({ status: 'canceled' }),
  more: Partial<Target> = {},
): Target {
  let arranged = 0;
  return {
    key: 'sk_test_mine',
    arrange: async () => {
      arranged += 1;
      return { id: `pi_arranged${arranged}` };
    },
    fetch: async (input) => {
      const request = input as Request;
      if (!request.url.includes('payment')) return Response.json({ error: 'no such path' }, { status: 404 });
      if (request.method === 'GET' || request.url.includes('pi_3ConformanceProbe'))
        return Response.json({ error: 'unknown' }, { status: 404 });
      return answer(request);
    },
    ...more,
  };
}

/** A server that knows no intent. */
export const fakeApi: RequestListener = ({ url = '' }, response) => {
  response.writeHead(404).end(JSON.stringify({ error: url.includes('payment') ? 'unknown' : 'no such path' }));
};

/** Everything a reporter writes. */
export function textSink(columns?: number, colors = false) {
  let text = '';
  return {
    columns,
    colors,
    write: (more: string) => {
      text += more;
    },
    get text() {
      return text;
    },
  };
}
