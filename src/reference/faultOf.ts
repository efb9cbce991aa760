/** Reads declarations of faults, and rejects those that could never happen. */

import type { ErrorObject } from 'ajv';
import type { Contract, Operation } from '../contract/Contract.js';
import { contractFor } from '../contract/contracts.js';
import type { FaultDeclaration } from '../contract/control.js';
import type { Fault } from '../server/Fault.js';
import { answerOf } from './answerOf.js';

/** A fault before it is declared, without the signal that clears it. */
export type ReadFault = Omit<Fault, 'cleared'>;

/** The fault of a declaration, or a sentence that says what to change if it could never happen. */
export function faultOf(declaration: unknown, contract: Contract): ReadFault | { problem: string } {
  const validate = contractFor('control').schema('FaultDeclaration');
  if (!validate(declaration)) return { problem: explain(validate.errors?.[0]) };
  const declared = declaration as FaultDeclaration;
  const operation = contract.operations.find(({ id }) => id === declared.on);
  if (!operation) {
    return { problem: `There is no operation ${declared.on}; known are ${namesOf(contract.operations)}.` };
  }
  const problem = contradictionIn(declared, operation);
  if (problem) return { problem };
  const read = declared.answer === undefined ? undefined : answerOf(declared.answer, operation, declared.truncate);
  if (read && 'problem' in read) return read;
  const { when, delay = 0, drop, truncate } = declared;
  const isInstead = drop === 'before' || (drop === undefined && read !== undefined);
  return {
    name: nameOf(declared),
    when: when ?? (isInstead ? 'instead' : 'after_commit'),
    delay: delay === 'forever' ? Number.POSITIVE_INFINITY : delay,
    ...(read && { answer: read.answer }),
    ...(drop && { drop }),
    ...(truncate !== undefined && { truncate }),
  };
}

const forms: Readonly<Record<keyof FaultDeclaration, string>> = {
  on: 'on must be the name of an operation, such as cancelPaymentIntent',
  id: 'id must be the id of an intent; leave it out for any',
  times: 'times must be a whole number from 1 to 1,000,000',
  when: 'when must be instead, after_commit or kept',
  answer:
    'answer must be the name of an example, { example, headers } or { status, headers, body }; a status is from 200 to 599, and headers are texts by name',
  delay: 'delay must be from 0 to 3,600,000 milliseconds, or forever',
  drop: 'drop must be before or after_commit',
  truncate: 'truncate must be a whole number of bytes, 0 or more',
};

function explain(error: ErrorObject | undefined): string {
  const { instancePath = '', keyword, params = {} } = error ?? {};
  const member = instancePath.split('/')[1];
  if (member !== undefined) return `${forms[member as keyof FaultDeclaration]}.`;
  if (keyword === 'required') return `${forms.on}.`;
  if (keyword === 'additionalProperties') {
    return `A fault has no member ${params.additionalProperty}; known are ${Object.keys(forms).join(', ')}.`;
  }
  return 'A fault must be an object, such as { "on": "cancelPaymentIntent", "drop": "after_commit" }.';
}

function contradictionIn(declaration: FaultDeclaration, operation: Operation): string | undefined {
  const { when, answer, delay, drop, truncate } = declaration;
  const isLost = truncate === undefined && (drop !== undefined || delay === 'forever');
  if (drop === 'before' && (answer !== undefined || delay !== undefined || truncate !== undefined || when)) {
    return 'drop before leaves nothing to answer; give it without when, answer, delay and truncate.';
  }
  if (drop === 'after_commit' && when === 'instead') {
    return 'drop after_commit needs the request to be executed; leave when out, or drop before.';
  }
  if (drop && delay === 'forever') return 'delay forever never reaches the drop; leave one of them out.';
  if (answer !== undefined && isLost) {
    return 'The answer would never be sent; leave answer out, with when instead for a request that is not executed.';
  }
  if (when === 'kept' && answer !== undefined) return 'when kept answers with a 500 of its own; leave answer out.';
  if (when === 'kept' && !takesKeys(operation)) {
    return `${operation.id} takes no idempotency keys here, so nothing is kept; give an answer such as InternalError.`;
  }
  if (when === 'instead' && answer === undefined && !isLost) {
    return 'when instead needs an answer, or delay forever.';
  }
  if (when !== 'kept' && answer === undefined && !delay && !drop && truncate === undefined) {
    return 'Nothing would go wrong; give an answer, a delay, a drop or truncate.';
  }
  return undefined;
}

function takesKeys({ parameters }: Operation): boolean {
  return parameters.header.some(({ name }) => name === 'Idempotency-Key');
}

function namesOf(operations: readonly Operation[]): string {
  return operations.map(({ id }) => id).join(', ');
}

/** The text of a fault in the journal: the example or the status, and what happens to the connection. */
function nameOf({ when, answer, delay, drop, truncate }: FaultDeclaration): string {
  const answered =
    typeof answer === 'string' ? answer : answer && ('example' in answer ? answer.example : answer.status);
  const parts = [
    when,
    answered,
    delay !== undefined && `delay ${delay}`,
    truncate !== undefined && `truncate ${truncate}`,
    drop && `drop ${drop}`,
  ];
  return parts.filter((part) => part !== undefined && part !== false).join(', ');
}
