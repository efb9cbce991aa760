import { existsSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import express, { type Request, type Response, Router } from 'express';
import { docsPath, documentPath } from '../contract/document.js';
import type { Dialect } from '../dialects/Dialect.js';
import { RejectedRequest } from './RejectedRequest.js';
import { send } from './reply.js';

/** The dialect's document, the rendered pages, and whether the server is up. Outside the contract. */
export function documentRoutes(dialect: Dialect): Router {
  const routes = Router({ strict: true, caseSensitive: true });

  routes.get('/_health', (_request, response) => {
    const text = JSON.stringify({ status: 'ok', dialect: dialect.name });
    send(response, { status: 200, headers: { 'Content-Type': 'application/json' }, text });
  });
  routes.get('/openapi.json', (_request, response) => {
    sendDocument(response, documentPath(dialect.name, 'json'));
  });
  routes.get('/openapi.yaml', (_request, response) => {
    sendDocument(response.type('application/yaml'), documentPath(dialect.name, 'yaml'));
  });
  const reference = `/docs/${dialect.name}.html`;
  // No route: Express would answer OPTIONS of one, and the dialect has nothing at its root.
  routes.use((request, response, next) => {
    if (request.method === 'GET' && request.path === '/' && isBrowser(request)) response.redirect(reference);
    else next();
  });
  routes.get(/^\/docs\/?$/, (_request, response) => response.vary('Origin').redirect(reference));
  routes.get('/llms.txt', (_request, response) => response.redirect('/docs/llms.txt'));
  routes.use('/docs', (_request, _response, next) => {
    if (!existsSync(docsPath('index.html'))) throw new RejectedRequest({ kind: 'no_docs' });
    next();
  });
  routes.use(
    '/docs',
    express.static(docsPath('.'), { cacheControl: false, etag: false, index: false, redirect: false, setHeaders }),
  );

  return routes;
}

/** A page loads only the script next to it. Scripts and styles within a page run, and no others. */
const policy = [
  "default-src 'none'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  'font-src data:',
  'worker-src blob:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

function setHeaders(response: ServerResponse, path: string): void {
  response.setHeader('Vary', 'Origin');
  if (path.endsWith('.html')) response.setHeader('Content-Security-Policy', policy);
}

/** A browser names HTML first; a client that takes anything gets the dialect's own answer. */
function isBrowser(request: Request): boolean {
  return request.accepts('json', 'html') === 'html';
}

/** A browser must not show a page of another origin the answer that it has stored for this one. */
function sendDocument(response: Response, path: string): void {
  response.vary('Origin').sendFile(path, { cacheControl: false });
}
