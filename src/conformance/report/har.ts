import { STATUS_CODES } from 'node:http';
import type { Report } from '../run/Result.js';
import type { Exchange, HttpRequest } from '../target/Exchange.js';

/**
 * The traffic of a run as an HTTP archive. The comment of an entry is the id of the check that it was sent for, and
 * says whether it arranged an intent. A request without an answer has the status 0 there. Secrets are removed, as in
 * the report.
 * @see http://www.softwareishard.com/blog/har-12-spec/
 */
export function toHar({ exchanges, kit, url = 'http://target.invalid' }: Report): object {
  const base = url.replace(/\/$/, '');
  return {
    log: {
      version: '1.2',
      creator: { name: 'payment-intent-contract', version: kit },
      entries: exchanges.toSorted((a, b) => a.startedAt - b.startedAt).map((exchange) => entry(exchange, base)),
    },
  };
}

function entry(exchange: Exchange, target: string): object {
  const { request, answer, startedAt, durationMs, check, arranges, base = target } = exchange;
  return {
    ...(check !== undefined && { comment: arranges ? `${check}, arranging` : check }),
    startedDateTime: new Date(startedAt).toISOString(),
    time: durationMs,
    request: {
      method: request.method,
      url: base + request.path,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: list(request.headers),
      queryString: queryOf(request.path),
      ...postData(request),
      headersSize: -1,
      bodySize: Buffer.byteLength(request.body ?? ''),
    },
    response: {
      status: answer.status,
      statusText: STATUS_CODES[answer.status] ?? '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: list(answer.headers),
      content: {
        size: Buffer.byteLength(answer.text),
        mimeType: answer.headers['content-type'] ?? '',
        text: answer.text,
      },
      redirectURL: answer.headers.location ?? '',
      headersSize: -1,
      bodySize: Buffer.byteLength(answer.text),
    },
    cache: {},
    timings: { send: 0, wait: durationMs, receive: 0 },
  };
}

function postData({ headers, body }: HttpRequest): { postData?: object } {
  if (body === undefined) return {};
  const mimeType = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  const bytes = Buffer.from(body);
  const text = bytes.toString('utf8');
  if (Buffer.from(text).equals(bytes)) return { postData: { mimeType, params: [], text } };
  // The format can say so in a comment only.
  return { postData: { mimeType, params: [], text: bytes.toString('base64'), comment: 'base64' } };
}

function queryOf(path: string): object[] {
  const query = path.split('?').slice(1).join('?');
  return Array.from(new URLSearchParams(query), named);
}

function list(record: Readonly<Record<string, string>>): object[] {
  return Object.entries(record).map(named);
}

function named([name, value]: [string, string]): object {
  return { name, value };
}
