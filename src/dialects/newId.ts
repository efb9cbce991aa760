import { randomBytes } from 'node:crypto';

/** An id in the vendors' common form: a prefix and 24 letters or digits. */
export function newId(prefix: string): string {
  return `${prefix}_${randomText(24)}`;
}

export function newClientSecret(id: string): string {
  return `${id}_secret_${randomText(25)}`;
}

/** Drawn for many ids at once, for a draw costs as much as what is made of it. */
let drawn = Buffer.alloc(0);

function randomText(length: number): string {
  if (drawn.length < length) drawn = randomBytes(4_096);
  const bytes = drawn.subarray(0, length);
  drawn = drawn.subarray(length);
  return bytes.toString('base64url').replace(/[-_]/g, '0').slice(0, length);
}
