/** The vendor's id of a request, which its support asks for; empty if the response has none. */
export function requestIdOf(response: Response | undefined): { readonly requestId?: string } {
  const requestId = response?.headers.get('Request-Id');
  return requestId ? { requestId } : {};
}
