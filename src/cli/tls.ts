/** How the options of `verify` want TLS to be spoken. */

import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { Tls } from '../conformance/target/httpTransport.js';
import { reasonOf, UsageError } from './UsageError.js';

export interface TlsOptions {
  readonly insecure?: true;
  readonly cert?: string;
  readonly certKey?: string;
}

/** Undefined when no option asks for anything. Neither file is repeated: one is a secret. */
export function readTls(url: string, { insecure, cert, certKey }: TlsOptions): Tls | undefined {
  if (!insecure && cert === undefined && certKey === undefined) return undefined;
  if (!url.startsWith('https:')) {
    throw new UsageError(`${insecure ? '--insecure' : '--cert'}: the --url is not https, so there is no TLS.`);
  }
  const tls = insecure ? { insecure } : {};
  if (cert === undefined && certKey === undefined) return tls;
  if (cert === undefined) throw new UsageError('--cert-key: give --cert as well.');
  if (certKey === undefined) throw new UsageError('--cert: give --cert-key as well.');
  const pair = { cert: read('--cert', cert), key: read('--cert-key', certKey) };
  try {
    createSecureContext(pair);
  } catch {
    throw new UsageError(`--cert ${cert}: this and --cert-key ${certKey} are not a certificate and its key, in PEM.`);
  }
  return { ...tls, ...pair };
}

function read(option: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`${option} ${path}: can't read the file (${reasonOf(error)}).`);
  }
}
