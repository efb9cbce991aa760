import type { AnyError, AnyResult, Call, Digest } from './ClientDialect.js';

/**
 * Accepts the bodies that the document describes, and makes an error of any other.
 *
 * @param content is the text of a success; the body of an error, which openapi-fetch has parsed if it was JSON.
 */
export function readReply(
  response: Response,
  content: unknown,
  { method, path }: Pick<Call, 'method' | 'path'>,
  digest: Digest,
): AnyResult {
  const { status, headers, ok } = response;
  const fail = (failure: AnyError): AnyResult => ({ error: failure, response });

  if (response.type === 'opaqueredirect' || (status >= 300 && status < 400)) {
    const message = 'Redirects are not followed.';
    return fail({ kind: 'redirect', status, location: headers.get('Location'), message });
  }
  const body = (ok ? parse(content) : content) as Body | string | null | undefined;
  if (typeof body !== 'object' || body === null) {
    const contentType = headers.get('Content-Type');
    const message = `HTTP ${status} without a JSON object (${contentType ?? 'no type'}).`;
    return fail({ kind: 'not_json', status, contentType, message });
  }
  // The 200 of a cancel is a canceled intent; some mocks answer one that is not.
  const isExpected = path !== digest.cancelPath || body.status === 'canceled';
  // So is the 200 of every operation on one.
  const isObject = /{i/.test(path) ? body.object === 'payment_intent' : body.object;
  if (status === 200 && isObject && isExpected) return { data: body, response };
  const message = body.error?.message;
  const documented = digest.errorStatuses[path]?.[method];
  return typeof message === 'string' && documented?.includes(status)
    ? fail({ kind: 'api', status, body, message })
    : fail({ kind: 'undocumented', status, body, message: `HTTP ${status} with undocumented JSON.` });
}

interface Body {
  readonly object?: unknown;
  readonly status: string;
  readonly error?: { readonly message?: unknown } | null;
}

function parse(text: unknown): unknown {
  try {
    return JSON.parse(text as string);
  } catch {
    return undefined;
  }
}
