import { existsSync } from 'node:fs';
import { Router } from 'express';
import { docsPath } from '../contract/docs.js';
import { documentPath } from '../contract/document.js';
import type { Dialect } from '../dialects/Dialect.js';
import { RefusedRequest } from './RefusedRequest.js';

/** The dialect's document and its rendered page, and whether the server is up. Outside the contract. */
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
  routes.get('/docs', (_request, response) => {
    const page = docsPath(`${dialect.name}.html`);
    if (!existsSync(page)) throw new RefusedRequest({ kind: 'no_docs' });
    response.sendFile(page, { cacheControl: false });
  });

  return routes;
}
