import { detailsOf } from '../run/details.js';
import { isUnexpectedPass } from '../run/Exceptions.js';
import { isMissing, isRequired, type Report, type Result } from '../run/Result.js';
import { tellBeyondFetch } from './beyondFetch.js';
import { tellSelection } from './conclusion.js';
import { escapeMarkup } from './escapeMarkup.js';
import type { Reporter, Sink } from './Reporter.js';

/**
 * The XML that build servers read. They know passed, failed, error and skipped: a SHOULD that is not met, a known
 * failure and what need not be judged are skipped, with a message that says which. A MUST that was not judged is an
 * error. None counts as passed.
 */
export function junit({ write }: Sink): Reporter {
  return { onEnd: (report) => write(testSuites(report)) };
}

function testSuites(report: Report): string {
  const { dialect, seed, results, stopped } = report;
  const beyondFetch = tellBeyondFetch(report);
  const selection = tellSelection(report);
  const part = selection ? `<property name="selection" value="${selection}"/>` : '';
  const told = beyondFetch ? `<property name="beyond fetch" value="${escapeMarkup(beyondFetch)}"/>` : '';
  const number = (kind: Outcome) => results.filter((result) => outcomeOf(result) === kind).length;
  const time = results.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const totals = [
    `tests="${results.length}"`,
    `failures="${number('failure')}"`,
    `errors="${number('error')}"`,
    `skipped="${number('skipped')}"`,
    `time="${seconds(time)}"`,
  ].join(' ');
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="conformance" ${totals}>
<testsuite name="${dialect}" ${totals}>
<properties><property name="seed" value="${seed}"/>${part}${told}</properties>
${results.map(testCase).join('\n')}${stopped === undefined ? '' : `\n<system-err>${escapeMarkup(stopped)}</system-err>`}
</testsuite>
</testsuites>
`;
}

function testCase(result: Result): string {
  const { check, durationMs } = result;
  const folder = check.id.split('/').slice(0, -1).join('.');
  const start = `<testcase classname="${escapeMarkup(folder)}" name="${escapeMarkup(`${check.id}: ${check.title}`)}" time="${seconds(durationMs)}"`;
  const outcome = outcomeOf(result);
  if (outcome === 'passed') return `${start}/>`;
  const details = detailsOf(result).map(([label, text]) => `${label}: ${text}`);
  return `${start}><${outcome} message="${escapeMarkup(messageOf(result))}">${escapeMarkup(details.join('\n'))}</${outcome}></testcase>`;
}

type Outcome = 'passed' | 'failure' | 'error' | 'skipped';

function outcomeOf(result: Result): Outcome {
  if (isUnexpectedPass(result)) return 'failure';
  if (result.verdict === 'pass') return 'passed';
  if (isDeviation(result) && isRequired(result) && result.exception === undefined) return 'failure';
  return isMissing(result) || (result.verdict === 'error' && result.notJudged === undefined) ? 'error' : 'skipped';
}

function messageOf(result: Result): string {
  const { verdict, expected, actual, reason, exception, notJudged } = result;
  if (isUnexpectedPass(result)) return `passes despite its exception: ${exception}`;
  if (verdict === 'fail' && exception !== undefined) return `exception: ${exception}`;
  if (isDeviation(result)) return `${verdict}: expected ${expected}, got ${actual}`;
  const covered = notJudged && ` (exception: ${Object.values(notJudged).join('; ')})`;
  return `${verdict}: ${reason}${covered ?? ''}`;
}

function isDeviation({ verdict }: Result): boolean {
  return verdict === 'fail' || verdict === 'warn';
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
