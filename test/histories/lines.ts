import { openConnection, requestBytes } from '../support/connection.js';
import type { Answer, Json } from './answers.js';

/** Servers that share their intents and their time. */
export interface Servers {
  readonly urls: readonly string[];
  /** Reaches the first of them. */
  readonly fetch: typeof fetch;
  /** Lets a second pass. Resolves to what time it is then, in Unix seconds. */
  tick(): Promise<number>;
}

/** How requests reach the servers. */
export const ways = ['over HTTP', 'through fetch'] as const;

export type Way = (typeof ways)[number];

export interface Message {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends one request after the other. */
export type Line = (message: Message) => Promise<Answer>;

/** @param index of the line; the lines are spread over the servers. */
export const openLine: Readonly<Record<Way, (servers: Servers, index: number) => Promise<Line>>> = {
  async 'over HTTP'({ urls }, index) {
    const connection = await openConnection({ url: urls[index % urls.length] as string });
    return async ({ method, path, headers, body }) => {
      const length = String(Buffer.byteLength(body));
      connection.send(requestBytes(method, path, { Host: 'localhost', ...headers, 'Content-Length': length }, body));
      const answer = await connection.answer(method);
      return read(answer.status, answer.headers, answer.body);
    };
  },

  async 'through fetch'({ fetch }) {
    return async ({ method, path, headers, body }) => {
      const response = await fetch(`http://localhost${path}`, { method, headers, ...(body !== '' && { body }) });
      return read(response.status, response.headers, await response.text());
    };
  },
};

function read(status: number, headers: Headers, text: string): Answer {
  return { status, text, body: JSON.parse(text) as Json, replayed: headers.get('idempotent-replayed') === 'true' };
}
