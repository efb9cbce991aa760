/** Finds what findings have in common, so that a fault that fails many checks is read once. */

import { aboutOf, abouts } from '../checks/about.js';
import type { Check } from '../checks/Check.js';
import type { Report, Result } from '../run/Result.js';
import type { Exchange, HttpRequest } from '../target/Exchange.js';

/** One fault and the findings that it explains. A finding with several deviations is in several causes. */
export interface Cause {
  /** The fault in the reader's words, without a number. */
  readonly sentence: string;
  /** Worst first; never empty. */
  readonly findings: readonly Result[];
}

/** The faults behind results that failed without an exception, warned or ended in an error, worst first. */
export function causesOf({ results, exchanges }: Pick<Report, 'results' | 'exchanges'>): Cause[] {
  const bySentence = new Map<string, Result[]>();
  for (const result of results.filter(isFinding)) {
    for (const sentence of sentencesOf(result, exchanges)) {
      bySentence.set(sentence, [...(bySentence.get(sentence) ?? []), result]);
    }
  }
  const causes = Array.from(bySentence, ([sentence, findings]) => ({
    sentence: findings.length > 1 ? sentence : sentenceOfOne(sentence, findings[0] as Result),
    findings: findings.toSorted(worseFirst),
  }));
  return causes.sort((a, b) => {
    const [worst, other] = [a.findings[0] as Result, b.findings[0] as Result];
    return worseFirst(worst, other) || b.findings.length - a.findings.length;
  });
}

function isFinding({ verdict, exception }: Result): boolean {
  return (verdict === 'fail' && exception === undefined) || verdict === 'warn' || verdict === 'error';
}

/** MUST before SHOULD before errors, then by what the check is about. */
function worseFirst(a: Result, b: Result): number {
  const rank = ({ verdict, check }: Result) =>
    ['fail', 'warn', 'error'].indexOf(verdict) * abouts.length + abouts.indexOf(aboutOf(check));
  return rank(a) - rank(b);
}

/** A sentence for each fault that request and answer show: the same sentence for the same fault. */
function sentencesOf(result: Result, exchanges: readonly Exchange[]): readonly string[] {
  const { check, verdict, reason = '', expected = '', actual = '', exchange } = result;
  if (verdict === 'error') return [`the run broke: ${lasting(reason)}`];
  const seen = exchange && (ofMissing(exchange, actual) ?? ofStatus(exchange, expected) ?? ofAccess(check, exchange));
  if (seen) return [seen];
  // The deviations of an answer are told one after the other. Other parts give no sentence.
  const parts = expected.split('; ').map((part) => ofPart(part, actual, exchange, exchanges));
  const told = new Set(parts.filter((sentence) => sentence !== undefined));
  return told.size > 0 ? [...told] : [unlike(result)];
}

/** The sentence for a deviation that none of those below fits. */
function unlike({ expected = '', actual = '' }: Result): string {
  return `${lasting(actual)} instead of ${lasting(expected)}`;
}

/** For a finding that shares its deviation with no other: what its check requires says most. */
function sentenceOfOne(sentence: string, finding: Result): string {
  return sentence === unlike(finding) ? `not so: ${finding.check.title}` : sentence;
}

/** The sentence for an answer that the kit has not. */
function ofMissing({ request, answer: { status } }: Exchange, actual: string): string | undefined {
  if (status !== 0) return undefined;
  const large = / is (larger than the kit reads \(.*?\))/.exec(actual)?.[1];
  return large ? `${kindOf(request)} get an answer ${large}` : `${kindOf(request)} get no answer`;
}

/** The sentence for the status of an answer. */
function ofStatus({ request, answer: { status } }: Exchange, expected: string): string | undefined {
  const wanted = Number(/^status (\d+)/.exec(expected)?.[1]);
  const refused = wanted < 300 && status >= 300;
  const elsewhere = wanted !== status && (status >= 500 || (status >= 300 && status < 400) || status === 415);
  return refused || elsewhere || status >= 500 ? `${kindOf(request)} are answered ${status}` : undefined;
}

