/** Reads declarations of faults, and refuses those that could never happen. */

import { Ajv, type ValidateFunction } from 'ajv';
import type { Contract, Operation } from '../contract/Contract.js';
import type { Fault, FaultAnswer } from '../server/Fault.js';
import type { FaultDeclaration } from './FaultDeclaration.js';

const headers = { type: 'object', additionalProperties: { type: 'string' } };
const schema = {
  type: 'object',
  required: ['on'],
  additionalProperties: false,
  properties: {
    on: { type: 'string' },
    id: { type: 'string' },
    times: { type: 'integer', minimum: 1, maximum: 1_000_000 },
    when: { enum: ['instead', 'after_commit', 'kept'] },
    answer: {
      anyOf: [
        { type: 'string' },
        {
          type: 'object',
          required: ['example'],
          additionalProperties: false,
          properties: { example: { type: 'string' }, headers },
        },
        {
          type: 'object',
          required: ['status'],
          additionalProperties: false,
          properties: { status: { type: 'integer', minimum: 200, maximum: 599 }, headers, body: true },
        },
      ],
    },
    delay: { anyOf: [{ type: 'number', minimum: 0, maximum: 3_600_000 }, { const: 'forever' }] },
    drop: { enum: ['before', 'after_commit'] },
    truncate: { type: 'integer', minimum: 0 },
  },
};

let validate: ValidateFunction<FaultDeclaration> | undefined;

/**
 * The fault that a declaration stands for.
 *
 * @throws TypeError with a sentence that says how to mend a declaration which can't come true.
 */
export function faultOf(declaration: unknown, contract: Contract): Omit<Fault, 'cleared'> {
  validate ??= new Ajv({ validateSchema: false, allowUnionTypes: true }).compile<FaultDeclaration>(schema);
  if (!validate(declaration)) {
    const { instancePath = '', message = 'is not valid' } = validate.errors?.[0] ?? {};
    throw new TypeError(`A fault can't be read: ${instancePath.slice(1) || 'it'} ${message}.`);
  }
  const operation = contract.operations.find(({ id }) => id === declaration.on);
  if (!operation) {
    const known = contract.operations.map(({ id }) => id).join(', ');
    throw new TypeError(`There is no operation ${declaration.on}; known are ${known}.`);
  }
  const problem = contradictionIn(declaration);
  if (problem) throw new TypeError(problem);
  const { when, delay = 0, drop, truncate } = declaration;
  const answer = declaration.answer === undefined ? undefined : answerOf(declaration.answer, operation);
  return {
    name: nameOf(declaration),
    when: when ?? (answer || drop === 'before' ? 'instead' : 'after_commit'),
    delay: delay === 'forever' ? Number.POSITIVE_INFINITY : delay,
    ...(answer && { answer }),
    ...(drop && { drop }),
    ...(truncate !== undefined && { truncate }),
  };
}

function contradictionIn({ when, answer, delay, drop, truncate }: FaultDeclaration): string | undefined {
  if (drop === 'before' && (answer !== undefined || delay !== undefined || truncate !== undefined || when)) {
    return "drop 'before' leaves nothing to answer; give it without when, answer, delay and truncate.";
  }
  if (drop === 'after_commit' && when === 'instead') {
    return "drop 'after_commit' needs the request to be executed; leave when out, or drop 'before'.";
  }
  if (when === 'kept' && answer !== undefined) return "when 'kept' answers with a 500 of its own; leave answer out.";
  if (when === 'instead' && answer === undefined) return "when 'instead' needs an answer.";
  if (when === undefined && answer === undefined && !delay && !drop && truncate === undefined) {
    return 'Nothing would go wrong; give an answer, a delay, a drop or truncate.';
  }
  return undefined;
}

function answerOf(answer: NonNullable<FaultDeclaration['answer']>, operation: Operation): FaultAnswer {
  if (typeof answer === 'string') return exampleOf(answer, {}, operation);
  if ('example' in answer) return exampleOf(answer.example, answer.headers ?? {}, operation);
  const { status, headers = {}, body = '' } = answer;
  return typeof body === 'string'
    ? { status, headers, body }
    : { status, headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

function exampleOf(name: string, headers: Readonly<Record<string, string>>, { id, responses }: Operation): FaultAnswer {
  for (const [status, { examples }] of responses) {
    if (Object.hasOwn(examples, name)) return { reply: { status, body: examples[name] }, headers };
  }
  const known = [...responses.values()].flatMap(({ examples }) => Object.keys(examples));
  throw new TypeError(`${id} has no example ${name}; known are ${known.join(', ')}.`);
}

/** What the journal shows: the example or the status, and what happens to the connection. */
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
