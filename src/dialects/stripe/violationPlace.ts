/** Where in the parameters of a request a violation is. */

import type { Violation } from '../Dialect.js';

export type Parameters = Readonly<Record<string, unknown>>;

/** The names on the way to a value, the parameter's own first. */
export function namesIn({ pointer }: Violation): string[] {
  const [, place, ...names] = pointer.split('/').map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
  return place === 'body' || place === 'query' ? names : [];
}

/** `shipping[address][line1]` */
export function paramOf([root = '', ...inner]: readonly string[]): string {
  return root + inner.map((name) => `[${name}]`).join('');
}

export function valueAt(parameters: unknown, names: readonly string[]): unknown {
  return names.reduce<unknown>((holder, name) => (holder as Parameters | undefined)?.[name], parameters);
}
