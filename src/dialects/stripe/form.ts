/** Reads forms. */

import qs from 'qs';
import type { Reading } from '../Dialect.js';
import { mediaTypeIn } from '../mediaType.js';

const maxParameters = 1000;

/** Reads a form body. Any other type or charset, and bytes that are not UTF-8, are a rejection. */
export function readForm(bytes: Buffer, contentType: string, expected: string): Reading {
  const parameters = contentType.toLowerCase().split(';').slice(1);
  const charset = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith('charset='));
  if (mediaTypeIn(contentType) !== expected || (charset?.replace(/["']/g, '') ?? 'charset=utf-8') !== 'charset=utf-8') {
    return { rejection: { kind: 'unsupported_body' } };
  }
  try {
    return readPairs(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return unreadable('it is not valid UTF-8');
  }
}

/**
 * Reads `a=1&b[]=2&b[]=3&c[d]=4`. Brackets may be percent-encoded and may carry an index; of a name given twice the
 * last counts.
 */
export function readPairs(text: string): Reading {
  try {
    if (!/[[\]]|%5[BD]/i.test(text)) return { value: readFlatPairs(text) };
    const value: object = qs.parse(text.split('&').map(withSiblingBrackets).join('&'), {
      arrayLimit: maxParameters,
      decoder: decode,
      depth: 5,
      duplicates: 'last',
      parameterLimit: maxParameters,
      plainObjects: true,
      strictDepth: true,
      throwOnLimitExceeded: true,
    });
    for (const name of namesDropped(text)) Object.defineProperty(value, name, { value: '', enumerable: true });
    return { value };
  } catch (error) {
    if (error instanceof URIError) return unreadable('its percent-encoding is not valid UTF-8');
    return unreadable(`it has more than ${maxParameters} parameters or nests them too deeply`);
  }
}

/** What qs would read from a text without brackets, of which it makes more work than it is. */
function readFlatPairs(text: string): object {
  const pairs = text.split('&', maxParameters + 1);
  if (pairs.length > maxParameters) throw new RangeError('too many parameters');
  const value: Record<string, string> = Object.create(null);
  for (const pair of pairs) {
    if (pair === '') continue;
    const end = pair.includes('=') ? pair.indexOf('=') : pair.length;
    value[decode(pair.slice(0, end))] = decode(pair.slice(end + 1));
  }
  return value;
}

/** `a[b[c]]=1` means `a[b][c]=1`: some callers nest the brackets themselves. */
function withSiblingBrackets(pair: string): string {
  const end = pair.includes('=') ? pair.indexOf('=') : pair.length;
  const name = pair.slice(0, end).replace(/%5B/gi, '[').replace(/%5D/gi, ']');
  if (!/\[[^\]]+\[/.test(name)) return pair;
  const [root = '', ...inner] = name.split(/[[\]]+/).filter((part) => part !== '');
  return `${root}${inner.map((part) => `[${part}]`).join('')}${pair.slice(end)}`;
}

/** The names that qs leaves out without a word. Nothing that was sent is ignored: they are unknown like any other. */
function namesDropped(text: string): string[] {
  return text.split('&').flatMap((pair) => {
    if (pair === '') return [];
    const name = decode(pair.split('=', 1)[0] ?? '');
    const [root = ''] = name.split('[', 1);
    if (root === '' || root === '__proto__') return [root];
    return name.includes('[__proto__') ? [name] : [];
  });
}

function decode(text: string): string {
  return /[+%]/.test(text) ? decodeURIComponent(text.replaceAll('+', ' ')) : text;
}

function unreadable(reason: string): Reading {
  return { rejection: { kind: 'unreadable_body', reason } };
}
