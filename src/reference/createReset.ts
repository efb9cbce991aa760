/** Empties servers and their common store. */

import type { ServerResponse } from 'node:http';
import { machineClock } from '../domain/Clock.js';
import type { Store } from '../domain/Store.js';
import type { WatchedActivity } from './createActivity.js';

/**
 * Waits for requests under way, then empties everything except the keys.
 *
 * @param by is the response to the request that asks for it, which is not waited for.
 */
export type Reset = (by?: ServerResponse) => Promise<void>;

/** The parts of a server that a reset empties. */
export interface Resettable {
  readonly activity: WatchedActivity;
  readonly faults: { clear(): void };
  readonly journal: { clear(): void };
  readonly deliveryFaults: { clear(): void };
}

/** @param servers are all that use the store; more may be added later. */
export function createReset(store: Store, servers: readonly Resettable[]): Reset {
  // None waits for another: that one may be waiting for it.
  const resets = new Set<ServerResponse>();
  return async (by) => {
    if (by) resets.add(by);
    try {
      for (const { faults } of servers) faults.clear();
      await Promise.all(servers.map(({ activity }) => activity.over((response) => !resets.has(response))));
      await store.transact(async ({ intents, objects, sessions, replies, events, clock }) => {
        // First, because a move of the clock locks the clock before the intents.
        await clock.move(() => machineClock);
        await sessions.clear();
        await intents.clear();
        await objects.clear();
        await replies.clear();
        await events.clear();
      });
      for (const { journal, faults, deliveryFaults } of servers) {
        journal.clear();
        faults.clear();
        // By now no delivery is held any more.
        deliveryFaults.clear();
      }
    } finally {
      if (by) resets.delete(by);
    }
  };
}
