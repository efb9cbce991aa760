/** The webhooks of a target, for one check. */

import type { Delivery, Subject } from '../target/Inbox.js';

export interface SessionWebhooks {
  /** The secret that signs the deliveries. */
  readonly secret: string;
  /** Waits for `count` deliveries about a subject; default: 1. Resolves to fewer when time is up. */
  wait(subject: Subject, count?: number): Promise<readonly Delivery[]>;
  /** The deliveries that have come by now. */
  of(subject: Subject): readonly Delivery[];
  /** Answers the next delivery about a subject with 500. */
  refuseNext(subject: Subject): void;
  /**
   * Waits for a second attempt, and triggers it if the receiver has `redeliver`. Resolves to one delivery if none came.
   *
   * @param event is the id of the event that was delivered first.
   * @param apartMs is how many milliseconds must lie between the two.
   */
  waitForNext(subject: Subject, event: string, apartMs: number): Promise<readonly Delivery[]>;
}
