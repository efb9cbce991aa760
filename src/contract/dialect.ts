/** The dialects, by the names of their documents in `openapi/`. */
export const dialectNames = ['stripe', 'chargefy'] as const;

export type DialectName = (typeof dialectNames)[number];
