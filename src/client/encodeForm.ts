/**
 * Parameters in the form encoding, byte for byte as the official SDK writes them:
 * `cancellation_reason=duplicate&expand[0]=latest_charge`. Null is written as an empty value, undefined is left out.
 */
export function encodeForm(parameters: object): string {
  const pairs: string[] = [];
  for (const [name, value] of Object.entries(parameters)) write(name, value, pairs);
  return pairs.join('&');
}

function write(name: string, value: unknown, pairs: string[]): void {
  if (value === undefined) return;
  if (value === null || typeof value !== 'object') pairs.push(`${escaped(name)}=${escaped(String(value ?? ''))}`);
  else if (value instanceof Date) write(name, Math.floor(value.getTime() / 1000), pairs);
  else for (const [key, member] of Object.entries(value)) write(`${name}[${key}]`, member, pairs);
}

/** Brackets stay as they are, in values too: the SDK prefers to be read. */
function escaped(text: string): string {
  return encodeURIComponent(text)
    .replace(/%5[BD]/g, decodeURIComponent)
    .replace(/[!*()']/g, (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`);
}
