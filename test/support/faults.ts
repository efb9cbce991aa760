import type { OutgoingHttpHeaders } from 'node:http';
import type { DialectName } from '../../src/contract/dialect.js';
import { type Fault, type FaultyExchange, sendJson } from './faultyVendor.js';
import { exampleOf } from './vendor.js';

const page = '<!doctype html><title>Bad gateway</title>';
const json = { 'Content-Type': 'application/json' };
const html = { 'Content-Type': 'text/html' };
const inUse = { stripe: 'IdempotencyKeyInUse', chargefy: 'AlreadyCanceled' };
const noRetry = { 'Stripe-Should-Retry': 'false' };

/** What a network and a server do to a request, by name. "After the cancel" means that the cancel was carried out. */
export const faults: Readonly<Record<string, Fault>> = {
  'connection lost before the cancel': ({ request }) => void request.socket.destroy(),
  'connection lost after the cancel': ({ request, execute }) => {
    execute();
    request.socket.destroy();
  },
  'connection reset amid the answer': (exchange) => sendHalf(exchange, () => exchange.request.socket.resetAndDestroy()),
  'no answer': () => undefined,
  'half an answer, then silence': (exchange) => sendHalf(exchange, () => undefined),
  '200 after the cancel, cut off': ({ response, execute }) => {
    response.writeHead(200, { 'Content-Type': 'application/json', Connection: 'close' });
    response.end(JSON.stringify(execute().body).slice(0, 100));
  },
  '200 after the cancel, empty': afterwards(200, '', { 'Content-Length': 0 }),
  '200 after the cancel, HTML': afterwards(200, page, html),
  '200 after the cancel, null': afterwards(200, 'null'),
  '200 after the cancel, {}': afterwards(200, '{}'),
  '204 after the cancel': afterwards(204, ''),
  '200 without a cancel': ({ response, retrieve }) => sendJson(response, retrieve()),
  '200 with an error in it': instead(200, '{"error":{"type":"api_error","message":"An unknown error occurred"}}'),
  '302 elsewhere': instead(302, '', { Location: '/elsewhere' }),
  '307 without a place': instead(307, ''),
  '400 {}': instead(400, '{}'),
  '400, the error a string': instead(400, '{"error":"invalid_request","error_description":"No."}'),
  '401, wrong key': example(401, 'InvalidApiKey'),
  '403, HTML': instead(403, page, html),
  '404, unknown id': example(404, 'UnknownId'),
  '404 {}': instead(404, '{}'),
  '404 of another address': instead(404, '{"error":{"type":"invalid_request_error","message":"Unrecognized URL"}}'),
  '404, HTML': instead(404, page, html),
  '409 of the document': example(409, inUse),
  '409, no retry': example(409, inUse, noRetry),
  '418, JSON': instead(418, '{"error":{"type":"teapot","message":"Short and stout"}}'),
  '429 of the document': example(429, 'RateLimited'),
  '429, Retry-After: 0': example(429, 'RateLimited', { 'Retry-After': 0 }),
  '429, Retry-After: 3600': example(429, 'RateLimited', { 'Retry-After': 3600 }),
  '500 of the document': example(500, 'InternalError'),
  '500, no retry': example(500, 'InternalError', noRetry),
  '500 that is kept for the key': ({ dialect, response, keep }) => {
    const answer = { status: 500, body: exampleOf(dialect, 'InternalError') };
    keep(answer);
    sendJson(response, answer);
  },
  '500 after the cancel': (exchange) => {
    exchange.execute();
    example(500, 'InternalError')(exchange);
  },
  '502, HTML': instead(502, page, html),
  '503 of the document': example(503, 'TemporarilyUnavailable'),
  '503, empty': instead(503, ''),
};

/** Sends the beginning of the true answer. */
function sendHalf({ response, execute }: FaultyExchange, then: () => void): void {
  const text = JSON.stringify(execute().body);
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) });
  response.write(text.slice(0, 100), then);
}

/** Answers so, with nothing done. */
function instead(status: number, body: string, headers: OutgoingHttpHeaders = json): Fault {
  return ({ response }) => response.writeHead(status, headers).end(body);
}

/** Answers so, with the request carried out. */
function afterwards(status: number, body: string, headers?: OutgoingHttpHeaders): Fault {
  const answer = instead(status, body, headers);
  return (exchange) => {
    exchange.execute();
    answer(exchange);
  };
}

/** Answers as an example of the document, with nothing done. */
function example(status: number, name: string | Record<DialectName, string>, headers?: OutgoingHttpHeaders): Fault {
  return ({ dialect, response }) => {
    const body = exampleOf(dialect, typeof name === 'string' ? name : name[dialect]);
    sendJson(response, { status, body }, headers);
  };
}

/** Those that only a timeout ends. */
export const silent = ['no answer', 'half an answer, then silence'];
