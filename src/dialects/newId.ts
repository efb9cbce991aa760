import { randomBytes } from 'node:crypto';

/** An id in the vendors' common form: a prefix and 24 letters or digits. */
export function newId(prefix: string): string {
  return `${prefix}_${randomText(24)}`;
}

export function newClientSecret(id: string): string {
  return `${id}_secret_${randomText(25)}`;
}

function randomText(length: number): string {
  return randomBytes(length).toString('base64url').replace(/[-_]/g, '0').slice(0, length);
}
