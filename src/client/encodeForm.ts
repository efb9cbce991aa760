/**
 * Parameters in the form encoding, byte for byte as the official SDK writes them:
 * `cancellation_reason=duplicate&expand[0]=latest_charge`. Null is written as an empty value, undefined is left out.
 */
export function encodeForm(parameters: object = {}): string {
  return Object.entries(parameters)
    .flatMap(([name, value]) => pairs(name, value))
    .join('&');
}

function pairs(name: string, value: unknown): string[] {
  if (value === undefined) return [];
  if (value instanceof Date) return [pair(name, String(Math.floor(value.getTime() / 1000)))];
  if (value === null || typeof value !== 'object') return [pair(name, String(value ?? ''))];
  return Object.entries(value).flatMap(([key, member]) => pairs(`${name}[${key}]`, member));
}

const pair = (name: string, value: string) => `${escaped(name)}=${escaped(value)}`;

/** Brackets stay as they are, also in values; the SDK prefers to be read. */
function escaped(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!*()']/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%5B/g, '[')
    .replace(/%5D/g, ']');
}
