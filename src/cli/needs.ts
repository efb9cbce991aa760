/** Tells what has to be arranged for a run. */

import type { Check, IntentNeed, TargetNeed } from '../conformance/checks/Check.js';
import { suites } from '../conformance/checks/suites.js';
import { withPrerequisites } from '../conformance/run/runChecks.js';
import type { DialectName } from '../contract/dialect.js';

const optionOf = { own: '--key', other: '--other-key', live: '--live-key' } as const;

const targetNeeds: readonly (readonly [TargetNeed, string])[] = [
  ['other key', '--other-key'],
  ['live key', '--live-key'],
  ['publishable key', '--publishable-key'],
  ['connection', 'a connection of their own'],
  ['webhooks', '--webhook-listen and --webhook-secret'],
];

/** What `verify --needs` prints: a line for each kind of intent with how many at most, then what else checks need. */
export function listNeeds(dialects: readonly DialectName[], select: (id: string) => boolean): string {
  return dialects.map((dialect) => needsOf(dialect, withPrerequisites(suites[dialect].checks, select))).join('\n');
}

function needsOf(dialect: DialectName, checks: readonly Check[]): string {
  const needs = checks.flatMap((check) => check.needs);
  const counts = new Map<string, number>();
  for (const need of needs) {
    if (typeof need !== 'string') counts.set(kindOf(need), (counts.get(kindOf(need)) ?? 0) + (need.count ?? 1));
  }
  const intents = [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([kind, count]) => `${`${count}`.padStart(4)}  ${kind}`);
  const others = targetNeeds.flatMap(([name, option]) => {
    const count = needs.filter((need) => need === name).length;
    return count > 0 ? [`${option}: ${count} checks`] : [];
  });
  return [`${dialect}: how many intents at most, in which status, with which options`, ...intents, ...others, ''].join(
    '\n',
  );
}

function kindOf({ status, options = {}, key = 'own' }: IntentNeed): string {
  const wishes = Object.keys(options).length > 0 ? `  ${JSON.stringify(options)}` : '';
  return `${status}${key === 'own' ? '' : `  of ${optionOf[key]}`}${wishes}`;
}
