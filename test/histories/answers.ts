import { isDeepStrictEqual } from 'node:util';

export type Json = Readonly<Record<string, unknown>>;

export interface Answer {
  readonly status: number;
  /** To the byte. */
  readonly text: string;
  readonly body: Json;
  /** Whether it says that it is an earlier one. */
  readonly replayed: boolean;
}

/** The intent that an answer shows, be it in an error; undefined when it shows none. */
export function intentIn(answer: Answer): Json | undefined {
  if (answer.body.object === 'payment_intent') return answer.body;
  return errorOf(answer).payment_intent as Json | undefined;
}

/** Undefined when the answer has this status and is an object that has these properties, whatever else it has. */
export function expectShown(answer: Answer, status: number, expected: Json): string | undefined {
  if (answer.status === status && has(answer.body, expected)) return undefined;
  return `${told(answer)} instead of ${status} ${JSON.stringify(expected)}`;
}

/** Undefined when the answer is an error with these properties, and shows the intent as it is if it shows one. */
export function expectRefusal(
  answer: Answer,
  status: number,
  expected: Json = {},
  intent?: Json | undefined,
): string | undefined {
  const error = errorOf(answer);
  const current =
    intent === undefined || !('payment_intent' in error) || isDeepStrictEqual(error.payment_intent, intent);
  const fits = typeof error.type === 'string' && has(error, expected);
  if (answer.status === status && fits && current) return undefined;
  return `${told(answer)} instead of ${status} ${JSON.stringify(expected)}${intent ? ' and the intent as it was' : ''}`;
}

export function has(actual: Json, expected: Json): boolean {
  return Object.entries(expected).every(([name, value]) => isDeepStrictEqual(actual[name], value));
}

/** The beginning of an answer, and how the intent is in it. */
export function told({ status, text }: Answer): string {
  return `${status} ${text.slice(0, 300)}… ${/"status":"\w+"/.exec(text)?.[0] ?? ''}`;
}

export function errorOf({ body }: Answer): Json {
  return (body.error ?? {}) as Json;
}
