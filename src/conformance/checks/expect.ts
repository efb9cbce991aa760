/** Expectations of answers that the checks of all dialects share. */

import { isDeepStrictEqual } from 'node:util';
import type { OperationResponse } from '../../contract/Contract.js';
import { thoroughContractFor } from '../../contract/contracts.js';
import type { Answer } from '../target/Exchange.js';
import { pick } from './pick.js';
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

/** Two objects agree in every member, except the given ones. `what` names the first in the reader's words. */
export function expectSameMembers(
  session: Session,
  what: string,
  actual: Readonly<Record<string, unknown>>,
  expected: Readonly<Record<string, unknown>>,
  except: readonly string[] = [],
): void {
  const names = Object.keys({ ...expected, ...actual }).filter((name) => !except.includes(name));
  const differing = names.filter((name) => !isDeepStrictEqual(actual[name], expected[name]));
  if (differing.length > 0) {
    session.deviate(`${what} ${show(pick(expected, differing))}`, show(pick(actual, differing)));
  }
}

/** The answer's body as an object. */
export function objectOf(session: Session, answer: Answer): Record<string, unknown> {
  const { json } = answer;
  return isObject(json) ? json : session.deviate('a JSON object', excerpt(answer.text), answer);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Content type and headers of the answer are among those that the document gives the operation. */
export function expectDocumentedHeaders(session: Session, answer: Answer, operationId: string): void {
  expectNoDifferences(session, headerDeviations(session, answer, operationId), answer);
}

/** Status and body of the answer are, too. */
export function expectDocumentedBody(session: Session, answer: Answer, operationId: string): void {
  expectNoDifferences(session, bodyDeviations(session, answer, operationId), answer);
}

/** What a source requires, as a phrase, and what was there instead. */
export interface Difference {
  readonly expected: string;
  readonly actual: string;
}

/** Tells all differences of an answer at once. */
export function expectNoDifferences(session: Session, differences: readonly Difference[], answer?: Answer): void {
  if (differences.length === 0) return;
  const listed = (texts: readonly string[]) => [...new Set(texts)].join('; ');
  session.deviate(
    listed(differences.map(({ expected }) => expected)),
    listed(differences.map(({ actual }) => actual)),
    answer,
  );
}

function headerDeviations(session: Session, answer: Answer, operationId: string): Difference[] {
  const response = documentedResponse(session, answer, operationId);
  const type = answer.headers['content-type'] ?? 'none';
  const differences = response.headers.flatMap((header) => {
    const value = answer.headers[header.name.toLowerCase()];
    const differs = value === undefined ? header.required : !header.value(value);
    return differs ? [{ expected: `the header ${header.name} as the document has it`, actual: show(value) }] : [];
  });
  const isJson = /^application\/json\b/i.test(type);
  return isJson ? differences : [{ expected: 'Content-Type application/json', actual: type }, ...differences];
}

/** Errors that are told at most: one wrong type gives an error for each form of the member. */
const most = 8;

function bodyDeviations(session: Session, answer: Answer, operationId: string): Difference[] {
  const { body: validate } = documentedResponse(session, answer, operationId);
  if (validate(answer.json)) return [];
  const errors = (validate.errors ?? []).map(
    ({ instancePath, message = 'differs' }) => `${instancePath || 'the body'} ${message}`,
  );
  const told = [...new Set(errors)];
  const more = told.length > most ? `, and ${told.length - most} more` : '';
  const expected = `a body as the document has it: ${told.slice(0, most).join(', ')}${more}`;
  return [{ expected, actual: excerpt(answer.text) }];
}

function documentedResponse(session: Session, answer: Answer, operationId: string): OperationResponse {
  const { responses } = thoroughContractFor(session.dialect).operation(operationId);
  const response = responses.get(answer.status);
  return (
    response ??
    session.deviate(
      `a status of ${[...responses.keys()].join(', ')}`,
      `${answer.status}: ${excerpt(answer.text)}`,
      answer,
    )
  );
}

/** A value as a report shows it, also a missing one. */
export function show(value: unknown): string {
  return value === undefined ? 'nothing' : excerpt(JSON.stringify(value));
}

/** The beginning of an answer's text. */
export function excerpt(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300)}…` : text || 'an empty body';
}
