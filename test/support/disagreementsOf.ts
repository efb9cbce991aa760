import { type DialectName, dialectNames } from '../../src/contract/dialect.js';
import { documented } from './documented.js';

const documents = new Map(dialectNames.map((name) => [name, documented(name)]));

/** Why a value is not what a schema of a dialect's document describes; empty when it is. */
export function disagreementsOf(dialect: DialectName, schema: string, value: unknown): string[] {
  const document = documents.get(dialect);
  if (!document) throw new Error(`no document of ${dialect}`);
  // As it goes over the wire: the SDK has put more on it than it shows.
  return document.disagreements(`/components/schemas/${schema}`, JSON.parse(JSON.stringify(value)));
}
