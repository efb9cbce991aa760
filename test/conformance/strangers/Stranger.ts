import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Verdict } from '../../../src/conformance/run/Result.js';
import type { DialectName } from '../../../src/contract/dialect.js';
import type { Verdicts } from './Verdicts.js';

/** A server that nobody here would write. */
export interface Stranger {
  readonly dialect: DialectName;
  /** Its shape, in one sentence. */
  readonly shape: string;
  start(): RequestListener;
  /** The verdict of every check, written before any run: the first table names all, a later one what is different. */
  readonly verdicts: readonly Verdicts[];
  /** What another order of arrival makes of a check, and why. */
  readonly luck?: Readonly<Record<string, { readonly verdict: Verdict; readonly why: string }>>;
  /** Checks at the same time, where their order decides what is judged at all. */
  readonly concurrency?: number;
  /** Milliseconds for a request to one that lets them run out. */
  readonly timeoutMs?: number;
  /** The first reason why something was not judged, of a server with which nothing much can be. */
  readonly reason?: string | RegExp;
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
