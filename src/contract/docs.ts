import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** A file among the rendered docs, which `npm run docs` makes and the package ships. It may be missing in a checkout. */
export function docsPath(name: string): string {
  const root = dirname(createRequire(import.meta.url).resolve('payment-intent-contract/package.json'));
  return join(root, 'generated', 'docs', name);
}
