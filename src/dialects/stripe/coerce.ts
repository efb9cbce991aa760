import type { Shape } from '../../contract/shape.js';

/**
 * A value that was read from a form, with numbers and truth values where its shape has them. What is none stays the text
 * that it is, for the document to refuse.
 */
export function coerce(value: unknown, shape: Shape | undefined): unknown {
  if (!shape) return value;
  if (typeof value === 'string') return coerceText(value, shape);
  if (Array.isArray(value)) return value.map((item) => coerce(item, shape.items));
  if (typeof value !== 'object' || value === null || !shape.properties) return value;
  const members = value as Record<string, unknown>;
  for (const name of Object.keys(members)) {
    const own = Object.hasOwn(shape.properties, name) ? shape.properties[name] : undefined;
    const coerced = coerce(members[name], own);
    // Those that the form's reader adds can't be written to.
    if (coerced !== members[name]) members[name] = coerced;
  }
  return members;
}

function coerceText(text: string, { types }: Shape): unknown {
  if (types.includes('integer') && /^-?(0|[1-9]\d*)$/.test(text) && Number.isSafeInteger(Number(text))) {
    return Number(text);
  }
  if (types.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}
