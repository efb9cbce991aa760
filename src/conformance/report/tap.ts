import { detailsOf } from '../run/details.js';
import { isUnexpectedPass } from '../run/Exceptions.js';
import { escapeControls } from '../run/escapeControls.js';
import { isJudged, isMissing, isRequired, type Result } from '../run/Result.js';
import { tellBeyondFetch } from './beyondFetch.js';
import { tellSelection } from './conclusion.js';
import type { Reporter, Sink } from './Reporter.js';

/**
 * Test Anything Protocol 14, a test point for every result as it comes. A TODO does not fail the run; a SKIP was not
 * judged and need not be. A MUST that was not judged is not ok. A run that ended before its checks did bails out.
 *
 * @see https://testanything.org/tap-version-14-specification.html
 */
export function tap({ write }: Sink): Reporter {
  let points = 0;
  return {
    onStart: () => write('TAP version 14\n'),
    onResult(result) {
      points += 1;
      write(testPoint(result, points));
    },
    onEnd(report) {
      const beyondFetch = tellBeyondFetch(report);
      const selection = tellSelection(report);
      if (selection) write(`# ${selection}\n`);
      if (beyondFetch) write(`# ${escaped(beyondFetch)}\n`);
      write(`1..${points}\n`);
      if (report.stopped !== undefined) write(`Bail out! ${escaped(report.stopped)}\n`);
    },
  };
}

function testPoint(result: Result, number: number): string {
  const { check, verdict } = result;
  const ok = isJudged(result) ? verdict === 'pass' && !isUnexpectedPass(result) : isSkipped(result);
  const point = `${ok ? 'ok' : 'not ok'} ${number} - ${escaped(`${check.id}: ${check.title}`)}${directive(result)}\n`;
  if (verdict === 'pass' && !isUnexpectedPass(result)) return point;
  // A JSON string is a YAML string.
  const details = detailsOf(result).map(([label, text]) => `  ${label}: ${JSON.stringify(escapeControls(text))}\n`);
  return `${point}  ---\n  verdict: ${verdict}\n${details.join('')}  ...\n`;
}

function directive(result: Result): string {
  const { verdict, exception, reason = '' } = result;
  if (isSkipped(result)) return ` # SKIP ${verdict}: ${escaped(reason)}`;
  if (verdict !== 'fail' && verdict !== 'warn') return '';
  if (exception !== undefined) return ` # TODO exception: ${escaped(exception)}`;
  return isRequired(result) ? '' : ' # TODO SHOULD';
}

/** Not judged, and the outcome does not depend on it. An error is skipped only with an exception. */
function isSkipped(result: Result): boolean {
  return !isJudged(result) && !isMissing(result) && (result.verdict !== 'error' || result.notJudged !== undefined);
}

/** One line in which # begins no directive. */
function escaped(text: string): string {
  return escapeControls(text).replace(/\s+/g, ' ').replace(/[\\#]/g, '\\$&');
}
