/** Reads the base URL of a target; undefined if it is not HTTP, or has credentials, a query or a fragment, which would not be sent. */
export function baseUrl(value: unknown): URL | undefined {
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash)
    return undefined;
  return url;
}
