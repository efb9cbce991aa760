/** What `verify --list` and `verify --explain` print. */

import { aboutOf, abouts } from '../conformance/checks/about.js';
import type { Need } from '../conformance/checks/Check.js';
import { partsOf, placesOf } from '../conformance/checks/placesOf.js';
import { suites } from '../conformance/checks/suites.js';
import { detailsOf } from '../conformance/run/details.js';
import { type DialectName, dialectNames } from '../contract/dialect.js';
import { nearest, nearestGlob } from './nearest.js';
import { UsageError } from './UsageError.js';

const aboutWidth = Math.max(...abouts.map((about) => about.length));

/** What `verify --list` prints: a line for every check, then the sentences without one. */
export function listChecks(dialects: readonly DialectName[], select: (id: string) => boolean): string {
  const checks = dialects.flatMap((dialect) => suites[dialect].checks).filter(({ id }) => select(id));
  const width = Math.max(...checks.map(({ id }) => id.length));
  const lines = checks.map(
    ({ id, level, title }) =>
      `${level.padEnd(6)}  ${id.padEnd(width)}  ${aboutOf({ id }).padEnd(aboutWidth)}  ${title}`,
  );
  const sentences = dialects.flatMap((dialect) => suites[dialect].untestable.map((known) => ({ dialect, ...known })));
  if (sentences.length > 0) lines.push('', 'Sentences that no check tests:');
  for (const { dialect, quote, reason } of sentences) lines.push(`  ${dialect}: “${quote}” (${reason})`);
  return lines.map((line) => `${line}\n`).join('');
}

/** What `verify --explain` prints: where a check comes from and what it takes. */
export function explainCheck(id: string): string {
  const dialect = dialectNames.find((name) => suites[name].checks.some((candidate) => candidate.id === id));
  const check = dialect && suites[dialect].checks.find((candidate) => candidate.id === id);
  if (!check) {
    const ids = dialectNames.flatMap((name) => suites[name].checks.map((known) => known.id));
    throw new UsageError(`--explain ${id}: there is no such check; ${instead(id, ids)}`);
  }
  const details = [
    ...detailsOf({ check, verdict: 'pass', durationMs: 0 }),
    ['document', placesOf(check, partsOf(dialect)).join(', ')],
    ['about', aboutOf(check)],
    ['needs', check.needs.map(wordsOf).join('; ') || 'nothing'],
    ['after', (check.after ?? []).join(', ') || 'nothing'],
  ];
  return `${check.id}  ${check.level}\n${check.title}\n\n${details.map(([label = '', text]) => `${label.padEnd(8)}  ${text}\n`).join('')}`;
}

/** What to try in place of an id that is none: it may be misspelled, a part of one, or name several. */
function instead(id: string, ids: readonly string[]): string {
  const near = nearest(id, ids) ?? ids.find((known) => known.endsWith(`/${id}`));
  if (near !== undefined) return `did you mean ${near}?`;
  const glob = nearestGlob(id, ids);
  return glob === undefined ? 'see --list.' : `see --list --only '${glob}'.`;
}

function wordsOf(need: Need): string {
  if (typeof need === 'string') return need === 'connection' ? 'a connection of its own' : `the ${need}`;
  const { status, options = {}, count = 1, key = 'own' } = need;
  const owner = key === 'own' ? [] : [`owned by the ${key} key`];
  const wishes = Object.entries(options).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  return [count === 1 ? `an intent in ${status}` : `${count} intents in ${status}`, ...owner, ...wishes].join(', ');
}
