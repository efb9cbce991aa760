/** The report as one HTML page. */

import { conclude } from '../run/conclude.js';
import { detailsOf } from '../run/details.js';
import { isUnexpectedPass } from '../run/Exceptions.js';
import { count, type Report, type Result, type Verdict } from '../run/Result.js';
import { tellBeyondFetch } from './beyondFetch.js';
import { causesOf } from './causes.js';
import { tellEntries, tellSelection } from './conclusion.js';
import { escapeMarkup } from './escapeMarkup.js';
import { filterScript, filterScriptSource } from './filterScript.js';
import { pageStyle } from './pageStyle.js';
import type { Reporter, Sink } from './Reporter.js';
import { tellProvenance } from './tellProvenance.js';

/** In the order they are read. */
const verdicts: readonly Verdict[] = ['fail', 'error', 'warn', 'unarranged', 'blocked', 'pass'];

const style = `${pageStyle}
details { border-bottom: 1px solid var(--line); padding: .4rem 0 }
summary { cursor: pointer; overflow-wrap: anywhere }
b { display: inline-block; width: 6.5rem }
dt { color: var(--quiet) } dd { margin: 0 }
label { white-space: nowrap; margin-right: .8rem }
:target { outline: 2px solid var(--warn) }
${verdicts.map((verdict) => `body:has(#only-${verdict}:checked) details:not(.${verdict}) { display: none }`).join('\n')}
`;

/** One page that needs nothing else: no request, and no script but the filter's. */
export function html({ write }: Sink): Reporter {
  return { onEnd: (report) => write(page(report)) };
}

function page(report: Report): string {
  const { dialect, url = 'a target without an address', seed, results, stopped } = report;
  const { sentence, help } = conclude(results, stopped);
  const entries = tellEntries(report);
  const exceptions =
    entries &&
    `<p>These exceptions cover what was not judged; put them into the file of --exceptions:</p><pre>${escapeMarkup(entries)}</pre>`;
  const beyondFetch = tellBeyondFetch(report);
  const counts = Object.entries(count(results)).map(([verdict, number]) => `${number} ${verdict}`);
  const worstFirst = results.toSorted((a, b) => verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict));
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src ${filterScriptSource}">
<meta name="viewport" content="width=device-width">
<title>Conformance to ${escapeMarkup(dialect)}</title>
<style>${style}</style>
<h1>Conformance to ${escapeMarkup(dialect)}</h1>
<p><strong>${escapeMarkup(sentence)}</strong></p>
<p>${[escapeMarkup(url), tellSelection(report) ?? [], counts].flat().join(' · ')} · seed ${seed}</p>
<p>${escapeMarkup(tellProvenance(report))}</p>${beyondFetch ? `\n<p>${escapeMarkup(beyondFetch)}</p>` : ''}
${[...help.map((line) => `<p>${escapeMarkup(line)}</p>`), exceptions ?? []].flat().join('\n')}
${causes(report)}
<p>Show ${['all', ...verdicts].map(choice).join('')}<label hidden>with <input type="search" placeholder="words of title or id"></label></p>
${worstFirst.map(entry).join('\n')}
<script>${filterScript}</script>
</html>
`;
}

function causes(report: Report): string {
  const items = causesOf(report).map(({ sentence, findings }) => {
    const links = findings.map(({ check: { id } }) => `<a href="#${escapeMarkup(id)}">${escapeMarkup(id)}</a>`);
    return `<li><strong>${escapeMarkup(sentence)}: ${findings.length}</strong><br>${links.join(' ')}`;
  });
  return items.length === 0 ? '' : `<ol>${items.join('\n')}</ol>`;
}

function choice(name: string, index: number): string {
  return `<label><input type="radio" name="only" id="only-${name}"${index === 0 ? ' checked' : ''}> ${name}</label> `;
}

function entry(result: Result): string {
  const { check, verdict, exception } = result;
  const known =
    exception === undefined ? '' : isUnexpectedPass(result) ? ' (passes despite its exception)' : ' (exception)';
  const head = `<b>${verdict}</b> ${check.level} ${escapeMarkup(check.title)}${known} <code>${escapeMarkup(check.id)}</code>`;
  const details = detailsOf(result).map(([label, text]) => `<dt>${label}<dd><pre>${escapeMarkup(text)}</pre>`);
  const open = verdict === 'pass' && !isUnexpectedPass(result) ? '' : ' open';
  return `<details class="${verdict}" id="${escapeMarkup(check.id)}"${open}><summary>${head}</summary><dl>${details.join('')}</dl></details>`;
}
