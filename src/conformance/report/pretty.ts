import picocolors from 'picocolors';
import { conclude } from '../run/conclude.js';
import { detailsOf } from '../run/details.js';
import { isUnexpectedPass } from '../run/Exceptions.js';
import { escapeControls } from '../run/escapeControls.js';
import { count, type Result, type Verdict } from '../run/Result.js';
import { tellBeyondFetch } from './beyondFetch.js';
import { type Cause, causesOf } from './causes.js';
import { tellEntries, tellSelection } from './conclusion.js';
import type { Reporter, Sink } from './Reporter.js';
import { tellProvenance } from './tellProvenance.js';

/**
 * For people: causes, worst first, each with one finding in full, then what was not judged and the sum. Where there is
 * no terminal, a line for each finished check comes first.
 */
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

  function line(result: Result): void {
    const { check, verdict } = result;
    const known = result.exception === undefined ? '' : ' (exception)';
    write(`${paint[verdict](verdict.padEnd(10))} ${check.id}${known}\n`);
  }

  function section(result: Result): string {
    const { check, verdict } = result;
    const label = isUnexpectedPass(result) ? red('passes despite its exception') : paint[verdict](verdict);
    const details = detailsOf(result).map(([name, text]) => `  ${dim(name.padEnd(9))} ${indented(text)}\n`);
    return `\n${label} ${bold(check.id)} ${check.level}\n  ${check.title}\n${details.join('')}`;
  }

  function causeSection({ sentence, findings }: Cause, told: Set<Result>): string {
    const first = findings.find((finding) => !told.has(finding)) ?? (findings[0] as Result);
    const others = findings.filter((finding) => finding !== first);
    told.add(first);
    const number = `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}`;
    const also = others.map(({ check, verdict }) => `  ${dim('also')}      ${verdict} ${check.id}\n`);
    return `\n${bold(escapeControls(sentence))}: ${number}${section(first)}${also.join('')}`;
  }

  return {
    ...(columns === undefined && { onResult: line }),
    onEnd(report) {
      const { results, seed, stopped } = report;
      const unjudged = results.filter(({ verdict }) => verdict === 'unarranged' || verdict === 'blocked');
      const causes = causesOf(report);
      const told = new Set<Result>();
      for (const cause of causes) write(causeSection(cause, told));
      if (causes.some(({ findings }) => findings.length > 1)) {
        write(`\n${dim('--reporter html=FILE or json=FILE shows the others in full.')}\n`);
      }
      for (const result of results) {
        if (isUnexpectedPass(result) || (result.verdict === 'fail' && result.exception !== undefined))
          write(section(result));
      }
      if (unjudged.length > 0) write('\n');
      for (const { check, verdict, reason = '' } of unjudged) {
        write(`${paint[verdict](verdict)} ${bold(check.id)} ${indented(reason)}\n`);
      }
      const beyondFetch = tellBeyondFetch(report);
      if (beyondFetch) write(`\n${escapeControls(beyondFetch)}\n`);
      const counts = Object.entries(count(results)) as [Verdict, number][];
      const sum = counts.map(([verdict, number]) => (number > 0 ? paint[verdict] : dim)(`${number} ${verdict}`));
      const { outcome, sentence, help } = conclude(results, stopped);
      if (help.length > 0) write(`\n${help.map((line) => `${indented(line)}\n`).join('')}`);
      const entries = tellEntries(report);
      if (entries)
        write(`These exceptions cover what was not judged; put them into the file of --exceptions:\n${entries}\n`);
      const selection = [tellSelection(report) ?? [], sum].flat();
      write(`\n${dim(escapeControls(tellProvenance(report)))}\n${selection.join('  ')}  ${dim(`seed ${seed}`)}\n`);
      write(`${bold((outcome === 'conformant' ? green : red)(escapeControls(sentence)))}\n`);
    },
  };
}

function indented(text: string): string {
  return escapeControls(text).replaceAll('\n', `\n${' '.repeat(12)}`);
}
