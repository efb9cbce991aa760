import { aboutOf } from '../checks/about.js';
import { isUnexpectedPass } from '../run/Exceptions.js';
import type { Result } from '../run/Result.js';
import type { Exchange } from '../target/Exchange.js';

/** A result as JSON: the check, its verdict and the evidence. */
export function plainResult(result: Result): object {
  const { check, exchange, durationMs, ...rest } = result;
  const { id, level, title, source } = check;
  return {
    id,
    level,
    about: aboutOf(check),
    title,
    source,
    ...rest,
    ...(isUnexpectedPass(result) && { stale: true }),
    durationMs: Math.round(durationMs),
    ...(exchange && plainExchange(exchange)),
  };
}

function plainExchange({ request, answer }: Exchange): object {
  const { method, path, headers, body } = request;
  const sent = body === undefined ? {} : typeof body === 'string' ? { body } : plainBytes(Buffer.from(body));
  return {
    request: { method, path, headers, ...sent },
    answer: { status: answer.status, headers: answer.headers, body: answer.text },
  };
}

function plainBytes(bytes: Buffer): object {
  const text = bytes.toString('utf8');
  return Buffer.from(text).equals(bytes) ? { body: text } : { base64: bytes.toString('base64') };
}
