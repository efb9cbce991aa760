/** Requests intents from an API. */

import { readText, unlessAborted } from '../fetchTransport.js';
import { isNotServed } from '../NotServed.js';
import { type Arranged, Unarranged, type Wanted } from '../Target.js';
import { NoAnswer } from '../Transport.js';
import { addHeaders } from '../withHeaders.js';
import { messageOf } from '../wordsOf.js';
import { recordingFetch } from './recordingFetch.js';

/** Characters of an answer that a reason repeats, at most. */
const most = 300;

export interface Asked {
  readonly base: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | URLSearchParams;
  /** The status of success. */
  readonly expected: number;
  /** Says what to try if there is no such operation. */
  readonly hint: string;
}

type Circumstances = Pick<Wanted, 'fetch' | 'headers' | 'signal' | 'record'>;

/** An intent of an API's answer, not validated. */
export interface AnsweredIntent extends Arranged {
  readonly status?: unknown;
}

/**
 * Requests an intent.
 *
 * @param own is the caller's `fetch`, instead of one over the network.
 * @throws Unarranged when the answer has no intent.
 */
export async function askForIntent(
  { base, path, expected, headers, body, hint }: Asked,
  circumstances: Circumstances,
  own?: typeof globalThis.fetch,
): Promise<AnsweredIntent> {
  const { status, text } = await answerTo({ base, path, headers, body }, circumstances, own);
  const told = `POST ${path} answered ${status}`;
  if (status === 404) throw new Unarranged(`${told}, so no intent could be made; ${hint}`);
  const intent = status === expected ? intentOf(text) : undefined;
  if (intent) return intent;
  const sent = typeof body === 'string' ? ` to ${body}` : '';
  throw new Unarranged(`${told}${sent}: ${(errorIn(text) ?? text).slice(0, most) || 'nothing'}`);
}

/** Whether an API has an operation, by its answer to a request that is invalid on purpose. */
export async function askWhetherServed(
  asked: Omit<Asked, 'expected' | 'hint'>,
  circumstances: Circumstances,
  own?: typeof globalThis.fetch,
): Promise<boolean> {
  const { status, text } = await answerTo(asked, circumstances, own);
  return !isNotServed({ status, json: jsonIn(text) });
}

/** @throws Unarranged when there is no answer. */
async function answerTo(
  { base, path, headers, body }: Omit<Asked, 'expected' | 'hint'>,
  { fetch, headers: usual = {}, signal, record }: Circumstances,
  own?: typeof globalThis.fetch,
): Promise<{ readonly status: number; readonly text: string }> {
  const asking = async () => {
    const root = base.replace(/\/$/, '');
    const send = recordingFetch(own ?? fetch, root, record);
    const response = await send(
      new Request(root + path, { method: 'POST', headers: addHeaders(usual, headers), body }),
    );
    return { status: response.status, text: await readText(response, signal) };
  };
  return unlessAborted(asking(), signal).catch((thrown: unknown) => {
    if (!(thrown instanceof NoAnswer)) throw thrown;
    throw new Unarranged(`POST ${path} got no answer (${messageOf(thrown)}), so no intent could be made`, {
      cause: thrown,
    });
  });
}

/** The message of an error, which stands in the same place at both vendors. */
function errorIn(text: string): string | undefined {
  const { message } = Object(Object(jsonIn(text)).error) as { readonly message?: unknown };
  return typeof message === 'string' ? message : undefined;
}

function intentOf(text: string): AnsweredIntent | undefined {
  const { id, status } = Object(jsonIn(text)) as { readonly id?: unknown; readonly status?: unknown };
  return typeof id === 'string' ? { id, status } : undefined;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
