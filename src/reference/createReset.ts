/** Empties servers and the store that they share. */

import type { ServerResponse } from 'node:http';
import { machineClock } from '../domain/Clock.js';
import type { Store } from '../domain/Store.js';
import type { WatchedActivity } from './createActivity.js';

/**
 * Waits for requests under way, then empties everything but the keys.
 *
 * @param by the response to the request that asks for it, which is under way itself.
 */
export type Reset = (by?: ServerResponse) => Promise<void>;

/** A server as far as it is emptied. */
export interface Resettable {
  readonly activity: WatchedActivity;
  readonly faults: { clear(): void };
  readonly journal: { clear(): void };
  readonly deliveryFaults: { clear(): void };
}

/** @param servers all that use the store; they may be added later. */
export function createReset(store: Store, servers: readonly Resettable[]): Reset {
  // None of them waits for another, which may wait for it.
  const resets = new Set<ServerResponse>();
  return async (by) => {
    if (by) resets.add(by);
    try {
      for (const { faults } of servers) faults.clear();
      await Promise.all(servers.map(({ activity }) => activity.over((response) => !resets.has(response))));
      await store.transact(async ({ intents, objects, sessions, replies, events, clock }) => {
        // First: whoever moves the clock must not have locked an intent before.
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
        // By now nothing is left that was held.
        deliveryFaults.clear();
      }
    } finally {
      if (by) resets.delete(by);
    }
  };
}
