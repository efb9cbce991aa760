/** Writes lines for bash that show a deviation again: some arrange, and some send. */

import type { Exchange } from '../target/Exchange.js';
import { type Redact, redactExchange } from '../target/redact.js';
import type { Target } from '../target/Target.js';
import { wordsOf } from '../target/wordsOf.js';
import { toCurl } from './curl.js';
import type { Arranged, Step, Trail } from './Trail.js';

export interface Evidence {
  readonly exchange: Exchange;
  /** Sets $INTENT, and $INTENT_2 and so on for further ones; undefined when the request names no arranged intent. */
  readonly arrange?: string;
  /** Sends what the check sent about these intents; the last line is the request that deviated. */
  readonly curl: string;
}

/** Requests that are shown before the one that deviated. Of a longer list of cases the last ones count. */
const most = 6;

/** Characters of an Idempotency-Key to which an id can still be added. */
const shortKey = 128;

export function evidenceOf(
  exchange: Exchange,
  trail: Trail,
  redact: Redact,
  target: Pick<Target, 'url' | 'tls'>,
): Evidence {
  const sent = sentUntil(exchange, trail.steps);
  const shared = sharedBy(exchange, sent, trail.arranged);
  const steps = sent.filter(({ exchange: step }) => step === exchange || shared.isIn(step)).slice(-most - 1);
  const names = new Map(shared.arranged.map(({ id }, index) => [id, index === 0 ? '$INTENT' : `$INTENT_${index + 1}`]));
  const show = (one: Exchange) =>
    freshKey(redactExchange(redactExchange(one, redact), nameIntents(names)), names.size > 0);
  const line: Line = (one, output) => {
    const base = target.url && (one.base ?? target.url);
    return toCurl(show(one).request, base, [output, ...tlsOptions(target)].join(' '));
  };

  const arrange = shared.arranged.map((one) => arrangingLines(one, names.get(one.id) ?? '', line)).join('\n');
  return {
    exchange: redactExchange(exchange, redact),
    ...(arrange && { arrange }),
    curl: requestLines(steps, line),
  };
}

/** Everything up to the exchange, and the rest of its race. */
function sentUntil(exchange: Exchange, steps: readonly Step[]): readonly Step[] {
  const at = steps.findIndex((step) => step.exchange === exchange);
  if (at < 0) return [{ exchange }];
  const { race } = steps[at] as Step;
  return steps.filter((step, index) => index <= at || (race !== undefined && step.race === race));
}

/** The intents that the exchange is about, and whether another is about one of them or has the same idempotency key. */
function sharedBy(exchange: Exchange, sent: readonly Step[], all: readonly Arranged[]) {
  const keys = new Set<string>();
  const arranged = new Set<Arranged>();
  const isIn = (other: Exchange) =>
    keys.has(keyOf(other) ?? '') || [...arranged].some(({ id }) => named(id).test(textOf(other)));
  const take = (one: Exchange) => {
    const key = keyOf(one);
    if (key) keys.add(key);
    for (const intent of all) if (named(intent.id).test(textOf(one))) arranged.add(intent);
  };
  take(exchange);
  for (const step of sent.toReversed()) if (isIn(step.exchange)) take(step.exchange);
  return { arranged: all.filter((intent) => arranged.has(intent)), isIn };
}

/** Writes one request. curl shows the answer with its head, or the body alone. */
type Line = (one: Exchange, output: '-i' | '-sS') => string;

/** The files of a client certificate are the reader's. */
function tlsOptions({ tls: { insecure, cert } = {} }: Pick<Target, 'tls'>): readonly string[] {
  return [insecure ? ['-k'] : [], cert === undefined ? [] : ['--cert "$CERT" --key "$CERT_KEY"']].flat();
}

function requestLines(steps: readonly Step[], lineOf: Line): string {
  const lines: string[] = [];
  for (const [index, { exchange, race, cut }] of steps.entries()) {
    const line = lineOf(exchange, '-i');
    const together = race !== undefined && steps[index - 1]?.race === race;
    if (together) lines.push(`${lines.pop()?.replace(/; wait$/, '')} & ${line}; wait`);
    else lines.push(cut ? `${line} # cut before the answer` : line);
  }
  return lines.join('\n');
}

function arrangingLines({ id, status, exchanges }: Arranged, name: string, lineOf: Line): string {
  const [making, ...others] = exchanges;
  // What the line below finds has to be the id.
  const found = /"id": *"([^"]*)"/.exec(making?.answer.text ?? '')?.[1];
  const variable = name.slice(1);
  if (!making || found !== id) return `${variable}=… # an intent in ${status}`;
  const quiet = (one: Exchange) => lineOf(one, '-sS');
  const first = `${variable}=$(${quiet(making)} | grep -o '"id": *"[^"]*"' | head -n 1 | cut -d '"' -f 4)`;
  return [first, ...others.map((one) => `${quiet(one)} -o /dev/null`)].join('\n');
}

/** Replaces ids by variables: the run's own intents are used up. */
function nameIntents(names: ReadonlyMap<string, string>): Redact {
  return (value) => [...names].reduce((rest, [id, name]) => rest.replace(named(id, 'g'), () => name), wordsOf(value));
}

/** Adds an end that is new each time to a key that the run has used. */
function freshKey(exchange: Exchange, hasIntent: boolean): Exchange {
  const change = ([name, value]: [string, string]) =>
    /^idempotency-key$/i.test(name) && value !== '' && value.length <= shortKey
      ? [name, `${value}-$INTENT`]
      : [name, value];
  if (!hasIntent) return exchange;
  const headers = Object.fromEntries(Object.entries(exchange.request.headers).map(change)) as Record<string, string>;
  return { ...exchange, request: { ...exchange.request, headers } };
}

function keyOf({ request }: Exchange): string | undefined {
  return Object.entries(request.headers).find(([name]) => /^idempotency-key$/i.test(name))?.[1];
}

function textOf({ request }: Exchange): string {
  const { path, body = '' } = request;
  return `${path}\n${typeof body === 'string' ? body : Buffer.from(body).toString('latin1')}`;
}

/** Matches an id as a whole word, not the beginning of a longer one. */
function named(id: string, flags = ''): RegExp {
  return new RegExp(`(?<![\\w-])${id.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}(?![\\w-])`, flags);
}
