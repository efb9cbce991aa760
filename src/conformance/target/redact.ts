/** Removes the keys of a target, and the values of its headers, from texts. */

import type { Exchange } from './Exchange.js';
import { toAnswer } from './httpTransport.js';
import type { Target } from './Target.js';
import { wordsOf } from './wordsOf.js';

/** Redacts a text, or a value that it turns into text first. The name of a header is given with its value. */
export type Redact = (value: unknown, header?: string) => string;

/** Characters of an answer's body that are kept for the reports. */
const mostKept = 1 << 16;

/** Replaces a key wherever it would be shown: the name of a shell variable, so that a curl line can be pasted. */
const variables = {
  key: 'KEY',
  otherKey: 'OTHER_KEY',
  liveKey: 'LIVE_KEY',
  publishableKey: 'PUBLISHABLE_KEY',
} as const;

/** Characters that a secret must have to be searched for everywhere. A shorter one may be an ordinary word. */
const telling = 8;

/** Headers that describe the client. Their values are no secrets, and answers have the same words. */
const harmless = /^(?:accept(?:-[a-z]+)?|user-agent)$/i;

/**
 * Removes the target's keys, the values of its headers and every client secret from all that the kit shows: as plain text, in
 * base64, and escaped as in URLs and JSON. A key shorter than 8 characters is removed from credentials only, a header's value
 * that short from the header only.
 */
export function createRedact(target: Target): Redact {
  const names = new Map<string, string>();
  const headers = Object.entries(target.headers ?? {}).filter(([name]) => !harmless.test(name));
  for (const [name, value] of headers) names.set(value, headerVariable(name));
  for (const [field, variable] of Object.entries(variables)) {
    const secret: unknown = target[field as keyof typeof variables];
    if (typeof secret === 'string' && secret !== '') names.set(secret, variable);
  }
  if (target.webhooks) names.set(target.webhooks.secret, 'WEBHOOK_SECRET');
  const forms = new Map<string, string>();
  for (const [secret, variable] of names) {
    if (secret.length >= telling) for (const [form, shown] of formsOf(secret, variable)) forms.set(form, shown);
  }
  // The longest first: one key can be the beginning of another.
  const longestFirst = [...forms.keys()].sort((a, b) => b.length - a.length).map(literally);
  const anyForm = new RegExp(`(${longestFirst.join('|') || '(?!)'})(?=(\\w?))`, 'g');

  const redactForms = (text: string) =>
    text.replace(anyForm, (_, form: string, next: string) => {
      const shown = forms.get(form) ?? '';
      return next ? shown.replace(/^\$(\w+)$/, '$${$1}') : shown;
    });
  const redactToken = (token: string) => (names.has(token) ? `$${names.get(token)}` : redactForms(token));

  /** Redacts an Authorization. Basic has the key in base64, together with a password. */
  function redactCredentials(all: string, scheme: string, space: string, token: string): string {
    if (!/^basic$/i.test(scheme)) return `${scheme}${space}${redactToken(token)}`;
    const decoded = Buffer.from(token, 'base64').toString('latin1');
    const shown = decoded.split(':').map(redactToken).join(':');
    return shown === decoded ? all : `${scheme}${space}base64(${shown})`;
  }

  function redactText(value: unknown): string {
    return redactForms(wordsOf(value).replace(/\b(Basic|Bearer|Token)( +)([^\s"]+)/gi, redactCredentials))
      .replace(/("client_secret"\s*:\s*")[^"]*/g, '$1REDACTED')
      .replace(/(_secret_)[A-Za-z0-9]+/g, '$1REDACTED');
  }

  return (value, header = '') => {
    const isOwn = headers.some(([name, own]) => own === value && name.toLowerCase() === header.toLowerCase());
    return isOwn ? `$${headerVariable(header)}` : redactText(value);
  };
}

/** `X-Gate` is `HEADER_X_GATE`. */
function headerVariable(name: string): string {
  return `HEADER_${name.toUpperCase().replace(/[^A-Z\d]/g, '_')}`;
}

/** The forms in which a text can contain a key, each with its replacement. */
function formsOf(secret: string, variable: string): [form: string, shown: string][] {
  const inUrl = encodeURIComponent(secret);
  const written = [
    secret,
    inUrl,
    inUrl.replace(/%../g, (code) => code.toLowerCase()),
    JSON.stringify(secret).slice(1, -1),
  ];
  const encoded = ['', ':'].flatMap((colon) =>
    (['base64', 'base64url'] as const).map((encoding): [string, string] => [
      Buffer.from(secret + colon).toString(encoding),
      `base64($${variable}${colon})`,
    ]),
  );
  return [...encoded, ...written.map((form): [string, string] => [form, `$${variable}`])];
}

/** The exchange without secrets. */
export function redactExchange({ request, answer, ...rest }: Exchange, redact: Redact): Exchange {
  const { path, headers, body } = request;
  return {
    ...rest,
    request: {
      ...request,
      path: redact(path),
      headers: mapValues(headers, redact),
      ...(body === undefined ? {} : { body: redactBody(body, redact) }),
    },
    answer: toAnswer(answer.status, mapValues(answer.headers, redact), kept(redact(answer.text))),
  };
}

/** Shortens a body: the kit keeps some thousand answers, and no operation has a longer one. */
function kept(text: string): string {
  return text.length > mostKept ? `${text.slice(0, mostKept)}… (${text.length} characters)` : text;
}

function redactBody(body: string | Uint8Array, redact: Redact): string | Uint8Array {
  if (typeof body === 'string') return redact(body);
  return Buffer.from(redact(Buffer.from(body).toString('latin1')), 'latin1');
}

function mapValues(
  record: Readonly<Record<string, string>>,
  change: (value: string, name: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value, name)]));
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
