import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { DialectName } from '../../../src/contract/dialect.js';

/** A server that nobody here would write. */
export interface Stranger {
  readonly dialect: DialectName;
  /** Its shape, in one sentence. */
  readonly shape: string;
  start(): RequestListener;
}

export type Json = Record<string, unknown>;

/** The body as far as it came: who hangs up is not answered. */
export async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
  } catch {
    return '';
  }
  return Buffer.concat(chunks).toString();
}

export function send(response: ServerResponse, status: number, body: unknown, headers: Json = {}): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...(headers as Record<string, string>) });
  response.end(JSON.stringify(body));
}
