import { once } from 'node:events';
import { connect } from 'node:net';
import { onTestFinished } from 'vitest';
import { spoken } from './calls.js';
import type { Reference } from './reference.js';

/** An answer as it came over the wire. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** A connection of one's own, to send what no HTTP client would. */
export interface Connection {
  send(...parts: readonly (string | Buffer)[]): void;
  /** Says that nothing more is coming. */
  finish(): void;
  /** Ends the connection without a word. */
  cut(): void;
  /**
   * The next answer. Rejects when there is none within 5 s or before the connection ends.
   *
   * @param method of the request; what answers a HEAD has no body, whatever length it announces.
   */
  answer(method?: string): Promise<RawAnswer>;
  /** Resolves when the server has closed the connection, with what it sent after the last answer. */
  end(): Promise<string>;
}

const patience = 5_000;

export async function openConnection({ url }: Pick<Reference, 'url'>): Promise<Connection> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => {
    socket.destroy();
  });
  await once(socket, 'connect');

  let received = Buffer.alloc(0);
  let wake: () => void = () => undefined;
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk]);
    wake();
  });
  socket.on('close', () => wake());
  // A reset after the answer is the server's right; without an answer, `answer` rejects.
  socket.on('error', () => undefined);

  async function until<Result>(condition: () => Result | undefined): Promise<Result> {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      wake();
    }, patience);
    try {
      for (;;) {
        const result = condition();
        if (result !== undefined) return result;
        if (late || socket.closed) {
          const state = late ? `is silent for ${patience} ms` : 'has ended';
          throw new Error(`the connection ${state} after ${JSON.stringify(received.toString('latin1').slice(0, 500))}`);
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    send: (...parts) => {
      for (const part of parts) socket.write(part);
    },
    finish: () => {
      socket.end();
    },
    cut: () => {
      socket.destroy();
    },
    answer: (method = 'GET') =>
      until(() => {
        const found = parseAnswer(received, method);
        if (found) received = received.subarray(found.length);
        return found?.answer;
      }),
    end: () => until(() => (socket.readableEnded || socket.closed ? received.toString('latin1') : undefined)),
  };
}

function parseAnswer(bytes: Buffer, method: string): { answer: RawAnswer; length: number } | undefined {
  const split = bytes.indexOf('\r\n\r\n');
  if (split < 0) return undefined;
  const [statusLine = '', ...lines] = bytes.subarray(0, split).toString('latin1').split('\r\n');
  const status = Number(statusLine.split(' ', 2)[1]);
  const headers = new Headers(lines.map((line) => line.split(/: ?(.*)/s, 2) as [string, string]));
  const bodyLess = method === 'HEAD' || status < 200;
  const length = split + 4 + (bodyLess ? 0 : Number(headers.get('content-length') ?? Number.NaN));
  if (!(bytes.length >= length)) return undefined;
  return { answer: { status, headers, body: bytes.subarray(split + 4, length).toString('utf8') }, length };
}

/** The bytes of a request. */
export function requestBytes(method: string, path: string, headers: Readonly<Record<string, string>>, body = '') {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
}

/** Headers with which a request of the server's main key passes. */
export function ownHeaders({ dialect }: Reference): Record<string, string> {
  return { Host: 'localhost', Authorization: `Bearer ${spoken[dialect.name].key}` };
}
