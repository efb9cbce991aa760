/** A receiver's URL as a log shows it: the query may hold what only the receiver should know. */
export function withoutQuery(url: string): string {
  return url.replace(/\?.*/s, '');
}
