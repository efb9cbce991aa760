/** Shows a check the deliveries of a target. */

import { setTimeout } from 'node:timers/promises';
import type { Session } from '../checks/Session.js';
import type { SessionWebhooks } from '../checks/SessionWebhooks.js';
import type { Subject } from '../target/Inbox.js';
import { NotServed } from '../target/NotServed.js';
import type { Target } from '../target/Target.js';
import type { Busy } from './withIdleLimit.js';

/** Milliseconds to wait for an event, unless the caller says how many. */
const usualPatience = 5_000;

/** Milliseconds to wait for a target to try again by itself. Standard Webhooks has 5 s as an example. */
const retryPatience = 10_000;

/** Times that a target is told to send an event again: the first attempt may still be under way. */
const mostAsked = 3;

export interface WebhooksOfASession {
  readonly target: Target;
  readonly busy: Busy;
  readonly signal: AbortSignal;
  readonly send: Session['send'];
}

/** @throws NotServed when the target delivers nothing to the kit. */
export function createWebhooks({ target, busy, signal, send }: WebhooksOfASession): SessionWebhooks {
  const { webhooks, arrange } = target;
  if (!webhooks) throw new NotServed('webhooks are not judged: give --webhook-listen and --webhook-secret (webhooks)');
  const { secret, inbox, timeoutMs = usualPatience, redeliver } = webhooks;

  const waitFor = (subject: Subject, count: number, patience: number) =>
    busy(async () => {
      const deliveries = await inbox.wait(subject, count, patience, signal);
      signal.throwIfAborted();
      return deliveries;
    });

  /** Whether the target was told to send it again. */
  async function ask(event: string): Promise<boolean> {
    if (redeliver) {
      await busy(() => redeliver(event));
      return true;
    }
    if (arrange.way !== 'fixtures') return false;
    const answer = await send({ path: `/_events/${encodeURIComponent(event)}/deliver` });
    return answer.status === 200;
  }

  return {
    secret,
    of: inbox.of,
    refuseNext: inbox.refuseNext,
    wait: (subject, count = 1) => waitFor(subject, count, timeoutMs),

    async waitForNext(subject, event, apartMs) {
      const [first] = inbox.of(subject);
      const left = first ? apartMs - (Date.now() - first.receivedAt) : 0;
      if (left > 0) await busy(() => setTimeout(left, undefined, { signal }));
      for (let asked = 0; asked < mostAsked && inbox.of(subject).length < 2; asked += 1) {
        if (!(await ask(event))) break;
        await waitFor(subject, 2, timeoutMs / mostAsked);
      }
      return waitFor(subject, 2, retryPatience);
    },
  };
}
