import { expect, it } from 'vitest';
import { dialectNames } from '../../src/contract/dialect.js';
import { loadDocument } from '../../src/contract/document.js';

const names = [...dialectNames, 'control'] as const;

type Json = Readonly<Record<string, unknown>>;

/** The keys of an object in a document. Those of one kind stand in one order. */
interface Keys {
  readonly kind: string;
  readonly place: string;
  readonly keys: readonly string[];
}

const schemas = ['schema', 'schemas', 'properties', 'items', 'additionalProperties', 'allOf', 'anyOf', 'oneOf'];
const methods = ['get', 'post', 'delete'];

/** Under these, keys are names. The order of examples and of statuses is that of what they show, so it is not compared. */
const maps = ['parameters', 'headers', 'requestBodies', 'responses', 'schemas', 'securitySchemes', 'properties'];
const unordered = ['examples', 'content', 'encoding', 'dependentRequired', 'paths', 'webhooks'];

/** Every object below a node, in the words of OpenAPI. A map of names is a kind of its own. */
function keysIn(node: unknown, place: string, kind: string): Keys[] {
  if (Array.isArray(node)) return node.flatMap((item, index) => keysIn(item, `${place}/${index}`, kind));
  if (typeof node !== 'object' || node === null) return [];
  const own = { kind, place, keys: Object.keys(node) };
  return [own, ...Object.entries(node).flatMap(([key, child]) => keysBelow(key, child, `${place}/${key}`))];
}

function keysBelow(key: string, child: unknown, place: string): Keys[] {
  if (key === 'value') return [];
  const kind = schemas.includes(key) ? 'schema' : methods.includes(key) ? 'operation' : key;
  if (Array.isArray(child) || ![...maps, ...unordered].includes(key)) return keysIn(child, place, kind);
  const names = Object.entries(child as Json).flatMap(([name, item]) => keysIn(item, `${place}/${name}`, kind));
  return maps.includes(key) ? [{ kind: place, place, keys: Object.keys(child as Json) }, ...names] : names;
}

/** Each pair of keys that one object has in one order and another object of its kind in the other. */
function contradictions(objects: readonly (Keys & { readonly name: string })[]): string[] {
  const first = new Map<string, string>();
  return objects.flatMap(({ name, kind, place, keys }) =>
    keys.flatMap((before, index) =>
      keys.slice(index + 1).flatMap((after) => {
        const here = `${name} ${place}`;
        const pair = `${kind}: ${before}, ${after}`;
        if (!first.has(pair)) first.set(pair, here);
        const other = first.get(`${kind}: ${after}, ${before}`);
        return other === undefined ? [] : [`${pair} in ${here}, the other way round in ${other}`];
      }),
    ),
  );
}

it('the documents have their keys in one order', () => {
  const objects = names.flatMap((name) =>
    keysIn(loadDocument(name), '', 'document').map((keys) => ({ name, ...keys })),
  );

  expect(contradictions(objects)).toEqual([]);
});

it.each(names)('the document of %s has schemas before examples', (name) => {
  const order = ['parameters', 'headers', 'requestBodies', 'responses', 'schemas', 'examples', 'securitySchemes'];
  const { components } = loadDocument(name);

  expect(Object.keys(components)).toEqual(order.filter((part) => part in components));
});
