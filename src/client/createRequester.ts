import type { AnyResult, Call, ClientDialect, Init } from './ClientDialect.js';
import type { ClientOptions } from './ClientOptions.js';
import { checkHeaders } from './checkHeaders.js';
import { checkIds } from './checkIds.js';
import { checkOptions } from './checkOptions.js';
import type { Transport } from './createTransport.js';
import { redact } from './redact.js';
import { requestIdOf } from './requestId.js';
import { retry } from './retry.js';
import { sendOnce } from './sendOnce.js';
import { exceptionError } from './thrownError.js';
import { validated } from './validated.js';

/** Makes one call, with its retries. It never rejects. */
export type Requester = (method: Call['method'], path: string, init: Init) => Promise<AnyResult>;

export function createRequester(options: ClientOptions, dialect: ClientDialect, transport: Transport): Requester {
  checkOptions(options, options.baseUrl ?? dialect.digest.baseUrl);
  const { apiKey, retryDelay = 500, validateResponses } = options;
  const once = (call: Call) => sendOnce(transport, call, call.timeout ?? options.timeout ?? 30_000);
  const judged = validateResponses ? validated(once, dialect.loadDocument) : once;
  const send = async (call: Call) => redact(withRequestId(await judged(call)), apiKey);

  return async (method, path, init) => {
    try {
      const own = init?.headers instanceof Headers ? Object.fromEntries(init.headers) : { ...init?.headers };
      const written: Call = { ...init, method, path, headers: own };
      const call = dialect.complete?.(written) ?? written;
      const headers = [dialect.headers, call.headers, call.params?.header];
      const invalid = checkIds(call, dialect.digest, apiKey) ?? headers.map(checkHeaders).find(Boolean);
      if (invalid) return { error: invalid };
      return await retry((number) => (number > 1 && dialect.repeat ? dialect.repeat(call, send) : send(call)), {
        maxRetries: call.maxRetries ?? options.maxRetries ?? 2,
        retryDelay,
        signal: call.signal,
        isTransient: dialect.isTransient,
      });
    } catch (thrown) {
      return redact({ error: exceptionError(thrown) }, apiKey);
    }
  };
}

function withRequestId(result: AnyResult): AnyResult {
  return result.error ? { ...result, error: { ...result.error, ...requestIdOf(result.response) } } : result;
}
