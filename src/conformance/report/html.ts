/** The report as one HTML page. */

import { conclude } from '../run/conclude.js';
import { detailsOf } from '../run/details.js';
import { isUnexpectedPass } from '../run/Exceptions.js';
import { count, type Report, type Result } from '../run/Result.js';
import { tellBeyondFetch } from './beyondFetch.js';
import { tellEntries, tellSelection } from './conclusion.js';
import { escapeMarkup } from './escapeControls.js';
import type { Reporter, Sink } from './Reporter.js';

const style = `
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1d2733 }
details { border-bottom: 1px solid #e3e8ee; padding: .4rem 0 }
summary { cursor: pointer }
b { display: inline-block; width: 6.5rem }
.pass b { color: #1a7f37 } .fail b, .error b { color: #b42318 } .warn b { color: #8a5a00 }
.unarranged b, .blocked b { color: #57606a }
code, pre { font: 13px/1.5 ui-monospace, monospace }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f6f8fa; padding: .4rem .6rem; margin: .2rem 0 }
dt { color: #57606a } dd { margin: 0 }
`;

/** One page that needs nothing else: no script, no request. */
export function html({ write }: Sink): Reporter {
  return { onEnd: (report) => write(page(report)) };
}

function page(report: Report): string {
  const { dialect, url = 'a target without an address', seed, results } = report;
  const { sentence, help } = conclude(results);
  const entries = tellEntries(report);
  const excuses =
    entries &&
    `<p>To excuse what was not judged, put this into the file of --exceptions:</p><pre>${escapeMarkup(entries)}</pre>`;
  const beyondFetch = tellBeyondFetch(report);
  const counts = Object.entries(count(results)).map(([verdict, number]) => `${number} ${verdict}`);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>Conformance to ${escapeMarkup(dialect)}</title>
<style>${style}</style>
<h1>Conformance to ${escapeMarkup(dialect)}</h1>
<p><strong>${escapeMarkup(sentence)}</strong></p>
<p>${[escapeMarkup(url), tellSelection(report) ?? [], counts].flat().join(' · ')} · seed ${seed}</p>${beyondFetch ? `\n<p>${escapeMarkup(beyondFetch)}</p>` : ''}
${[...help.map((line) => `<p>${escapeMarkup(line)}</p>`), excuses ?? [], results.map(entry)].flat().join('\n')}
</html>
`;
}

function entry(result: Result): string {
  const { check, verdict, exception } = result;
  const known =
    exception === undefined ? '' : isUnexpectedPass(result) ? ' (passes, known to fail)' : ' (known to fail)';
  const head = `<b>${verdict}</b> ${check.level} ${escapeMarkup(check.title)}${known} <code>${escapeMarkup(check.id)}</code>`;
  const details = detailsOf(result).map(([label, text]) => `<dt>${label}<dd><pre>${escapeMarkup(text)}</pre>`);
  const open = verdict === 'pass' && !isUnexpectedPass(result) ? '' : ' open';
  return `<details class="${verdict}"${open}><summary>${head}</summary><dl>${details.join('')}</dl></details>`;
}
