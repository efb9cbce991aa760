/** The formats that the documents use beside those of JSON Schema, as Ajv takes them. */
export const formats = {
  /** Unix seconds. */
  'unix-time': { type: 'number', validate: (seconds: number) => Number.isInteger(seconds) && seconds >= 0 },
  /** Lower-case ISO 4217. */
  currency: { type: 'string', validate: (code: string) => /^[a-z]{3}$/.test(code) },
} as const;
