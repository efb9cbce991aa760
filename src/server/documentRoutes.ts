import { existsSync } from 'node:fs';
import { type RequestHandler, Router } from 'express';
import { dialectNames } from '../contract/dialect.js';
import { docsPath } from '../contract/docs.js';
import { documentPath } from '../contract/document.js';
import type { Dialect } from '../dialects/Dialect.js';
import { RefusedRequest } from './RefusedRequest.js';

/** The dialect's document, the rendered pages, and whether the server is up. Outside the contract. */
export function documentRoutes(dialect: Dialect): Router {
  const routes = Router({ strict: true, caseSensitive: true });

  routes.get('/_health', (_request, response) => {
    response.json({ status: 'ok', dialect: dialect.name });
  });
  routes.get('/openapi.json', (_request, response) => {
    response.sendFile(documentPath(dialect.name, 'json'), { cacheControl: false });
  });
  routes.get('/openapi.yaml', (_request, response) => {
    response.type('application/yaml').sendFile(documentPath(dialect.name, 'yaml'), { cacheControl: false });
  });
  routes.get('/docs', page(`${dialect.name}.html`));
  for (const name of ['index', ...dialectNames]) routes.get(`/docs/${name}.html`, page(`${name}.html`));

  return routes;
}

/** A page is one file: it runs its inlined script and styles, and may ask nothing of anyone, this server included. */
const policy = [
  "default-src 'none'",
  "script-src 'unsafe-inline'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  'font-src data:',
  'worker-src blob:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

function page(name: string): RequestHandler {
  return (_request, response) => {
    const path = docsPath(name);
    if (!existsSync(path)) throw new RefusedRequest({ kind: 'no_docs' });
    response.set('Content-Security-Policy', policy).sendFile(path, { cacheControl: false });
  };
}
