/** Empties servers and the store that they share. */

import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { machineClock } from '../domain/Clock.js';
import type { Store } from '../domain/Store.js';
import type { HttpServer } from '../server/createHttpServer.js';

/**
 * Waits for requests under way, then empties everything but the keys.
 *
 * @param by the response to the request that asks for it, which is under way itself.
 */
export type Reset = (by?: ServerResponse) => Promise<void>;

/** A server as far as it is emptied. */
export interface Resettable extends Pick<HttpServer, 'inFlight'> {
  readonly faults: { clear(): void };
  readonly journal: { clear(): void };
}

/** @param servers all that use the store; they may be added later. */
export function createReset(store: Store, servers: readonly Resettable[]): Reset {
  // What was sent behind a reset waits for its answer.
  const resetting = new Set<Socket>();
  const isWaitedFor = ({ req }: ServerResponse) => !resetting.has(req.socket);
  return async (by) => {
    if (by) resetting.add(by.req.socket);
    try {
      for (const { faults } of servers) faults.clear();
      await Promise.all(servers.map((server) => requestsUnderWay(server, isWaitedFor)));
      await store.transact(async ({ intents, replies, clock }) => {
        // First: whoever moves the clock must not have locked an intent before.
        await clock.move(() => machineClock);
        await intents.clear();
        await replies.clear();
      });
      for (const { journal, faults } of servers) {
        journal.clear();
        faults.clear();
      }
    } finally {
      if (by) resetting.delete(by.req.socket);
    }
  };
}

/** Waits until the requests that a server has now are answered, or their connections gone. */
export async function requestsUnderWay(
  { inFlight }: Pick<HttpServer, 'inFlight'>,
  isWaitedFor: (response: ServerResponse) => boolean = () => true,
): Promise<void> {
  // An answer that nobody reads is one all the same.
  const waiting = [...inFlight].filter((response) => !response.writableEnded && isWaitedFor(response));
  // A response that never had its socket emits no `close`.
  await Promise.all(
    waiting.map((response) => Promise.race([once(response, 'close'), once(response.req.socket, 'close')])),
  );
}
