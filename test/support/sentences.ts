import type { DialectName } from '../../src/contract/dialect.js';
import { loadDocument } from '../../src/contract/document.js';

/** A node of a document that quotes its vendor or names checks. */
export interface Conformant {
  /** JSON pointer. */
  readonly place: string;
  /** The checks it names in `x-conformance`. */
  readonly ids: readonly string[];
  /** What it quotes of its vendor, sentence by sentence. */
  readonly sentences: readonly string[];
  /** Its description and its examples. */
  readonly text: string;
}

type Json = Readonly<Record<string, unknown>>;

/** Every node that quotes its vendor or names checks. */
export function conformantNodes(dialect: DialectName): Conformant[] {
  const document = loadDocument(dialect) as unknown as Json;
  const nodes: Conformant[] = [];

  const visit = (node: unknown, place: string): void => {
    if (typeof node !== 'object' || node === null) return;
    const { description, 'x-conformance': ids = [] } = node as { description?: unknown; 'x-conformance'?: string[] };
    const sentences = typeof description === 'string' ? quotedSentences(description) : [];
    if (ids.length > 0 || sentences.length > 0) {
      nodes.push({ place, ids, sentences, text: [description, ...examplesOf(node as Json)].join('\n') });
    }
    for (const [name, child] of Object.entries(node)) visit(child, `${place}/${name.replaceAll('/', '~1')}`);
  };

  const examplesOf = ({ examples = {}, content = {} }: Json): string[] => [
    ...Object.values(examples as Json).map((example) => textOf(follow(example))),
    ...Object.values(content as Json).flatMap((media) => examplesOf(media as Json)),
  ];
  const follow = (node: unknown): unknown => {
    const { $ref } = (node ?? {}) as { $ref?: string };
    return $ref === undefined
      ? node
      : $ref
          .slice(2)
          .split('/')
          .reduce<unknown>((found, name) => (found as Json)[name], document);
  };

  visit(document, '');
  return nodes;
}

/** An example as the vendors' pages print it, quotation marks within strings as they are meant. */
function textOf(example: unknown): string {
  return JSON.stringify((example as { value?: unknown }).value, null, 2).replaceAll('\\"', '"');
}

/** The sentences of a description's block quotes. */
export function quotedSentences(description: string): string[] {
  const blocks = description.match(/^>.*(?:\n>.*)*/gm) ?? [];
  return blocks.flatMap((block) =>
    block
      .replace(/^> ?/gm, '')
      .split(/\n\n|(?<=[.!?])\s+(?=\p{Lu}|`)/u)
      .map((sentence) => sentence.replace(/\s+/g, ' ').trim())
      .filter((sentence) => sentence !== ''),
  );
}

/** Whether a text contains a sentence, whatever its line breaks and the addresses of its links. */
export function saidBy(text: string, sentence: string): boolean {
  return plain(text).includes(plain(sentence));
}

export function excused(quote: string, sentence: string): boolean {
  return plain(quote) === plain(sentence);
}

function plain(markdown: string): string {
  return markdown
    .replace(/^> ?/gm, '')
    .replace(/\s+/g, ' ')
    .replace(/\]\([^)]*\)/g, ']')
    .trim();
}
