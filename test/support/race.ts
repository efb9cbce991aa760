import { type Connection, openConnection, type RawAnswer, requestBytes } from './connection.js';

const body = 'cancellation_reason=duplicate';

/** Connections from which cancels can be let go at the same moment. */
export interface Contenders {
  /**
   * Sends one cancel of an intent on every connection, each under its own key, waits until the server has all but the
   * last byte of each, and then sends the last bytes together.
   *
   * @param keys one for every connection.
   */
  race(intent: string, keys: readonly string[]): Promise<RawAnswer[]>;
}

/** @param urls of the servers that the connections are spread over. */
export async function openContenders(count: number, urls: readonly string[]): Promise<Contenders> {
  const connections = await Promise.all(
    Array.from({ length: count }, (_, index) => openConnection({ url: urls[index % urls.length] ?? '' })),
  );
  return {
    async race(intent, keys) {
      await Promise.all(connections.map((connection, index) => hold(connection, intent, keys[index] ?? '')));
      for (const connection of connections) connection.send(body.slice(-1));
      return Promise.all(connections.map((connection) => connection.answer('POST')));
    },
  };
}

async function hold(connection: Connection, intent: string, key: string): Promise<void> {
  const headers = {
    Host: 'localhost',
    Authorization: 'Bearer sk_test_reference',
    'Content-Type': 'application/x-www-form-urlencoded',
    'Content-Length': String(body.length),
    'Idempotency-Key': key,
    Expect: '100-continue',
  };
  connection.send(requestBytes('POST', `/v1/payment_intents/${intent}/cancel`, headers));
  const { status } = await connection.answer();
  if (status !== 100) throw new Error(`answered ${status} before the body`);
  connection.send(body.slice(0, -1));
}
