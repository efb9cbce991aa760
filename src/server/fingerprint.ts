import { hash } from 'node:crypto';

/** Digest of a request's parameters. The order of names makes no difference, nor does whether an empty body was sent. */
export function fingerprintOf(parameters: unknown): string {
  return parameters === undefined ? none : digest(parameters);
}

function digest(parameters: unknown): string {
  return hash('sha256', JSON.stringify(parameters, inOrder), 'base64url');
}

function inOrder(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)));
}

const none = digest({});
