/** Sends requests over its own connections, exactly as written. */

import { Agent, type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest, Agent as TlsAgent } from 'node:https';
import type { Answer, HttpRequest } from './Exchange.js';
import { NoAnswer, type Transport } from './Transport.js';

/** Larger than any answer of these operations. */
export const maxAnswerBytes = 1 << 20;

export const tooLarge = `the answer is larger than the kit reads (${maxAnswerBytes >> 20} MB)`;

/** TLS options. */
export interface Tls {
  /** Whether to accept any certificate of the server. Default: false. */
  readonly insecure?: boolean;
  /** A client certificate and its key, in PEM. */
  readonly cert?: string;
  readonly key?: string;
}

/**
 * Speaks HTTP/1.1 over its own connections, because `fetch` can neither hold bytes back nor cut a connection, and normalizes
 * paths. Redirects are not followed.
 */
export function httpTransport(base: string, { insecure = false, ...certificate }: Tls = {}): Transport {
  const url = new URL(base);
  const secure = url.protocol === 'https:';
  const agent = secure ? new TlsAgent({ keepAlive: true }) : new Agent({ keepAlive: true });
  const tls = secure ? { ...certificate, rejectUnauthorized: !insecure } : {};
  const prefix = url.pathname.replace(/\/$/, '');

  function open({ method, path, headers, body }: HttpRequest, signal: AbortSignal, fresh: boolean): ClientRequest {
    const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
    return (secure ? httpsRequest : httpRequest)({
      hostname: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port,
      path: prefix + path,
      method,
      headers: { ...length, ...headers },
      agent: fresh ? false : agent,
      signal,
      ...tls,
    });
  }

  return {
    async send(request, signal) {
      const attempt = (fresh: boolean) => {
        const sent = open(request, signal, fresh);
        sent.end(request.body);
        return { sent, answer: answerTo(sent) };
      };
      const { sent, answer } = attempt(false);
      return answer.catch((error: Error) => {
        // A server may close an idle connection just as it is used again; the request was not at fault.
        const closed = (error.cause as NodeJS.ErrnoException | undefined)?.code === 'ECONNRESET';
        if (sent.reusedSocket && closed) return attempt(true).answer;
        throw error;
      });
    },

    connection: {
      async hold(request, signal) {
        const bytes = Buffer.from(request.body ?? '');
        if (bytes.length === 0) throw new Error('a request without a body has no last byte to hold back');
        const sent = open(request, signal, true);
        const answer = answerTo(sent);
        // It is awaited later; a failure before that must not count as unhandled.
        answer.catch(() => undefined);
        await new Promise<void>((resolve, reject) => {
          answer.catch(reject);
          sent.write(bytes.subarray(0, -1), () => resolve());
        });
        return { release: () => sent.end(bytes.subarray(-1)), answer };
      },

      async sendAndDrop(request, signal) {
        const sent = open(request, signal, true);
        await new Promise<void>((resolve, reject) => {
          sent.once('error', (error) => reject(noAnswer(error)));
          sent.end(request.body, () => resolve());
        });
        sent.on('error', () => undefined);
        sent.destroy();
      },
    },

    close: () => agent.destroy(),
  };
}

function answerTo(sent: ClientRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => reject(noAnswer(error));
    // Not once: a write after an early answer can fail as well.
    sent.on('error', fail);
    sent.once('response', (response) => readAnswer(response).then(resolve, fail));
  });
}

async function readAnswer(response: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxAnswerBytes) throw new Error(tooLarge);
    chunks.push(chunk);
  }
  const headers = Object.entries(response.headers).map(([name, value]) => [name, String(value)] as const);
  return toAnswer(response.statusCode ?? 0, Object.fromEntries(headers), Buffer.concat(chunks).toString('utf8'));
}

const untrusted =
  'its certificate is not trusted; NODE_EXTRA_CA_CERTS names an authority, --insecure (tls.insecure) takes any';

const reasons: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'its certificate has expired; --insecure (tls.insecure) takes any',
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was closed',
  ENOTFOUND: 'there is no such host',
  EPROTO: 'TLS failed (is it plain http?)',
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
};

/** Says in one line why there was no answer. A TLS error's own message names a line of OpenSSL's sources. */
function noAnswer(error: NodeJS.ErrnoException): NoAnswer {
  const { code = '', message } = error;
  const line = message.split('\n', 1)[0] || code;
  const reason = code.startsWith('HPE_') ? `it does not speak HTTP: ${line}` : (reasons[code] ?? line);
  return new NoAnswer(reason, { cause: error });
}

export function toAnswer(status: number, headers: Record<string, string>, text: string): Answer {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return { status, headers, text, json };
}
