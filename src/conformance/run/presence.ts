/** Knows what is under way, and finds out whether a target that gave no answer is still there. */

import { setTimeout } from 'node:timers/promises';
import { Unarranged } from '../target/Target.js';
import { messageOf } from '../target/wordsOf.js';
import { Stopped } from './Stopped.js';

/** Milliseconds before a target that gave no answer is asked once more. */
const pause = 500;

/** Requests that the line about a lost target names, and characters of each. */
const mostNamed = 8;
const longest = 120;

export interface Presence {
  /** Notes what is under way, by the check that it belongs to. Gives back how to note that it is over. */
  enter(check: string, what: string): () => void;
  /**
   * Finds out whether the check caused a missing answer. It did if the target still answers, or if its request had left
   * and nothing else was under way when the target went away.
   *
   * @returns true when the target still answers.
   * @throws Stopped when the target is gone, Unarranged when it was away for a moment, and another check may be the cause.
   */
  blame(check: string, left: boolean, signal: AbortSignal): Promise<boolean>;
}

interface Outage {
  readonly line: string;
  readonly checks: ReadonlySet<string>;
  readonly forGood: boolean;
}

/**
 * @param probe resolves when the target gives any answer.
 * @param stop is called once when it is gone.
 */
export function createPresence(
  probe: (signal: AbortSignal) => Promise<unknown>,
  stop: (line: string) => void,
): Presence {
  const underWay = new Set<{ readonly check: string; readonly what: string }>();
  let looking: Promise<Outage | undefined> | undefined;

  async function look(signal: AbortSignal): Promise<Outage | undefined> {
    const at = new Date().toISOString();
    const entries = [...underWay];
    const checks = new Set(entries.map(({ check }) => check));
    try {
      await probe(signal);
      return undefined;
    } catch {
      await setTimeout(pause);
    }
    const whatHappened = `at ${at} while ${listed(entries.map(({ check, what }) => `${what.slice(0, longest)} (${check})`))}`;
    try {
      await probe(signal);
      return { line: `the target was away for a moment ${whatHappened}`, checks, forGood: false };
    } catch (thrown) {
      return { line: `the target went away ${whatHappened} (${messageOf(thrown)})`, checks, forGood: true };
    }
  }

  return {
    enter(check, what) {
      const entry = { check, what };
      underWay.add(entry);
      return () => underWay.delete(entry);
    },

    async blame(check, left, signal) {
      looking ??= look(signal).finally(() => {
        looking = undefined;
      });
      const outage = await looking;
      if (!outage) return true;
      const alone = left && outage.checks.size === 1 && outage.checks.has(check);
      if (outage.forGood) stop(outage.line);
      if (alone) return false;
      throw outage.forGood ? new Stopped(outage.line) : new Unarranged(outage.line);
    },
  };
}

function listed(what: readonly string[]): string {
  const named = what.slice(0, mostNamed).join(', ');
  const more = what.length > mostNamed ? ` and ${what.length - mostNamed} more` : '';
  return what.length === 1 ? `${named} was under way` : `these were under way: ${named}${more}`;
}
