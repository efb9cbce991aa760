import { createAttempt } from './attempt.js';
import type { CallOptions, ClientOptions } from './ClientOptions.js';
import { checkHeaders } from './checkHeaders.js';
import { checkId } from './checkId.js';
import { checkOptions } from './checkOptions.js';
import { retry } from './retry.js';
import { validated } from './validated.js';
import type { AnyResult, Call, Wire } from './Wire.js';

/** Makes one call, in as many requests as it takes. */
export type Caller = (call: Call, options: CallOptions) => Promise<AnyResult>;

export function createCaller(options: ClientOptions, wire: Wire): Caller {
  checkOptions(options, options.baseUrl ?? wire.baseUrl);
  const { apiKey, retryDelay = 500, validateResponses } = options;
  const plain = createAttempt(options, wire);
  const attempt = validateResponses ? validated(plain, wire.dialect) : plain;

  return async (call, callOptions) => {
    const refused = checkId(idOf(call), apiKey) ?? checkHeaders(call.params?.header);
    if (refused) return { error: refused };

    const send = (request: Call) => attempt(request, callOptions);
    const { maxRetries = options.maxRetries ?? 2, signal } = callOptions;
    return retry((number) => (number > 1 && wire.repeat ? wire.repeat(call, send) : send(call)), {
      maxRetries,
      retryDelay,
      signal,
      isTransient: wire.isTransient,
    });
  };
}

/** Undefined when the caller left it out, or wrote it into the path. */
function idOf({ path, params }: Call): unknown {
  return params?.path?.[/\{(\w+)\}/.exec(path)?.[1] ?? ''];
}
