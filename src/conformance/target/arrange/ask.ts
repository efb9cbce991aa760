/** Asks an API for an intent. */

import { readText, unlessAborted } from '../fetchTransport.js';
import { type Arranged, Unarranged, type Wanted } from '../Target.js';
import { NoAnswer } from '../Transport.js';
import { messageOf } from '../wordsOf.js';

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
  { base, path, expected, ...init }: Asked,
  { fetch, signal }: Pick<Wanted, 'fetch' | 'signal'>,
  own?: typeof globalThis.fetch,
): Promise<AnsweredIntent> {
  const asking = async () => {
    const response = await (own ?? fetch)(new Request(base.replace(/\/$/, '') + path, { method: 'POST', ...init }));
    return { status: response.status, text: await readText(response, signal) };
  };
  const { status, text } = await unlessAborted(asking(), signal).catch((thrown: unknown) => {
    if (!(thrown instanceof NoAnswer)) throw thrown;
    throw new Unarranged(`POST ${path} got no answer (${messageOf(thrown)}), so no intent could be made`, {
      cause: thrown,
    });
  });
  const intent = status === expected ? intentOf(text) : undefined;
  if (!intent)
    throw new Unarranged(
      `POST ${path} answered ${status}, so no intent could be made; see --arrange: ${text.slice(0, 300)}`,
    );
  return intent;
}

function intentOf(text: string): AnsweredIntent | undefined {
  try {
    const { id, status } = JSON.parse(text) as { readonly id?: unknown; readonly status?: unknown };
    return typeof id === 'string' ? { id, status } : undefined;
  } catch {
    return undefined;
  }
}
