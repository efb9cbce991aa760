/** Expectations of refusals that the checks of all dialects share. */

import type { Answer } from '../target/Exchange.js';
import { type Difference, excerpt, expectNoDifferences, isObject, objectOf, show } from './expect.js';
import type { Session } from './Session.js';

/** A documented refusal. Members of the error that are left out are not compared. */
export interface Refusal {
  readonly status: number;
  readonly type?: string;
  readonly code?: string;
  readonly param?: string;
  readonly message?: string;
}

export function expectRefusal(session: Session, answer: Answer, { status, ...error }: Refusal): void {
  const differences: Difference[] = [];
  if (answer.status !== status) {
    differences.push({ expected: `status ${status}`, actual: `${answer.status}: ${excerpt(answer.text)}` });
  }
  if (answer.status >= 400) {
    const actual = errorOf(session, answer);
    for (const [name, value] of Object.entries(error)) {
      if (actual[name] !== value) {
        differences.push({ expected: `error.${name} ${show(value)}`, actual: `${name} ${show(actual[name])}` });
      }
    }
  }
  expectNoDifferences(session, differences, answer);
}

/** Refused as the caller's fault, with any 4xx and any body. `what` names the request in the reader's words. */
export function expectClientError(session: Session, answer: Answer, what = 'the request'): void {
  if (answer.status < 400 || answer.status > 499) {
    session.deviate(`${what} to be refused with a 4xx`, `${answer.status}: ${excerpt(answer.text)}`, answer);
  }
}

/** The error of the envelope that the documents give every refusal. */
export function errorOf(session: Session, answer: Answer): Record<string, unknown> {
  const { error } = objectOf(session, answer);
  return isObject(error) ? error : session.deviate('an object `error`', excerpt(answer.text), answer);
}

/** The same for an answer that may have none; empty then. */
export function errorIn({ json }: Answer): Record<string, unknown> {
  const error = isObject(json) ? json.error : undefined;
  return isObject(error) ? error : {};
}
