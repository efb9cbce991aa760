import type { Response } from 'express';
import type { Operation } from '../contract/Contract.js';
import type { Dialect, Reply } from '../dialects/Dialect.js';
import { contextOf } from './context.js';

/**
 * Sends a reply with the dialect's headers.
 *
 * A reply that deviates from the document is sent all the same and logged as an error: by now the intent has moved, and
 * its owner must be told so.
 */
export function sendReply(dialect: Dialect, response: Response, reply: Reply): void {
  const { backend, request, operation } = contextOf(response);
  const { status, body, text = JSON.stringify(body) } = reply;
  const deviation = operation && deviationOf(operation, reply);
  if (deviation) {
    backend.log.error({ operation: operation.id, status, deviation }, 'reply deviates from the document');
  }
  sendJson(response, status, dialect.headers(request, reply, operation), text);
}

/** Says how a reply deviates from the document. The validator's own check would take 0.9 s to compile. */
function deviationOf({ id, responses }: Operation, { status, body }: Reply): string | undefined {
  const validate = responses.get(status)?.body;
  if (!validate) return `${id} has no response ${status}`;
  if (validate(body)) return undefined;
  const { instancePath = '', message = '' } = validate.errors?.[0] ?? {};
  return `${instancePath} ${message}`;
}

/** Sends a body that is JSON already. Express's `json` adds a charset that neither vendor sends. */
export function sendJson(response: Response, status: number, headers: Record<string, string>, text: string): void {
  // Set one by one, headers cost 5 µs more; a body that is no string, a system call.
  response.writeHead(status, {
    ...headers,
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
  });
  response.end(text);
}
