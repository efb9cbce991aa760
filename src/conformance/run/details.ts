import type { Result } from './Result.js';

/** The lines about a result besides its verdict, in reading order, each with a label. */
export function detailsOf({
  check,
  expected,
  actual,
  reason,
  exception,
  notJudged,
  arrange,
  curl,
}: Result): [label: string, text: string][] {
  const { page, quote, reading } = check.source;
  const details: [string, string | undefined][] = [
    ['required', quote && `“${quote}” (${page})`],
    ['reading', reading && (quote ? reading : `${reading} (${page})`)],
    ['expected', expected],
    ['actual', actual],
    ['because', reason],
    ['exception', exception ?? (reason && notJudged && Object.values(notJudged).join('; '))],
    ['arrange', arrange],
    ['curl', curl],
  ];
  return details.filter((detail): detail is [string, string] => Boolean(detail[1]));
}
