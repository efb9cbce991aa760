import { listItem } from './listItem.js';

/**
 * The properties of a schema as items of a Markdown list: where each stands, whether it is required, its whole description, the values
 * that it takes when they are few, and the properties of an object in it.
 */
export function fieldItems(schema, place, follow) {
  return Object.entries(schema?.properties ?? {}).map(([name, property]) =>
    fieldItem({ name, place, required: schema.required?.includes(name), schema: property }, follow),
  );
}

/** A parameter or a property as such an item. */
export function fieldItem({ name, place, required, description, schema }, follow) {
  const parts = alternatives(schema, follow);
  const text = textsOf(description ?? schema.description, parts).join('\n\n');
  const about = [place, required && 'required'].filter(Boolean).join(', ');
  const values = namedValues(parts).map((value) => `\`${value === '' ? '""' : value}\``);
  const isSilent = values.some((value) => value !== '`""`' && !text.includes(value));
  return listItem(
    `\`${name}\`${about && ` (${about})`}:`,
    isSilent ? `${text}\n\nValues: ${values.join(', ')}.` : text,
    innerItems(parts, follow),
  );
}

const objectsIn = (parts) => parts.filter(({ properties }) => properties);

/** The own description of a field, then those of its schema that no inner item begins with. */
function textsOf(own, parts) {
  const listed = objectsIn(parts).length > 1 ? objectsIn(parts) : [];
  const others = parts.filter((part) => !listed.includes(part)).map(({ description }) => description);
  return [...new Set([own, ...others].filter(Boolean).map((text) => text.trim()))];
}

/** The properties of an object. Of several objects, each is an item that has its own. */
function innerItems(parts, follow) {
  const objects = objectsIn(parts);
  const lists = objects.map((object) => fieldItems(object, '', follow));
  if (objects.length < 2) return lists.flat();
  return objects.map(({ description = 'An object.' }, index) => listItem('', description, lists[index]));
}

/** A schema, what its array holds, and the schemas of which one applies, without references. */
function alternatives(schema, follow) {
  const followed = follow(schema);
  const others = [followed.items, ...(followed.anyOf ?? []), ...(followed.oneOf ?? [])].filter(Boolean);
  return [followed, ...others.flatMap((other) => alternatives(other, follow))];
}

const valuesOf = ({ const: only, enum: several = [] }) => (only === undefined ? several : [only]);

/** The values that are named; a boolean's only if there are others. */
function namedValues(parts) {
  const named = parts.flatMap(valuesOf);
  const isBoolean = named.length > 0 && parts.some(({ type }) => type === 'boolean');
  return [...new Set([...(isBoolean ? [true, false] : []), ...named])];
}
