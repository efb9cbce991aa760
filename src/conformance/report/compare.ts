/** Puts the reports of several servers side by side: a row for each rule, the weightiest first. */

import { type About, abouts } from '../checks/about.js';
import { escapeControls } from '../run/escapeControls.js';
import type { Verdict } from '../run/Result.js';
import { escapeMarkup } from './escapeMarkup.js';
import { pageStyle } from './pageStyle.js';

/** What a JSON report says, as far as a comparison needs it. `openapi/report.schema.json` has the whole. */
export interface PlainReport {
  readonly kit: string;
  readonly contract: string;
  readonly dialect: string;
  readonly url: string | null;
  readonly startedAt: string;
  readonly sentence: string;
  readonly results: readonly PlainResult[];
}

interface PlainResult {
  readonly id: string;
  readonly level: 'MUST' | 'SHOULD';
  readonly about: About;
  readonly title: string;
  readonly verdict: Verdict;
  /** The reason of the exception, if the check has one. */
  readonly exception?: string;
  /** Why it need not be judged, by globs. */
  readonly notJudged?: object;
}

/** How a verdict reads in a table. What was not judged must not look like a pass. */
const words: Readonly<Record<Verdict, string>> = {
  pass: 'pass',
  fail: 'FAIL',
  warn: 'warn',
  unarranged: 'not judged',
  blocked: 'not judged',
  error: 'not judged (error)',
};

/** In a server's column when its run did not have the rule. */
const notRun = 'not run';

interface Row {
  readonly level: string;
  readonly title: string;
  readonly id: string;
  readonly cells: readonly { readonly text: string; readonly kind: string }[];
}

interface Table {
  /** Each server in a few parts: where it is, when it was judged, by which versions, and the outcome. */
  readonly servers: readonly (readonly string[])[];
  /** By what they are about; none is empty. */
  readonly groups: readonly { readonly about: About; readonly rows: readonly Row[] }[];
}

/** The formats of a comparison. */
export const comparisons = { markdown, html } satisfies Record<string, (reports: readonly PlainReport[]) => string>;

export type ComparisonFormat = keyof typeof comparisons;

function tableOf(reports: readonly PlainReport[]): Table {
  const byId = reports.map(({ results }) => new Map(results.map((result) => [result.id, result])));
  const all = new Map(reports.flatMap(({ results }) => results.map((result) => [result.id, result] as const)));
  const rowsOf = (wanted: About) =>
    [...all.values()]
      .filter(({ about }) => about === wanted)
      .map(({ id, level, title }) => ({ id, level, title, cells: byId.map((results) => cellOf(results.get(id))) }));
  return {
    servers: reports.map(({ url, dialect, startedAt, kit, contract, sentence }) => [
      url ?? 'a target without an address',
      startedAt.slice(0, 10),
      `${dialect} ${contract}, kit ${kit}`,
      sentence,
    ]),
    groups: abouts.map((about) => ({ about, rows: rowsOf(about) })).filter(({ rows }) => rows.length > 0),
  };
}

function cellOf(result: PlainResult | undefined): Row['cells'][number] {
  if (!result) return { text: notRun, kind: 'unarranged' };
  const { verdict, exception, notJudged } = result;
  if (verdict === 'pass') return { text: exception === undefined ? 'pass' : 'pass (stale exception)', kind: verdict };
  const judged = verdict === 'fail' || verdict === 'warn';
  const isCovered = judged ? exception !== undefined : notJudged !== undefined;
  return { text: isCovered ? `${words[verdict]} (exception)` : words[verdict], kind: verdict };
}

function markdown(reports: readonly PlainReport[]): string {
  const { servers, groups } = tableOf(reports);
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  const rowLine = ({ level, title, id, cells }: Row) =>
    line([`${level} ${inMarkdown(title)}<br>${inMarkdown(id)}`, ...cells.map(({ text }) => text)]);
  return [
    line(['rule', ...servers.map((parts) => parts.map(inMarkdown).join('<br>'))]),
    line(['---', ...servers.map(() => '---')]),
    ...groups.flatMap(({ about, rows }) => [line([`**${about}**`, ...servers.map(() => '')]), ...rows.map(rowLine)]),
  ].join('');
}

function html(reports: readonly PlainReport[]): string {
  const { servers, groups } = tableOf(reports);
  const heads = servers.map((parts) => `<th scope="col">${parts.map(escapeMarkup).join('<br>')}`);
  const cellsOf = ({ cells }: Row) => cells.map(({ text, kind }) => `<td class="${kind}"><b>${text}</b>`).join('');
  const rowLine = (row: Row) =>
    `<tr><th scope="row">${row.level} ${escapeMarkup(row.title)}<br><code>${escapeMarkup(row.id)}</code>${cellsOf(row)}`;
  const groupLines = ({ about, rows }: Table['groups'][number]) =>
    [
      `<tbody>\n<tr><th scope="rowgroup" colspan="${servers.length + 1}"><strong>${about}</strong>`,
      ...rows.map(rowLine),
    ].join('\n');
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>Conformance compared</title>
<style>${pageStyle}
main { overflow-x: auto; overflow-wrap: normal }
table { border-collapse: collapse; width: 100% }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .5rem; text-align: left; vertical-align: top; font-weight: normal }
</style>
<h1>Conformance compared</h1>
<main><table>
<thead><tr><th scope="col">rule${heads.join('')}</thead>
${groups.map(groupLines).join('\n')}
</table></main>
</html>
`;
}

/** A text for a cell, in which no character begins markup. */
function inMarkdown(text: string): string {
  return escapeControls(text)
    .replace(/\s+/g, ' ')
    .replace(/[\\|<>`*[\]]/g, (character) => `&#${character.charCodeAt(0)};`);
}
