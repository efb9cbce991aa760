import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { DialectName } from './dialect.js';

/** An OpenAPI 3.1 document as parsed JSON, as far as this package walks it by hand. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Record<string, Record<string, unknown>>;
  readonly components: Readonly<Record<string, Record<string, object>>> & { readonly schemas: Record<string, object> };
}

const resolve = createRequire(import.meta.url).resolve;

/** The file that holds a dialect's document: the bundle as `json`, the hand-written source as `yaml`. */
export function documentPath(dialect: DialectName, format: 'json' | 'yaml'): string {
  return resolve(`payment-intent-contract/${dialect}.${format}`);
}

/** A fresh copy of a dialect's bundled document; the caller may change it. */
export function loadDocument(dialect: DialectName): OpenApiDocument {
  return JSON.parse(readFileSync(documentPath(dialect, 'json'), 'utf8')) as OpenApiDocument;
}
