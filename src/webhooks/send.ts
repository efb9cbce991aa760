/** Sends one attempt, and takes no more of the answer than its status. */

import { type ClientRequest, Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { callReceiver } from './callReceiver.js';
import type { Answer, Call, Receiver, SentAttempt } from './Receiver.js';

/** Sends attempts over connections that it keeps for a moment. */
export interface Sender {
  /** Undefined when it was told to end before there was an answer. */
  send(receiver: Receiver, attempt: SentAttempt, end: AbortSignal): Promise<Answer | undefined>;
  close(): void;
}

/** Bytes and milliseconds for which an answer is read so that its connection can be used again. */
const mostRead = 65_536;
const longestRead = 1_000;

/** Characters of a reason. */
const mostSaid = 300;

/**
 * Milliseconds for which an idle connection is kept: shorter than receivers keep it, so that none closes it while it is
 * used.
 */
const idle = 1_000;

export function createSender(): Sender {
  const kept = { keepAlive: true, timeout: idle };
  const agents = { http: new HttpAgent(kept), https: new HttpsAgent(kept) };

  /** No signal is given to Node's client: it takes longer to follow one than to send the request. */
  const post = (url: URL, { headers, body }: SentAttempt): Call => {
    const own = { method: 'POST', headers: { ...headers, 'Content-Length': String(Buffer.byteLength(body)) } };
    const sent =
      url.protocol === 'https:'
        ? httpsRequest(url, { ...own, agent: agents.https })
        : httpRequest(url, { ...own, agent: agents.http });
    const answer = answerTo(sent);
    sent.end(body);
    return { answer, end: () => void sent.destroy() };
  };

  return {
    async send(receiver, attempt, end) {
      if (end.aborted) return undefined;
      const { timeout } = attempt;
      let isLate = false;
      const call = receiver instanceof URL ? post(receiver, attempt) : callReceiver(receiver, attempt);
      const timer = setTimeout(() => {
        isLate = true;
        call.end();
      }, timeout);
      end.addEventListener('abort', call.end, { once: true });
      try {
        return await call.answer;
      } catch (error) {
        if (end.aborted) return undefined;
        return { status: null, problem: isLate ? `no answer within ${timeout / 1000} s` : reasonOf(error) };
      } finally {
        clearTimeout(timer);
        end.removeEventListener('abort', call.end);
      }
    },

    close() {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

/** Rejects when the request ends without an answer, also without an error, as when protocols are switched. */
function answerTo(sent: ClientRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    sent.on('response', (response) => {
      discard(response);
      resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] ?? null });
    });
    // A connection may break after the answer, too.
    sent.on('error', reject);
    sent.on('close', () => reject(new Error('the connection ended without an answer')));
  });
}

/** Ignores a body that is huge, slow or cut off. */
function discard(response: IncomingMessage): void {
  let read = 0;
  const timer = setTimeout(() => response.destroy(), longestRead).unref();
  response.on('close', () => clearTimeout(timer));
  response.on('error', () => undefined);
  response.on('data', (chunk: Buffer) => {
    read += chunk.length;
    if (read > mostRead) response.destroy();
  });
}

/** One line. A function may throw anything. */
function reasonOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return oneLine(String(error));
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  const text = typeof message === 'string' ? message : 'an error without a message';
  return oneLine(typeof code === 'string' && !text.includes(code) ? `${code} ${text}` : text);
}

function oneLine(text: string): string {
  return text.trim().replace(/\s+/g, ' ').slice(0, mostSaid);
}
