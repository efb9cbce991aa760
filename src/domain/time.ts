/** The machine's time, which nothing else reads, and spans of time. */

/** Unix milliseconds. */
export function machineTime(): number {
  return Date.now();
}

/** Milliseconds, or so many days, hours, minutes or seconds. */
export type Span = number | `${number}${'d' | 'h' | 'm' | 's'}`;

/** A time that can't be had. The message says how to mend what was asked for. */
export class InvalidTime extends TypeError {}

const units: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000 };

/**
 * A span in milliseconds, however long.
 *
 * @throws InvalidTime when it is none, or goes back.
 */
export function millisecondsIn(span: Span): number {
  const milliseconds = typeof span === 'number' ? span : inUnits(span);
  if (!Number.isInteger(milliseconds)) {
    throw new InvalidTime(
      `${JSON.stringify(span)} is not a span of time; give whole milliseconds, or a text such as '7d', '24h', '5m' or '30s'.`,
    );
  }
  if (milliseconds < 0 || String(span).startsWith('-')) {
    throw new InvalidTime(`Time does not go back by ${JSON.stringify(span)}; give a span of 0 or more.`);
  }
  return milliseconds;
}

/** NaN when it is no text of that form. */
function inUnits(span: unknown): number {
  const [, amount, unit] = (typeof span === 'string' && /^(-?\d{1,20}(?:\.\d{1,20})?)([dhms])$/.exec(span)) || [];
  return Math.round(Number(amount) * (units[unit ?? ''] ?? Number.NaN));
}
