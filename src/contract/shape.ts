/** The shapes of parameters, for those who read them from a form, in which everything is text. */

import type { Resolver } from './resolver.js';

/** What a value can be. */
export interface Shape {
  readonly types: readonly string[];
  /** The texts that it can be; undefined when it can be any. */
  readonly values?: readonly string[];
  /** By name; undefined when it is no object of known members. */
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
}

interface SchemaNode {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: object;
  readonly items?: object;
  readonly anyOf?: readonly object[];
}

/** The shape that the schema at a JSON pointer of a document describes. */
export function shapeAt(resolve: Resolver, at: string): Shape {
  const { node, pointer } = resolve<SchemaNode>(at);
  if (node.anyOf && node.type === undefined) {
    return node.anyOf.map((_, index) => shapeAt(resolve, `${pointer}/anyOf/${index}`)).reduce(eitherOf);
  }
  const values = node.const === undefined ? node.enum : [node.const];
  const texts = values?.filter((value) => typeof value === 'string');
  return {
    types: node.type === undefined ? ['string'] : [node.type].flat(),
    ...(texts && { values: texts }),
    ...(node.properties && { properties: shapesAt(resolve, `${pointer}/properties`, Object.keys(node.properties)) }),
    ...(node.items && { items: shapeAt(resolve, `${pointer}/items`) }),
  };
}

function shapesAt(resolve: Resolver, pointer: string, names: readonly string[]): Record<string, Shape> {
  return Object.fromEntries(names.map((name) => [name, shapeAt(resolve, `${pointer}/${name}`)]));
}

function eitherOf({ values: these = [], ...one }: Shape, { values: those = [], ...other }: Shape): Shape {
  const values = [...these, ...those].filter((value) => value !== '');
  return { ...one, ...other, types: [...one.types, ...other.types], ...(values.length > 0 && { values }) };
}
