/** The formats that the documents use beside those of JSON Schema, as Ajv takes them. */
export const formats = {
  /** Unix seconds. */
  'unix-time': { type: 'number', validate: (seconds: number) => Number.isInteger(seconds) && seconds >= 0 },
  /** Lower-case ISO 4217. */
  currency: { type: 'string', validate: (code: string) => /^[a-z]{3}$/.test(code) },
  /** Begins with a day that the calendar has, `YYYY-MM-DD`. */
  'api-version': { type: 'string', validate: (version: string) => isDay(version.slice(0, 10)) },
} as const;

/** `Date` takes February 30 for a day in March. */
function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
