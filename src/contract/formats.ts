/** The formats that the documents use besides those of JSON Schema, for Ajv. */
export const formats = {
  /** Unix seconds. */
  'unix-time': { type: 'number', validate: (seconds: number) => Number.isInteger(seconds) && seconds >= 0 },
  /** Lower-case ISO 4217. */
  currency: { type: 'string', validate: (code: string) => /^[a-z]{3}$/.test(code) },
  /** Begins with an existing day, `YYYY-MM-DD`. */
  'api-version': { type: 'string', validate: (version: string) => isDay(version.slice(0, 10)) },
} as const;

/** Compares the parsed day, because `Date` reads February 30 as a day in March. */
function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
