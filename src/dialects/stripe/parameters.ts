/** Reads the parameters of a request, wherever they stand. */

import type { Operation } from '../../contract/Contract.js';
import type { Shape } from '../../contract/shape.js';
import type { Reading } from '../Dialect.js';
import { coerce } from './coerce.js';
import { readPairs } from './form.js';

type Parameters = Record<string, unknown>;

/** The form of a client secret. Which intent's it is makes no difference to a secret key. */
const clientSecret = /^(?=.{0,5000}$)pi_\w+_secret_\w+$/;

/** Reads the query of a GET. The validator would take a string for an array of one, and the other way round. */
export function readQuery(query: string, { queryShape }: Operation): Reading {
  const reading = readPairs(query);
  if ('rejection' in reading) return reading;
  const given = reading.value as Parameters;
  const noArray = namesOfArrays(queryShape).find((name) => Object.hasOwn(given, name) && !Array.isArray(given[name]));
  if (noArray !== undefined) return refuse(noArray, 'Invalid array');
  const { client_secret: secret } = given;
  if (secret !== undefined && !(typeof secret === 'string' && clientSecret.test(secret))) {
    // Not repeated: a part of it may be secret.
    return refuse('client_secret', 'Invalid client_secret: must be of the form pi_…_secret_….');
  }
  const value = coerce(reading.value, queryShape);
  const odd = noInteger(value, queryShape);
  if (odd) return refuse(odd.param, `Invalid integer: ${odd.text}`, 'parameter_invalid_integer');
  return { value };
}

/** Every operation has `expand`, if only to say that there is nothing to expand. */
function namesOfArrays({ properties = {} }: Shape): string[] {
  const names = Object.entries(properties).flatMap(([name, { types }]) => (types.includes('array') ? [name] : []));
  return [...new Set(['expand', ...names])];
}

/**
 * A text where only an integer can stand. The validator would make one of some texts, such as the empty one or `1e1`.
 *
 * @param within what stands before the names.
 */
function noInteger(
  value: unknown,
  { properties = {} }: Shape,
  within = '',
): { param: string; text: string } | undefined {
  for (const [name, member] of Object.entries(value as Parameters)) {
    const shape = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const param = within === '' ? name : `${within}[${name}]`;
    if (typeof member === 'string' && shape?.types.includes('integer') && !shape.types.includes('string')) {
      return { param, text: member };
    }
    const inner = shape && isPlain(member) ? noInteger(member, shape, param) : undefined;
    if (inner) return inner;
  }
  return undefined;
}

const isPlain = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Puts the parameters of a POST in one bucket, whether they came in its form or in its query, as Rack does. A name that
 * came in both is refused: one of the two would be ignored.
 */
export function readParameters(form: unknown, query: string, { requestBody }: Operation): Reading {
  const shape = requestBody?.shape;
  // A request that needs a body and has none lacks its parameters.
  if (query === '') return { value: coerce(form ?? (requestBody?.required ? {} : undefined), shape) };
  const reading = readPairs(query);
  if ('rejection' in reading) return reading;
  const inQuery = reading.value as Parameters;
  const names = Object.keys(inQuery);
  const twice = names.find((name) => Object.hasOwn((form ?? {}) as Parameters, name));
  if (twice !== undefined) return refuse(twice, `Received the parameter ${twice} in both the query and the body.`);
  // Without a prototype, `__proto__` is a name like any other.
  return { value: coerce(Object.assign(Object.create(null), inQuery, form), shape) };
}

function refuse(param: string, problem: string, code?: string): Reading {
  return { rejection: { kind: 'bad_parameter', param, problem, ...(code !== undefined && { code }) } };
}
