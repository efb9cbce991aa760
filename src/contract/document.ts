import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { DialectName } from './dialect.js';

/** An OpenAPI 3.1 document as parsed JSON, references included. `contractOf` reads it; nothing else walks it. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly servers: readonly { readonly url: string }[];
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly paths: Record<string, Record<string, unknown>>;
  readonly components: Readonly<Record<string, Record<string, object>>> & { readonly schemas: Record<string, object> };
}

const root = dirname(createRequire(import.meta.url).resolve('payment-intent-contract/package.json'));

/** The file that holds a dialect's document: the bundle as `json`, the hand-written source as `yaml`. */
export function documentPath(dialect: DialectName, format: 'json' | 'yaml'): string {
  return format === 'json' ? join(root, 'generated', `${dialect}.json`) : join(root, 'openapi', `${dialect}.yaml`);
}

/** A fresh copy of a dialect's bundled document; the caller may change it. */
export function loadDocument(dialect: DialectName): OpenApiDocument {
  return JSON.parse(readFileSync(documentPath(dialect, 'json'), 'utf8')) as OpenApiDocument;
}

/** A file among the rendered docs, which `npm run docs` makes and the package ships. It may be missing in a checkout. */
export function docsPath(name: string): string {
  return join(root, 'generated', 'docs', name);
}
