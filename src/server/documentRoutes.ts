import { existsSync } from 'node:fs';
import { type RequestHandler, type Response, Router } from 'express';
import { dialectNames } from '../contract/dialect.js';
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
  routes.get('/docs', page(`${dialect.name}.html`));
  for (const name of ['index', 'control', ...dialectNames]) routes.get(`/docs/${name}.html`, page(`${name}.html`));

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
    if (!existsSync(path)) throw new RejectedRequest({ kind: 'no_docs' });
    sendDocument(response.set('Content-Security-Policy', policy), path);
  };
}

/** What a browser has stored for itself is not what it may show a page of another origin. */
function sendDocument(response: Response, path: string): void {
  response.vary('Origin').sendFile(path, { cacheControl: false });
}
