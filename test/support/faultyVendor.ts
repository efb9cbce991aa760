import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { DialectName } from '../../src/contract/dialect.js';
import { createVendor, type Vendor, type VendorAnswer } from './vendor.js';

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** One request, for a fault to spoil. */
export interface FaultyExchange {
  readonly dialect: DialectName;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Does what the request asks for, and says what the answer would be. */
  execute(): VendorAnswer;
  /** The intent as it is, with nothing done. */
  retrieve(): VendorAnswer;
  /** Makes this the vendor's answer to the request's idempotency key. */
  keep(answer: VendorAnswer): void;
}

/** Lets a request go wrong. */
export type Fault = (exchange: FaultyExchange) => void;

export interface FaultyVendor extends Vendor {
  readonly url: string;
  readonly seen: readonly SeenRequest[];
}

export interface FaultyVendorOptions {
  /** The status that its one intent starts in. */
  readonly status?: string;
  /** What happens to a request; undefined to one that goes well. */
  readonly fault?: (request: SeenRequest, number: number) => Fault | undefined;
}

/** A vendor with one intent, on a free port, at which requests go wrong. Stopped when the test ends. */
export async function startFaultyVendor(
  dialect: DialectName,
  { status = 'requires_capture', fault = () => undefined }: FaultyVendorOptions = {},
): Promise<FaultyVendor> {
  const vendor = createVendor(dialect, status);
  const seen: SeenRequest[] = [];
  const server = createServer(async (request, response) => {
    const { method = '', url: path = '', headers } = request;
    for (const [name, value] of Object.entries(crossOrigin)) response.setHeader(name, value);
    if (method === 'OPTIONS') return response.writeHead(204).end();
    const heard = { method, path, headers, body: await text(request) };
    seen.push(heard);
    const execute = () => vendor.execute(heard);
    const retrieve = () => vendor.execute({ method: 'GET', headers });
    const keep = (answer: VendorAnswer) => vendor.keep(headers, answer);
    const play = fault(heard, seen.length);
    if (play) play({ dialect, request, response, execute, retrieve, keep });
    else sendJson(response, execute());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { ...vendor, seen, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** Lets any page in. */
const crossOrigin = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'Accept, Authorization, Content-Type, Idempotency-Key, Stripe-Version',
  'Access-Control-Expose-Headers': 'Retry-After, Stripe-Should-Retry',
};

export function sendJson(response: ServerResponse, { status, body }: VendorAnswer, headers: object = {}): void {
  const text = JSON.stringify(body);
  const own = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) };
  response.writeHead(status, { ...own, ...headers }).end(text);
}
