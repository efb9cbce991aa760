/** Takes the keys of a target out of texts. */

import type { Exchange } from './Exchange.js';
import { toAnswer } from './httpTransport.js';
import type { Target } from './Target.js';
import { wordsOf } from './wordsOf.js';

/** Of a value that is no text, its words are what is shown. */
export type Redact = (value: unknown) => string;

/** Characters of an answer's body that are kept for the reports. */
const mostKept = 1 << 16;

/** What stands for a key wherever it would be shown: the name of a shell variable, so that a curl line can be pasted. */
const variables = {
  key: 'KEY',
  otherKey: 'OTHER_KEY',
  liveKey: 'LIVE_KEY',
  publishableKey: 'PUBLISHABLE_KEY',
} as const;

/** Takes the target's keys, and every client secret, out of what the kit shows. */
export function createRedact(target: Target): Redact {
  const shown = new Map<string, string>();
  for (const [field, variable] of Object.entries(variables)) {
    const secret: unknown = target[field as keyof typeof variables];
    if (typeof secret === 'string' && secret !== '') shown.set(secret, variable);
  }
  // The longest first: one key can be the beginning of another.
  const secrets = [...shown.keys()].sort((a, b) => b.length - a.length).map(literally);
  const anyKey = new RegExp(`(${secrets.join('|') || '(?!)'})(?=(\\w?))`, 'g');
  return (value) =>
    wordsOf(value)
      .replace(anyKey, (_, secret, next) => (next ? `\${${shown.get(secret)}}` : `$${shown.get(secret)}`))
      .replace(/("client_secret"\s*:\s*")[^"]*/g, '$1REDACTED')
      .replace(/(_secret_)[A-Za-z0-9]+/g, '$1REDACTED');
}

/** The exchange as anyone may see it. */
export function redactExchange({ request, answer, ...rest }: Exchange, redact: Redact): Exchange {
  const { path, headers, body } = request;
  return {
    ...rest,
    request: {
      ...request,
      path: redact(path),
      headers: mapValues(headers, (value) => redactCredentials(value, redact)),
      ...(body === undefined ? {} : { body: redactBody(body, redact) }),
    },
    answer: toAnswer(answer.status, mapValues(answer.headers, redact), kept(redact(answer.text))),
  };
}

/** Some thousand answers are kept, and none of these operations has one that is longer. */
function kept(text: string): string {
  return text.length > mostKept ? `${text.slice(0, mostKept)}… (${text.length} characters)` : text;
}

function redactBody(body: string | Uint8Array, redact: Redact): string | Uint8Array {
  if (typeof body === 'string') return redact(body);
  return Buffer.from(redact(Buffer.from(body).toString('latin1')), 'latin1');
}

/** Basic credentials hide a key in base64. */
function redactCredentials(value: string, redact: Redact): string {
  const encoded = /^Basic +(\S+)$/i.exec(value)?.[1] ?? '';
  const decoded = Buffer.from(encoded, 'base64').toString('latin1');
  return redact(decoded) === decoded ? redact(value) : `Basic base64(${redact(decoded)})`;
}

function mapValues(
  record: Readonly<Record<string, string>>,
  change: (value: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
