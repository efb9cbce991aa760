import type { ClientOptions } from './ClientOptions.js';

/**
 * Rejects, when the client is made, options that would make every call fail.
 *
 * @throws TypeError, whose message doesn't repeat the value: it may contain a key.
 */
export function checkOptions(options: ClientOptions, baseUrl: string): void {
  const { apiKey } = options;
  if (typeof apiKey !== 'string' || !/^[!-~]+$/.test(apiKey)) {
    throw new TypeError('apiKey is missing, or not visible ASCII.');
  }
  for (const name of ['timeout', 'maxRetries', 'retryDelay', 'maxResponseBytes'] as const) {
    if (!((options[name] ?? 0) >= 0)) throw new TypeError(`${name} must be at least 0.`);
  }
  if (!/^https?:\/\/[^/@?#]+(\/[^?#]*)?$/i.test(baseUrl) || !URL.canParse(baseUrl)) {
    throw new TypeError('baseUrl must be an http(s) URL without credentials, query and fragment.');
  }
}
