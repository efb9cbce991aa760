import type { Response } from 'express';
import type { Operation } from '../contract/Contract.js';
import type { Dialect, Reply } from '../dialects/Dialect.js';
import { contextOf } from './context.js';

/**
 * Sends a reply with the dialect's headers.
 *
 * A reply that deviates from the document is still sent, and logged as an error: by now the intent has moved, and its
 * owner must learn that.
 */
export function sendReply(dialect: Dialect, response: Response, reply: Reply): void {
  const { backend, operation } = contextOf(response);
  const deviation = operation && deviationOf(operation, reply);
  if (deviation) {
    const { status } = reply;
    backend.log.error({ operation: operation.id, status, deviation }, 'reply deviates from the document');
  }
  noteReply(dialect, response, reply.status, reply);
  send(response, render(dialect, response, reply));
}

/** A page runs and loads nothing. Its form may lead anywhere: to the shop, and on from there. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'";

/** Sends a reply whose body is a page. */
export function sendPage(dialect: Dialect, response: Response, reply: Reply): void {
  const { status, body } = reply;
  noteReply(dialect, response, status, reply);
  const headers = {
    'Cache-Control': 'no-store',
    'Content-Security-Policy': policy,
    'Content-Type': 'text/html; charset=utf-8',
    'X-Content-Type-Options': 'nosniff',
  };
  send(response, { status, headers, text: String(body) });
}

/** A reply as it goes over the wire, but for the length of its body. */
export interface WireReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export function render(dialect: Dialect, response: Response, reply: Reply): WireReply {
  const { request, operation } = contextOf(response);
  const { status, body, text = JSON.stringify(body) } = reply;
  // Express's own `json` adds a charset that neither vendor sends.
  const headers = { ...dialect.headers(request, reply, operation), 'Content-Type': 'application/json' };
  return { status, headers, text };
}

/** Tells the backend about an answered request, if it wants to know. */
export function noteReply(dialect: Dialect, response: Response, status: number | null, reply: Reply | undefined): void {
  const { backend, request, operation, id, fault, isControl } = contextOf(response);
  backend.activity?.end(response);
  if (isControl) return;
  backend.onReply?.({
    requestId: request.requestId,
    method: request.method,
    operation: operation?.id ?? null,
    id: withoutSecrets(dialect, id),
    idempotencyKey: withoutSecrets(dialect, dialect.idempotency?.keyOf(request)),
    version: dialect.versionOf(request) ?? null,
    account: request.key?.organization ?? null,
    status,
    replayed: reply?.execution?.replayed ?? false,
    fault: fault?.name ?? null,
  });
}

/** A secret stays one when it is sent as an id or as an idempotency key. */
function withoutSecrets(dialect: Dialect, text: string | undefined): string | null {
  if (text === undefined) return null;
  return dialect.parseApiKey(text) ? '…' : text.replace(/(?<=_secret_).*/s, '…');
}

/** Says how a reply deviates from the document. The validator's own check would take 0.9 s to compile. */
function deviationOf({ id, responses }: Operation, { status, body }: Reply): string | undefined {
  const validate = responses.get(status)?.body;
  if (!validate) return `${id} has no response ${status}`;
  if (validate(body)) return undefined;
  const { instancePath = '', message = '' } = validate.errors?.[0] ?? {};
  return `${instancePath} ${message}`;
}

/** Sends a body as it is. */
export function send(response: Response, { status, headers, text }: WireReply): void {
  // Set one by one, headers cost 5 µs more; a body that is no string, a system call.
  response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(text) });
  response.end(text);
}
