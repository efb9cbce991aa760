import type { DialectName } from '../../src/contract/dialect.js';
import { loadDocument } from '../../src/contract/document.js';

/** An example of the dialect's document, by name. */
export function exampleOf(dialect: DialectName, name: string): object {
  const example = loadDocument(dialect).components.examples?.[name] as { value: object } | undefined;
  if (!example) throw new Error(`the ${dialect} document has no example ${name}`);
  return example.value;
}
