import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { DialectName } from './dialect.js';

/** The documents in `openapi/`: one per dialect, and one for the routes by which tests control the reference server. */
export type DocumentName = DialectName | 'control';

/** An OpenAPI 3.1 document as parsed JSON, references included. Only `contractOf` reads into it. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly servers: readonly { readonly url: string }[];
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly paths: Record<string, Record<string, unknown>>;
  /** Webhooks, by the type of the event. */
  readonly webhooks?: Record<string, Record<string, unknown>>;
  readonly components: Readonly<Record<string, Record<string, object>>> & { readonly schemas: Record<string, object> };
}

const root = dirname(createRequire(import.meta.url).resolve('payment-intent-contract/package.json'));

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

/** The version of this package. */
export const packageVersion = version;

/** The file that holds a document: the bundle as `json`, the hand-written source as `yaml`. */
export function documentPath(name: DocumentName, format: 'json' | 'yaml'): string {
  return format === 'json' ? join(root, 'generated', `${name}.json`) : join(root, 'openapi', `${name}.yaml`);
}

/** A fresh copy of a bundled document; the caller may change it. */
export function loadDocument(name: DocumentName): OpenApiDocument {
  return JSON.parse(readFileSync(documentPath(name, 'json'), 'utf8')) as OpenApiDocument;
}

/** A file among the rendered docs, which `npm run docs` makes and the package ships. It may be missing in a checkout. */
export function docsPath(name: string): string {
  return join(root, 'generated', 'docs', name);
}
