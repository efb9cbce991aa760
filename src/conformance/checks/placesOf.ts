/** Where a dialect's document says what a check requires. */

import type { DialectName } from '../../contract/dialect.js';
import { loadDocument } from '../../contract/document.js';
import type { Check } from './Check.js';

/** A part of a document that has a description. */
export interface DocumentPart {
  /** JSON pointer. */
  readonly place: string;
  readonly description: string;
  /** Its examples, as the vendors' pages print them. */
  readonly examples: string;
}

type Json = Readonly<Record<string, unknown>>;

/** JSON pointers to where the document says what the check quotes, or what it requires without quoting. */
export function placesOf(check: Check, parts: readonly DocumentPart[]): string[] {
  const { document, source } = check;
  if (document !== undefined) return [document];
  const { quote } = source;
  if (quote === undefined) return [];
  const described = parts.filter(({ description }) => says(description, quote));
  const found = described.length > 0 ? described : parts.filter(({ examples }) => says(examples, quote));
  return found.map(({ place }) => place);
}

export function partsOf(dialect: DialectName): DocumentPart[] {
  const document = loadDocument(dialect) as unknown as Json;
  const parts: DocumentPart[] = [];
  const visit = (node: unknown, place: string): void => {
    if (typeof node !== 'object' || node === null) return;
    const { description } = node as Json;
    if (typeof description === 'string') {
      parts.push({ place, description, examples: examplesOf(node as Json, document).join('\n') });
    }
    for (const [name, child] of Object.entries(node)) visit(child, `${place}/${name.replaceAll('/', '~1')}`);
  };
  visit(document, '#');
  return parts;
}

/** Whether a text contains a quotation, apart from line breaks and the addresses of links. */
export function says(text: string, quote: string): boolean {
  return plain(text).includes(plain(quote));
}

/** A vendor's sentence without what Markdown adds to it. */
export function plain(markdown: string): string {
  return markdown
    .replace(/^> ?/gm, '')
    .replace(/\s+/g, ' ')
    .replace(/\]\([^)]*\)/g, ']')
    .trim();
}

function examplesOf({ examples = {}, content = {} }: Json, document: Json): string[] {
  return [
    ...Object.values(examples as Json).map((example) => textOf(follow(example, document))),
    ...Object.values(content as Json).flatMap((media) => examplesOf(media as Json, document)),
  ];
}

function follow(node: unknown, document: Json): unknown {
  const { $ref } = (node ?? {}) as { $ref?: string };
  const steps = $ref?.slice('#/'.length).split('/');
  return steps ? steps.reduce<unknown>((found, name) => (found as Json)[name], document) : node;
}

/** Quotation marks in strings are not escaped. */
function textOf(example: unknown): string {
  const { value = example } = (example ?? {}) as { value?: unknown };
  return JSON.stringify(value, null, 2).replaceAll('\\"', '"');
}
