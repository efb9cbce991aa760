/** Expectations of answers that the checks of all dialects share. */

import { isDeepStrictEqual } from 'node:util';
import { contractFor } from '../../contract/contracts.js';
import type { Answer } from '../target/Exchange.js';
import type { Session } from './Session.js';

/** The answer has this status. */
export function expectStatus(session: Session, answer: Answer, status: number): void {
  if (answer.status !== status)
    session.deviate(`status ${status}`, `${answer.status}: ${excerpt(answer.text)}`, answer);
}

/** The values are the same JSON. `what` names them in the reader's words. */
export function expectSame(session: Session, what: string, actual: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(actual, expected)) session.deviate(`${what} ${show(expected)}`, show(actual));
}

/** Two objects agree in every member but the excepted; says which do not. `what` names the first in the reader's words. */
export function expectSameMembers(
  session: Session,
  what: string,
  actual: Readonly<Record<string, unknown>>,
  expected: Readonly<Record<string, unknown>>,
  except: readonly string[] = [],
): void {
  const names = Object.keys({ ...expected, ...actual }).filter((name) => !except.includes(name));
  const differing = names.filter((name) => !isDeepStrictEqual(actual[name], expected[name]));
  const pick = (from: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(differing.map((name) => [name, from[name]]));
  if (differing.length > 0) session.deviate(`${what} ${show(pick(expected))}`, show(pick(actual)));
}

/** The answer's body as an object. */
export function objectOf(session: Session, answer: Answer): Record<string, unknown> {
  const { json } = answer;
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return session.deviate('a JSON object', excerpt(answer.text), answer);
  }
  return json as Record<string, unknown>;
}

/** Status, content type, headers and body of the answer are among those the document gives the operation. */
export function expectDocumented(session: Session, answer: Answer, operationId: string): void {
  const { responses } = contractFor(session.dialect).operation(operationId);
  const response = responses.get(answer.status);
  if (response === undefined) {
    session.deviate(
      `a status of ${[...responses.keys()].join(', ')}`,
      `${answer.status}: ${excerpt(answer.text)}`,
      answer,
    );
  }
  const type = answer.headers['content-type'] ?? 'none';
  if (!/^application\/json\b/i.test(type)) session.deviate('Content-Type application/json', type, answer);
  for (const header of response.headers) {
    const value = answer.headers[header.name.toLowerCase()];
    if (value === undefined ? header.required : !header.value(value)) {
      session.deviate(`the header ${header.name} as the document has it`, show(value), answer);
    }
  }
  const validate = response.body;
  if (!validate(answer.json)) {
    const { instancePath = '', message = 'differs' } = validate.errors?.[0] ?? {};
    session.deviate(
      `a body as the document has it: ${instancePath || 'the body'} ${message}`,
      excerpt(answer.text),
      answer,
    );
  }
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : excerpt(JSON.stringify(value));
}

function excerpt(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300)}…` : text || 'an empty body';
}
