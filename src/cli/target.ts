/** The implementation that the options of `verify` point at. */

import { baseUrl } from '../conformance/target/baseUrl.js';
import type { Target } from '../conformance/target/Target.js';
import { headerProblem } from '../conformance/target/withHeaders.js';
import type { DialectName } from '../contract/dialect.js';
import { isLoopback, refuseWrongKinds } from './keyKinds.js';
import { readArrange } from './readArrange.js';
import { readTls } from './tls.js';
import { UsageError } from './UsageError.js';

export interface TargetOptions {
  readonly url?: string;
  readonly key?: string;
  readonly otherKey?: string;
  readonly liveKey?: string;
  readonly publishableKey?: string;
  readonly arrange: string;
  readonly rate?: number;
  /** Lines like `Name: value`. */
  readonly header?: readonly string[];
  readonly insecure?: true;
  /** Files in PEM. */
  readonly cert?: string;
  readonly certKey?: string;
  readonly allowLive?: true;
}

/** The implementation that the options of `verify` point at. No message repeats a key. */
export async function readTarget(dialect: DialectName, options: TargetOptions): Promise<Target> {
  const url = readUrl(options.url);
  const key = readKey('--key', options.key);
  if (key === undefined) throw new UsageError('--key: give a secret key of the test mode.');
  const others = {
    otherKey: readKey('--other-key', options.otherKey),
    liveKey: readKey('--live-key', options.liveKey),
    publishableKey: readKey('--publishable-key', options.publishableKey),
  };
  const given = [key, ...Object.values(others).filter((other) => other !== undefined)];
  if (new Set(given).size < given.length) {
    throw new UsageError('--key and the other keys: two are the same; leave out the option that you have no key for.');
  }
  if (!options.allowLive) refuseWrongKinds(dialect, { key, ...others }, isLoopback(url));
  const more = { ...others, headers: readHeaders(options.header), rate: options.rate, tls: readTls(url, options) };
  const arrange = await readArrange(options.arrange, { dialect, url, key });
  return { url, key, arrange, ...Object.fromEntries(Object.entries(more).filter(([, given]) => given !== undefined)) };
}

function readUrl(value: string | undefined): string {
  if (value === undefined) throw new UsageError('--url: give the address of the server, as http://127.0.0.1:4010.');
  const url = baseUrl(value);
  // What was given is not repeated: it may hold a password.
  if (!url) {
    throw new UsageError('--url: expected http://HOST[:PORT][/PATH] or https://…, without credentials and query.');
  }
  return url.href.replace(/\/$/, '');
}

/** An empty key is none: build servers pass a secret that is not set as an empty variable. */
function readKey(option: string, value: string | undefined): string | undefined {
  if (!value) return undefined;
  if (!/^[!-~]+$/.test(value)) throw new UsageError(`${option}: a key has no spaces and no characters beyond ASCII.`);
  return value;
}

/** The value may be a secret: it is not repeated. */
function readHeaders(lines: readonly string[] = []): Record<string, string> | undefined {
  const headers = lines.map((line): [name: string, value: string] => {
    const [name = '', ...value] = line.split(':');
    if (value.length === 0) throw new UsageError('--header: expected "Name: value".');
    const header: [string, string] = [name.trim(), value.join(':').trim()];
    const problem = headerProblem(...header);
    if (problem) throw new UsageError(`--header: ${problem}`);
    return header;
  });
  const names = headers.map(([name]) => name.toLowerCase());
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw new UsageError(`--header: ${twice} is given twice; keep one.`);
  return headers.length > 0 ? Object.fromEntries(headers) : undefined;
}
