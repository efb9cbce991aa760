/** Reads the answers that faults declare. */

import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { Operation } from '../contract/Contract.js';
import type { FaultDeclaration, RawAnswer } from '../contract/control.js';
import type { FaultAnswer } from '../server/Fault.js';

type Headers = Readonly<Record<string, string>>;
type ReadAnswer = { answer: FaultAnswer } | { problem: string };

/**
 * The answer that a declaration names, or a sentence that says what to change if it can't be sent.
 *
 * @param truncate is how many bytes of its body to send.
 */
export function answerOf(
  declared: NonNullable<FaultDeclaration['answer']>,
  operation: Operation,
  truncate: number | undefined,
): ReadAnswer {
  const { headers = {} } = typeof declared === 'string' ? {} : declared;
  const problem = problemWith(headers);
  if (problem) return { problem };
  const read =
    typeof declared === 'string'
      ? exampleOf(declared, headers, operation)
      : 'example' in declared
        ? exampleOf(declared.example, headers, operation)
        : asSent(declared, headers);
  if ('problem' in read || truncate === undefined) return read;
  const { answer } = read;
  const length = Buffer.byteLength('reply' in answer ? JSON.stringify(answer.reply.body) : answer.body);
  return truncate < length
    ? read
    : { problem: `truncate ${truncate} leaves the whole body, which has ${length} bytes; leave it out.` };
}

function exampleOf(name: string, headers: Headers, { id, responses }: Operation): ReadAnswer {
  for (const [status, { examples }] of responses) {
    if (Object.hasOwn(examples, name)) return { answer: { reply: { status, body: examples[name] }, headers } };
  }
  const known = [...responses.values()].flatMap(({ examples }) => Object.keys(examples));
  return { problem: `${id} has no example ${name}; known are ${known.join(', ')}.` };
}

/** Statuses whose answer has no body. */
const bodiless: readonly number[] = [204, 205, 304];

function asSent({ status, body }: RawAnswer, headers: Headers): ReadAnswer {
  if (body === undefined) return { answer: { status, headers, body: '' } };
  if (bodiless.includes(status)) return { problem: `An answer with the status ${status} has no body; leave body out.` };
  if (typeof body === 'string') return { answer: { status, headers, body } };
  const hasType = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  const type = hasType ? {} : { 'Content-Type': 'application/json' };
  return { answer: { status, headers: { ...type, ...headers }, body: JSON.stringify(body) } };
}

/** Headers that say where an answer ends. */
const framing: readonly string[] = ['content-length', 'transfer-encoding'];

function problemWith(headers: Headers): string | undefined {
  for (const [name, value] of Object.entries(headers)) {
    if (framing.includes(name.toLowerCase())) {
      return `${name} follows from the body; leave it out, or give truncate.`;
    }
    try {
      validateHeaderName(name);
      validateHeaderValue(name, value);
    } catch {
      return `The header ${JSON.stringify(name)} can't be sent as it is; give a name and a value without special characters.`;
    }
  }
  return undefined;
}
