import type { AnyError, AnyResult } from './Wire.js';

/**
 * Tells a PaymentIntent and the errors of the document from everything else that may stand in a response.
 *
 * @throws what the response's body throws when the connection breaks off.
 */
export async function readAnswer(
  response: Response,
  path: string,
  documented: Readonly<Record<number, true>> = {},
): Promise<AnyResult> {
  const { status, headers } = response;
  const fail = (failure: AnyError): AnyResult => ({ error: failure, response });

  if (response.type === 'opaqueredirect' || (status >= 300 && status < 400)) {
    const message = 'The server redirects, which is not followed.';
    return fail({ kind: 'redirect', status, location: headers.get('Location'), message });
  }
  const body = parse(await response.text());
  if (typeof body !== 'object' || body === null) {
    const contentType = headers.get('Content-Type');
    const message = `HTTP ${status} without a JSON object (${contentType ?? 'no content type'}).`;
    return fail({ kind: 'not_json', status, contentType, message });
  }
  // The 200 of a cancel is a canceled intent; some mocks answer one that is not.
  const isExpected = !path.endsWith('/cancel') || body.status === 'canceled';
  if (status === 200 && body.object === 'payment_intent' && isExpected) return { data: body, response };
  const message = body.error?.message;
  return typeof message === 'string' && documented[status]
    ? fail({ kind: 'api', status, body, message })
    : fail({ kind: 'undocumented', status, body, message: `HTTP ${status} with JSON that the document doesn't have.` });
}

interface Body {
  readonly object?: unknown;
  readonly status: string;
  readonly error?: { readonly message?: unknown } | null;
}

function parse(text: string): Body | string | null | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
