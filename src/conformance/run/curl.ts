/** Writes a request as a curl line. */

import { gzipSync } from 'node:zlib';
import type { HttpRequest } from '../target/Exchange.js';

/** Bytes of a body that can still be read in a terminal. */
const legibleBody = 2_000;

/**
 * A line for bash that sends the request again, to the letter. Keys and the target's headers are the variables that
 * redacting put there.
 *
 * @param base URL of the target; `$URL` for a target without one.
 * @param options further options of curl, which say how it shows the answer.
 */
export function toCurl({ method, path, headers, body }: HttpRequest, base = '$URL', options = '-i'): string {
  const words = [`curl ${options} -g --path-as-is`];
  // With -X HEAD curl waits for a body that never comes.
  if (method === 'HEAD') words.push('-I');
  else if (method !== 'GET' || body !== undefined) words.push('-X', word(method));
  words.push(word(base.replace(/\/$/, '') + path, 'latin1'));

  for (const [name, value] of Object.entries(headers)) {
    const user = /^Basic base64\((.*)\)$/.exec(value)?.[1];
    if (user !== undefined) words.push('-u', word(user, 'latin1'));
    else words.push('-H', word(value === '' ? `${name};` : `${name}: ${value}`, 'latin1'));
  }
  if (body !== undefined) {
    // Otherwise curl calls every body a form.
    if (!Object.keys(headers).some((name) => /^content-type$/i.test(name))) words.push('-H', 'Content-Type:');
    words.push(data(Buffer.from(body)));
  }
  return words.join(' ');
}

function data(body: Buffer): string {
  // An argument of a command can't hold a NUL.
  if (body.length > legibleBody || body.includes(0)) {
    return `--data-binary @<(base64 -d <<< ${gzipSync(body).toString('base64')} | gunzip)`;
  }
  // curl takes a text that begins with @ for the name of a file.
  const option = body[0] === 0x40 ? '--data-raw' : '--data-binary';
  return `${option} ${word(body)}`;
}

const variable =
  /(\$(?:KEY|OTHER_KEY|LIVE_KEY|PUBLISHABLE_KEY|HEADER_[A-Z\d_]+|URL|INTENT(?:_\d+)?)\b|\$\{(?:KEY|OTHER_KEY|LIVE_KEY|PUBLISHABLE_KEY|HEADER_[A-Z\d_]+)\})/;

/** One word of a command line that bash reads as exactly these bytes, except for variables. */
function word(text: string | Buffer, encoding: BufferEncoding = 'utf8'): string {
  const bytes = Buffer.from(text as string, encoding).toString('latin1');
  const parts = bytes.split(variable);
  const plain = parts.every((part, index) => index % 2 === 1 || /^[\w ./:@%+=,-]*$/.test(part));
  if (parts.length > 1 && plain) return `"${bytes}"`;
  return parts.map((part, index) => (index % 2 === 1 ? `"${part}"` : quote(part))).join('') || "''";
}

/** Quotes bytes, given as Latin-1. */
function quote(bytes: string): string {
  if (/^[\w./:@%+=,-]*$/.test(bytes)) return bytes;
  const text = Buffer.from(bytes, 'latin1').toString('utf8');
  const legible = !/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\uFFFD']/u.test(text);
  if (legible) return `'${text}'`;
  return `$'${bytes.replace(/[^ !-&(-[\]-~]/g, escaped)}'`;
}

function escaped(character: string): string {
  const short = { '\n': '\\n', '\r': '\\r', '\t': '\\t', "'": "\\'", '\\': '\\\\' }[character];
  return short ?? `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