/** The sentence for a request that had to be kept out and was served. */
function ofAccess(check: Check, { request, answer }: Exchange): string | undefined {
  if (aboutOf(check) !== 'tenants' || answer.status < 200 || answer.status > 299) return undefined;
  if (!check.id.includes('/authentication/')) return 'keys reach intents of another organization or mode';
  const credentials = headerOf(request, 'authorization');
  if (credentials === undefined) return 'requests without a key are served';
  if (/\$\{?PUBLISHABLE_KEY\b/.test(credentials)) return 'publishable keys are served';
  return /^(?:Bearer|Basic) /.test(credentials) ? 'keys are not checked' : 'credentials of another scheme are served';
}

/** What is missing or wrong in an answer, by one of its deviations. */
function ofPart(
  expected: string,
  actual: string,
  exchange: Exchange | undefined,
  exchanges: readonly Exchange[],
): string | undefined {
  const [, header] = /^the header ([\w-]+)/.exec(expected) ?? [];
  if (header) return ofHeader(header, exchange, exchanges);
  const [, member] = /^(?:a string as )?error\.(\w+)/.exec(expected) ?? [];
  if (member) return ofErrorMember(member, exchange);
  const [, body] = /^a body as the document has it: ([^,]+)/.exec(expected) ?? [];
  if (body) return `bodies are not as documented: ${lasting(body)}`;
  if (expected === 'an object `error`') return 'refusals have no object `error`';
  if (expected.startsWith('a JSON object')) return 'answers are not JSON objects';
  if (/^the intent after .* to keep/.test(expected)) return 'refused requests change the intent';
  const [, wanted] = /^status (\d+)/.exec(expected) ?? [];
  const [, status] = /^(\d{3})\b/.exec(actual) ?? [];
  if (!wanted || !status || wanted === status) return undefined;
  return status.startsWith('2')
    ? 'requests that have to be refused are served'
    : `status ${status} instead of ${wanted}`;
}

function ofHeader(header: string, exchange: Exchange | undefined, exchanges: readonly Exchange[]): string {
  const has = ({ answer }: Exchange) => answer.headers[header.toLowerCase()] !== undefined;
  if (exchange && has(exchange)) return `${header} is not as documented`;
  return exchanges.some((one) => !one.arranges && has(one))
    ? `no ${header} on some answers`
    : `no ${header} on any answer`;
}

function ofErrorMember(member: string, exchange?: Exchange): string {
  const error = (exchange?.answer.json as { error?: Record<string, unknown> } | null | undefined)?.error;
  return error?.[member] === undefined
    ? `refusals have no error.${member}`
    : `error.${member} is not the documented one`;
}

/** The kind of a request, in words that the owner of a server uses. */
function kindOf(request: HttpRequest): string {
  const { method, body = '' } = request;
  const type = headerOf(request, 'content-type');
  if (method !== 'POST') return `${method} requests`;
  if (body.length === 0) return 'requests without a body';
  if (type === undefined) return 'bodies without a Content-Type';
  if (/^application\/x-www-form-urlencoded\b/i.test(type)) return 'forms';
  return /\bjson\b/i.test(type) ? 'JSON bodies' : 'bodies of another type';
}

function headerOf({ headers }: HttpRequest, wanted: string): string | undefined {
  return Object.entries(headers).find(([name]) => name.toLowerCase() === wanted)?.[1];
}

/** A text on one line, without what differs from case to case: ids, keys, numbers and times. */
function lasting(text: string): string {
  // It matches from the start of a word: from every character, a long word would take quadratic time.
  const line = text.replace(/(?<![\w-])[\w-]*\d[\w:.-]*/g, '…').replace(/\s+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 80)}…` : line;
}
