/** The shapes of parameters, for reading them from a form, where every value is text. */

import type { Resolver } from './resolver.js';

/** The values that a parameter can have. */
export interface Shape {
  readonly types: readonly string[];
  /** The allowed texts; undefined if any is allowed. */
  readonly values?: readonly string[];
  /** The members by name; undefined if it is not an object of known members. */
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
