/** The vendor's name of a request, as its support asks for it; nothing where the response has none. */
export function requestIdOf(response: Response | undefined): { readonly requestId?: string } {
  const requestId = response?.headers.get('Request-Id');
  return requestId ? { requestId } : {};
}
