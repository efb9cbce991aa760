import { hash } from 'node:crypto';

/** Characters up to which parameters are told apart by themselves; of more, a digest is kept. */
const short = 64;

/** What tells a request's parameters from others. The order of names makes no difference, nor does an empty body. */
export function fingerprintOf(parameters: unknown = {}): string {
  const text = JSON.stringify(parameters, inOrder);
  return text.length <= short ? text : hash('sha256', text);
}

function inOrder(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const names = Object.keys(value);
  return names.length < 2
    ? value
    : Object.fromEntries(names.sort().map((name) => [name, (value as Record<string, unknown>)[name]]));
}
