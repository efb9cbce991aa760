import { expect, it } from 'vitest';
import { prettyLine } from '../../src/cli/logLine.js';

const event = { time: Date.UTC(2026, 10, 28), pid: 1, hostname: 'here' };
const lineOf = (fields: object) => prettyLine(JSON.stringify({ level: 30, ...event, ...fields }));

it('a request is told by its status, what it asked for and how long it took', () => {
  const request = { operation: 'cancelPaymentIntent', method: 'POST', status: 200, durationMs: 12.7 };
  expect(lineOf({ dialect: 'stripe', requestId: 'req_1', ...request })).toMatch(
    /^\d\d:\d\d:\d\d info stripe 200 POST cancelPaymentIntent 13 ms requestId=req_1\n$/,
  );
});

it('an event is told by its message, level and other fields', () => {
  expect(lineOf({ level: 40, msg: 'log lines lost', lost: 3 })).toMatch(/^\S+ warn log lines lost lost=3\n$/);
});

it('an error is told with its stack, and nothing that a terminal obeys', () => {
  const err = { type: 'Error', message: 'no\u001b[2J', stack: 'Error: no\u001b[2J\n    at here' };
  expect(lineOf({ level: 50, msg: 'request failed', err, organization: 'acct_\u009b2J' })).toMatch(
    /^\S+ error request failed organization=acct_\\u009b2J\nError: no\\u\{1b\}\[2J\n {4}at here\n$/,
  );
});
