import type { RequestHandler } from 'express';
import type { OpenApiDocument } from '../contract/document.js';

/** Lets pages of this machine call the server from a browser. Never for an address that others can reach. */
export function cors(document: OpenApiDocument): RequestHandler {
  const exposed = exposedHeaders(document);
  return ({ method, headers }, response, next) => {
    const { origin } = headers;
    if (origin === undefined || !isLoopback(origin)) return next();
    response.set({ Vary: 'Origin', 'Access-Control-Allow-Origin': origin, 'Access-Control-Expose-Headers': exposed });
    if (method !== 'OPTIONS' || headers['access-control-request-method'] === undefined) return next();
    response.set({
      'Access-Control-Allow-Methods': 'GET, POST',
      'Access-Control-Allow-Headers': headers['access-control-request-headers'] ?? '',
      'Access-Control-Max-Age': '600',
    });
    response.status(204).end();
  };
}

/** Every header that the document describes: a browser hides them all but the content type. */
function exposedHeaders({ components }: OpenApiDocument): string {
  const responses = Object.values(components.responses ?? {}) as { headers?: object }[];
  return [...new Set(responses.flatMap(({ headers }) => Object.keys(headers ?? {}))), 'Retry-After'].join(', ');
}

function isLoopback(origin: string): boolean {
  return URL.canParse(origin) && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(origin).hostname);
}
