/** Sends one attempt, and takes no more of the answer than its status. */

import { once } from 'node:events';
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Answer, Receiver, ReceiverFunction, SentAttempt } from './Receiver.js';

/** Sends attempts over connections that it keeps. */
export interface Sender {
  send(receiver: Receiver, attempt: SentAttempt): Promise<Answer>;
  close(): void;
}

/** Bytes of an answer that are read so that its connection can be used again. */
const mostRead = 65_536;

export function createSender(): Sender {
  const agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };

  const post = async (url: URL, { headers, body }: SentAttempt, signal: AbortSignal): Promise<Answer> => {
    const own = { method: 'POST', headers: { ...headers, 'Content-Length': String(Buffer.byteLength(body)) }, signal };
    const sent =
      url.protocol === 'https:'
        ? httpsRequest(url, { ...own, agent: agents.https })
        : httpRequest(url, { ...own, agent: agents.http });
    sent.end(body);
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    discard(response);
    return { status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] ?? null };
  };

  return {
    async send(receiver, attempt) {
      const { timeout } = attempt;
      const signal = AbortSignal.timeout(timeout);
      try {
        return await (receiver instanceof URL ? post(receiver, attempt, signal) : call(receiver, attempt, signal));
      } catch (error) {
        const problem = signal.aborted ? `no answer within ${timeout / 1000} s` : reasonOf(error);
        return { status: null, problem };
      }
    },

    close() {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

async function call(receiver: ReceiverFunction, { headers, body }: SentAttempt, signal: AbortSignal): Promise<Answer> {
  const request = new Request('http://localhost/', { method: 'POST', headers, body, signal });
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  const answered: unknown = await Promise.race([receiver(request), late]);
  if (!(answered instanceof Response)) throw new TypeError('the function has answered with no Response');
  await answered.body?.cancel();
  return { status: answered.status, retryAfter: answered.headers.get('retry-after') };
}

/** A body that is huge, slow or cut off is nobody's concern any more. */
function discard(response: IncomingMessage): void {
  let read = 0;
  response.on('error', () => undefined);
  response.on('data', (chunk: Buffer) => {
    read += chunk.length;
    if (read > mostRead) response.destroy();
  });
  response.setTimeout(1_000, () => response.destroy());
}

function reasonOf(error: unknown): string {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  return typeof code === 'string' && !String(message).includes(code) ? `${code} ${message}` : String(message ?? error);
}
