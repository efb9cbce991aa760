/** Asks an API for an intent. */

import { readText, unlessAborted } from '../fetchTransport.js';
import { type Arranged, Unarranged, type Wanted } from '../Target.js';
import { NoAnswer } from '../Transport.js';
import { addHeaders } from '../withHeaders.js';
import { messageOf } from '../wordsOf.js';
import { recordingFetch } from './recordingFetch.js';

/** Characters of an answer that a reason repeats. */
const most = 300;

export interface Asked {
  readonly base: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | URLSearchParams;
  /** The one status that says that the intent is there. */
  readonly expected: number;
}

/** An intent as an API answers with it. Members are as they came. */
export interface AnsweredIntent extends Arranged {
  readonly status?: unknown;
}

/**
 * @param own a fetch of the caller's, instead of the one that goes over the network.
 * @throws Unarranged when no intent came of it.
 */
export async function askForIntent(
  { base, path, expected, headers, body }: Asked,
  { fetch, headers: usual = {}, signal, record }: Pick<Wanted, 'fetch' | 'headers' | 'signal' | 'record'>,
  own?: typeof globalThis.fetch,
): Promise<AnsweredIntent> {
  const asking = async () => {
    const root = base.replace(/\/$/, '');
    const send = recordingFetch(own ?? fetch, root, record);
    const response = await send(
      new Request(root + path, { method: 'POST', headers: addHeaders(usual, headers), body }),
    );
    return { status: response.status, text: await readText(response, signal) };
  };
  const { status, text } = await unlessAborted(asking(), signal).catch((thrown: unknown) => {
    if (!(thrown instanceof NoAnswer)) throw thrown;
    throw new Unarranged(`POST ${path} got no answer (${messageOf(thrown)}), so no intent could be made`, {
      cause: thrown,
    });
  });
  const told = `POST ${path} answered ${status}`;
  if (status === 404) throw new Unarranged(`${told}, so no intent could be made; see --arrange`);
  const intent = status === expected ? intentOf(text) : undefined;
  if (intent) return intent;
  const sent = typeof body === 'string' ? ` to ${body}` : '';
  throw new Unarranged(`${told}${sent}: ${(errorIn(text) ?? text).slice(0, most) || 'nothing'}`);
}

/** The message of an error as both vendors write it. */
function errorIn(text: string): string | undefined {
  try {
    const { message } = Object(Object(JSON.parse(text)).error) as { readonly message?: unknown };
    return typeof message === 'string' ? message : undefined;
  } catch {
    return undefined;
  }
}

function intentOf(text: string): AnsweredIntent | undefined {
  try {
    const { id, status } = JSON.parse(text) as { readonly id?: unknown; readonly status?: unknown };
    return typeof id === 'string' ? { id, status } : undefined;
  } catch {
    return undefined;
  }
}
