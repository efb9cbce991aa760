/** Keeps to the rate of a target, and waits when the target answers 429. */

import { setTimeout } from 'node:timers/promises';
import type { Answer } from '../target/Exchange.js';
import { Unarranged } from '../target/Target.js';

/** Milliseconds that one request waits at most, and that all requests of a run do. */
const mostOfRequest = 60_000;
const mostOfRun = 300_000;

/** Milliseconds before a request is sent again, if the answer does not say; doubled each time. */
const firstPause = 200;

/** Attempts of one request. */
const mostAttempts = 9;

export interface Pace {
  /** Waits until so many requests may be sent. */
  turn(signal: AbortSignal, requests?: number): Promise<void>;
  /**
   * Sends in its turn, and again as long as the answer is a 429, which says that nothing was done.
   *
   * @throws Unarranged when the target still limits the rate after all that waiting.
   */
  patiently(send: () => Promise<Answer>, signal: AbortSignal): Promise<Answer>;
  /** For requests sent together: waits as long as a 429 asks for. A request in its turn is late enough then. */
  patience(): Patience;
}

/** @throws Unarranged after the longest wait. */
export type Patience = (answer: Answer, signal: AbortSignal) => Promise<void>;

/** @param rate requests a second; no limit when left out. */
export function createPace(rate?: number): Pace {
  const interval = rate === undefined ? 0 : 1_000 / rate;
  /** When the next request may leave, on the clock of `performance`. */
  let free = 0;
  let heldBack = 0;

  const pace: Pace = {
    async turn(signal, requests = 1) {
      const now = performance.now();
      const last = Math.max(now, free) + (requests - 1) * interval;
      free = last + interval;
      if (last > now) await pause(last - now, signal);
    },

    async patiently(send, signal) {
      const wait = pace.patience();
      for (;;) {
        await pace.turn(signal);
        const answer = await send();
        if (answer.status !== 429) return answer;
        await wait(answer, signal);
      }
    },

    patience() {
      let attempts = 0;
      let waited = 0;
      return async (answer, signal) => {
        attempts += 1;
        const asked = retryAfter(answer);
        const wait = asked ?? firstPause * 2 ** (attempts - 1);
        if (attempts === mostAttempts || waited + wait > mostOfRequest || heldBack + wait > mostOfRun) {
          throw new Unarranged(rateLimited(attempts, asked));
        }
        waited += wait;
        // A Retry-After holds for every request of the key, and those wait at the same time.
        if (asked === undefined) {
          heldBack += wait;
          await pause(wait, signal);
        } else {
          const until = performance.now() + asked;
          heldBack += Math.max(0, until - Math.max(free, performance.now()));
          free = Math.max(free, until);
        }
      };
    },
  };
  return pace;
}

/** The milliseconds that an answer asks for; undefined when it does not, or not in a form that RFC 9110 has. */
export function retryAfter({ headers }: Answer): number | undefined {
  const value = headers['retry-after'] ?? '';
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1_000;
  const until = /^[A-Z][a-z]{2}, [\w :]{1,40}GMT$/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(until) ? undefined : Math.max(0, until - Date.now());
}

function rateLimited(attempts: number, asked: number | undefined): string {
  const wish = asked === undefined ? '' : `, which asks for ${Math.ceil(asked / 1_000)} s`;
  return `rate limited: answer ${attempts} to the same request is a 429 as well${wish}; --rate sends fewer a second`;
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await setTimeout(milliseconds, undefined, { signal });
  } catch {
    throw signal.reason;
  }
}
