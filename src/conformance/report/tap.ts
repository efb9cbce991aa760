import { isUnexpectedPass } from '../run/conclude.js';
import { detailsOf } from '../run/details.js';
import { escapeControls } from '../run/escapeControls.js';
import type { Result } from '../run/Result.js';
import { tellBeyondFetch } from './beyondFetch.js';
import type { Reporter, Sink } from './Reporter.js';

/**
 * Test Anything Protocol 14, a test point for every result as it comes. A TODO fails and fails nothing; a SKIP was not judged.
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
      if (beyondFetch) write(`# ${escaped(beyondFetch)}\n`);
      write(`1..${points}\n`);
    },
  };
}

function testPoint(result: Result, number: number): string {
  const { check, verdict } = result;
  const ok = (verdict === 'pass' && !isUnexpectedPass(result)) || verdict === 'unarranged' || verdict === 'blocked';
  const point = `${ok ? 'ok' : 'not ok'} ${number} - ${escaped(`${check.id}: ${check.title}`)}${directive(result)}\n`;
  if (verdict === 'pass' && !isUnexpectedPass(result)) return point;
  // A JSON string is a YAML string.
  const details = detailsOf(result).map(([label, text]) => `  ${label}: ${JSON.stringify(escapeControls(text))}\n`);
  return `${point}  ---\n  verdict: ${verdict}\n${details.join('')}  ...\n`;
}

function directive({ verdict, exception, reason = '' }: Result): string {
  if (verdict === 'unarranged' || verdict === 'blocked') return ` # SKIP ${verdict}: ${escaped(reason)}`;
  if (verdict === 'fail' && exception !== undefined) return ` # TODO known to fail: ${escaped(exception)}`;
  return verdict === 'warn' ? ' # TODO SHOULD' : '';
}

/** One line in which # begins no directive. */
function escaped(text: string): string {
  return escapeControls(text).replace(/\s+/g, ' ').replace(/[\\#]/g, '\\$&');
}
