/** What one check sees of the webhooks of a target. */

import type { Delivery, Subject } from '../target/Inbox.js';

export interface SessionWebhooks {
  /** Signs the deliveries. */
  readonly secret: string;
  /** Waits until so many deliveries about a subject have come, 1 when left out. Resolves to fewer when time is up. */
  wait(subject: Subject, count?: number): Promise<readonly Delivery[]>;
  /** What has come by now. */
  of(subject: Subject): readonly Delivery[];
  /** Answers the next delivery about a subject with 500. */
  refuseNext(subject: Subject): void;
  /**
   * Waits for the attempt that follows the first one, and has it made where there is a way. Resolves to one delivery when there
   * was none.
   *
   * @param event id of what was delivered first.
   * @param apartMs milliseconds that are to lie between the two.
   */
  waitForNext(subject: Subject, event: string, apartMs: number): Promise<readonly Delivery[]>;
}
