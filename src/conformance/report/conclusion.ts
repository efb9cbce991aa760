/** Tells the outcome of a run, and what to do about it. */

import { conclude } from '../run/conclude.js';
import { escapeControls } from '../run/escapeControls.js';
import type { Report } from '../run/Result.js';

/** How many of the checks ran, when some were selected. */
export function tellSelection({ results, total }: Report): string | undefined {
  return results.length < total ? `${results.length} of ${total} checks` : undefined;
}

/** A text to paste into a file: the exceptions that an inconclusive run needs. */
export function tellEntries({ results, stopped }: Report): string | undefined {
  const { entries } = conclude(results, stopped);
  if (Object.keys(entries).length === 0) return undefined;
  // Escaped before JSON is made: its text has other escapes.
  const escaped = Object.entries(entries).map(([glob, reason]) => [glob, escapeControls(reason)]);
  return JSON.stringify({ notJudged: Object.fromEntries(escaped) }, null, 2);
}
