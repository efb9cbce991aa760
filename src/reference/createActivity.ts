/** Waits for the requests that a server is handling. */

import type { ServerResponse } from 'node:http';
import type { Activity } from '../server/Activity.js';

export interface WatchedActivity extends Activity {
  /** Waits until all current requests have ended, also those whose callers have gone. */
  over(isWaitedFor?: (response: ServerResponse) => boolean): Promise<void>;
}

export function createActivity(): WatchedActivity {
  const underWay = new Set<ServerResponse>();
  const watchers = new Set<() => void>();
  return {
    begin: (response) => void underWay.add(response),
    end(response) {
      underWay.delete(response);
      for (const look of watchers) look();
    },
    over(isWaitedFor = () => true) {
      const waiting = [...underWay].filter(isWaitedFor);
      return new Promise((resolve) => {
        const look = () => {
          if (waiting.some((response) => underWay.has(response))) return;
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
        look();
      });
    },
  };
}
