import type { AnyResult } from './Wire.js';

/** Takes the key out of an error, should a server or a proxy have sent it back. */
export function redact(result: AnyResult, apiKey: string): AnyResult {
  // A shorter one may be a word of the error, and is nobody's secret.
  if (!result.error || result.error.kind === 'aborted' || apiKey.length < 8) return result;
  const text = JSON.stringify(result.error);
  const written = JSON.stringify(apiKey).slice(1, -1);
  return text.includes(written) ? { ...result, error: JSON.parse(text.replaceAll(written, '[API key]')) } : result;
}
