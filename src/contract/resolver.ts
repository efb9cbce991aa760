/** Resolves JSON pointers into a document. */

import type { OpenApiDocument } from './document.js';

/** A node of a document, and the JSON pointer of its own place, after references were followed. */
export interface Resolved<Node> {
  readonly node: Node;
  readonly pointer: string;
}

/** @throws Error when there is nothing at the pointer. */
export type Resolver = <Node>(pointer: string) => Resolved<Node>;

/** Creates a resolver of JSON pointers. It follows references on the way and at the end. */
export function createResolver(document: OpenApiDocument): Resolver {
  const root: Resolved<unknown> = { node: document, pointer: '' };

  const resolve = (pointer: string): Resolved<unknown> =>
    pointer
      .split('/')
      .slice(1)
      .reduce(({ node, pointer: parent }, token) => {
        const name = token.replaceAll('~1', '/').replaceAll('~0', '~');
        const child = (node as Readonly<Record<string, unknown>>)[name];
        if (typeof child !== 'object' || child === null) throw new Error(`the document has nothing at ${pointer}`);
        const { $ref } = child as { $ref?: string };
        return $ref === undefined ? { node: child, pointer: `${parent}/${token}` } : resolve($ref.slice(1));
      }, root);

  return resolve as Resolver;
}
