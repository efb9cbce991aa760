/** The address to which a customer goes back after an authentication. */

/** A link with one of these would run a script instead of leading anywhere. */
const leadNowhere: readonly string[] = ['data:', 'javascript:', 'vbscript:'];

/** The address; undefined when it leads nowhere. An app may have a scheme of its own. */
export function returnUrlIn(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url && leadNowhere.includes(url.protocol) ? undefined : url;
}
