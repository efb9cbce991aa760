import { type Connection, openConnection, type RawAnswer, requestBytes } from './connection.js';

/** A request that takes part in a race. */
export interface Contender {
  readonly path: string;
  /** Never empty: the last byte is what is held back. */
  readonly body: string;
  readonly key: string;
}

/** Connections from which requests can be let go at the same moment. */
export interface Contenders {
  /**
   * Sends one request on every connection, waits until the server has all but the last byte of each, and then sends the
   * last bytes together.
   *
   * @param requests one for every connection.
   */
  race(requests: readonly Contender[]): Promise<RawAnswer[]>;
}

/** @param urls of the servers that the connections are spread over. */
export async function openContenders(count: number, urls: readonly string[]): Promise<Contenders> {
  const connections = await Promise.all(
    Array.from({ length: count }, (_, index) => openConnection({ url: urls[index % urls.length] ?? '' })),
  );
  return {
    async race(requests) {
      const pairs = requests.map((request, index) => ({ request, connection: connections[index] as Connection }));
      await Promise.all(pairs.map(({ request, connection }) => hold(connection, request)));
      for (const { request, connection } of pairs) connection.send(request.body.slice(-1));
      return Promise.all(pairs.map(({ connection }) => connection.answer('POST')));
    },
  };
}

async function hold(connection: Connection, { path, body, key }: Contender): Promise<void> {
  const headers = {
    Host: 'localhost',
    Authorization: 'Bearer sk_test_reference',
    'Content-Type': 'application/x-www-form-urlencoded',
    'Content-Length': String(body.length),
    'Idempotency-Key': key,
    Expect: '100-continue',
  };
  connection.send(requestBytes('POST', path, headers));
  const { status } = await connection.answer();
  if (status !== 100) throw new Error(`answered ${status} before the body`);
  connection.send(body.slice(0, -1));
}
