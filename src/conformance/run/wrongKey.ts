/** A key that opens nothing. */

import { createHash } from 'node:crypto';

const classes = ['0123456789', 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/**
 * A key that opens nothing, of the form and length of the given one: the same prefix, then another character of the
 * same kind for each. It is always the same for a key, and does not reveal it.
 */
export function wrongKeyOf(key: string): string {
  const prefix = /^(?:[a-z]+_)*/i.exec(key)?.[0] ?? '';
  const digest = createHash('sha256').update(key).digest();
  const rest = Array.from(key.slice(prefix.length), (character, index) => {
    const kind = classes.find((members) => members.includes(character));
    if (kind === undefined) return character;
    // Never the character itself: a step of 1 to one less than there are.
    const step = 1 + ((digest[index % digest.length] ?? 0) % (kind.length - 1));
    return kind[(kind.indexOf(character) + step) % kind.length];
  });
  return prefix + rest.join('');
}
