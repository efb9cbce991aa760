/** The two vendors' ways of speaking, as the documents in `openapi/` are named. */
export const dialectNames = ['stripe', 'chargefy'] as const;

export type DialectName = (typeof dialectNames)[number];
