import picocolors from 'picocolors';
import { conclude } from '../run/conclude.js';
import { detailsOf } from '../run/details.js';
import { isUnexpectedPass } from '../run/Exceptions.js';
import { count, type Result, type Verdict } from '../run/Result.js';
import { tellBeyondFetch } from './beyondFetch.js';
import { tellEntries, tellSelection } from './conclusion.js';
import { escapeControls } from './escapeControls.js';
import type { Reporter, Sink } from './Reporter.js';

/** For people: progress while it runs, then everything that is not a pass, then the sum. */
export function pretty({ write, columns, colors }: Sink): Reporter {
  const { bold, dim, green, red, yellow } = picocolors.createColors(colors);
  const paint: Record<Verdict, (text: string) => string> = {
    pass: green,
    fail: red,
    warn: yellow,
    unarranged: yellow,
    blocked: yellow,
    error: red,
  };
  let total = 0;
  let done = 0;

  function progress(result: Result): void {
    const { check, verdict } = result;
    const known = result.exception === undefined ? '' : ' (known to fail)';
    // The line that the next one overwrites must not wrap.
    if (columns) write(`\r\x1b[2K${`${done}/${total} ${check.id}`.slice(0, columns - 1)}`);
    else write(`${paint[verdict](verdict.padEnd(10))} ${check.id}${known}\n`);
  }

  function section(result: Result): string {
    const { check, verdict } = result;
    const label = isUnexpectedPass(result) ? red('passes, known to fail') : paint[verdict](verdict);
    const details = detailsOf(result).map(([name, text]) => `  ${dim(name.padEnd(8))} ${indented(text)}\n`);
    return `\n${label} ${bold(check.id)} ${check.level}\n  ${check.title}\n${details.join('')}`;
  }

  return {
    onStart(checks) {
      total = checks.length;
    },
    onResult(result) {
      done += 1;
      progress(result);
    },
    onEnd(report) {
      const { results, seed } = report;
      if (columns) write('\r\x1b[2K');
      const unjudged = results.filter(({ verdict }) => verdict === 'unarranged' || verdict === 'blocked');
      const findings = results.filter((result) => result.verdict !== 'pass' || isUnexpectedPass(result));
      for (const result of findings) if (!unjudged.includes(result)) write(section(result));
      if (unjudged.length > 0) write('\n');
      for (const { check, verdict, reason = '' } of unjudged) {
        write(`${paint[verdict](verdict)} ${bold(check.id)} ${indented(reason)}\n`);
      }
      const beyondFetch = tellBeyondFetch(report);
      if (beyondFetch) write(`\n${escapeControls(beyondFetch)}\n`);
      const counts = Object.entries(count(results)) as [Verdict, number][];
      const sum = counts.map(([verdict, number]) => (number > 0 ? paint[verdict] : dim)(`${number} ${verdict}`));
      const { outcome, sentence, help } = conclude(results);
      if (help.length > 0) write(`\n${help.map((line) => `${indented(line)}\n`).join('')}`);
      const entries = tellEntries(report);
      if (entries) write(`To excuse what was not judged, put this into the file of --exceptions:\n${entries}\n`);
      const selection = [tellSelection(report) ?? [], sum].flat();
      write(`\n${selection.join('  ')}  ${dim(`seed ${seed}`)}\n`);
      write(`${bold((outcome === 'conformant' ? green : red)(sentence))}\n`);
    },
  };
}

function indented(text: string): string {
  return escapeControls(text).replaceAll('\n', `\n${' '.repeat(11)}`);
}
