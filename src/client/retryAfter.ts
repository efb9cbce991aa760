/** Milliseconds to wait according to `Retry-After`, which is in seconds or a date. 0 without one. */
export function retryAfter(response: Response | undefined): number {
  const value = response?.headers.get('Retry-After');
  if (!value) return 0;
  const seconds = Number(value);
  const milliseconds = Number.isNaN(seconds) ? Date.parse(value) - Date.now() : seconds * 1000;
  return Math.max(milliseconds, 0) || 0;
}
