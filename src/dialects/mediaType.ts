/** The media type in a Content-Type, in lower case and without parameters; empty when there is none. */
export function mediaTypeIn(contentType: string): string {
  return (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();
}
