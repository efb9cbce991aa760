/** Answers on the socket where Node makes no request. */

import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Dialect } from '../dialects/Dialect.js';
import type { Rejection } from '../dialects/Rejection.js';
import { newRequestId } from './context.js';

/** Milliseconds until a refused connection is cut. Cutting it while the caller still sends would lose the answer. */
const linger = 1_000;

/** Answers in the dialect's envelope, and closes the connection. */
export function rejectOnSocket(dialect: Dialect, rejection: Rejection, socket: Duplex, method = '', path = ''): void {
  const context = { requestId: newRequestId(), ownKey: randomUUID(), method, path, headers: {} };
  const reply = dialect.rejectionReply(rejection, context);
  const { status, body } = reply;
  const text = JSON.stringify(body);
  const headers = {
    ...dialect.headers(context, reply, undefined),
    'Content-Type': 'application/json',
    'Content-Length': String(Buffer.byteLength(text)),
    Connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${text}`);
  setTimeout(() => socket.destroy(), linger).unref();
}
