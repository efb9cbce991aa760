/** The machine's time, which nothing else reads, and spans of time. */

/** Unix milliseconds. */
export function machineTime(): number {
  return Date.now();
}

/** Milliseconds, or so many days, hours, minutes or seconds. */
export type Span = number | `${number}${'d' | 'h' | 'm' | 's'}`;

const units: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000 };

/**
 * A span in milliseconds.
 *
 * @throws TypeError when it is none, or goes back.
 */
export function millisecondsIn(span: Span): number {
  const [, amount, unit] = /^(-?\d+(?:\.\d+)?)([dhms])$/.exec(String(span)) ?? [];
  const milliseconds = typeof span === 'number' ? span : Math.round(Number(amount) * (units[unit ?? ''] ?? Number.NaN));
  if (!Number.isSafeInteger(milliseconds)) {
    const given = typeof span === 'string' ? JSON.stringify(span) : String(span);
    throw new TypeError(`${given} is no span of time; give whole milliseconds, or such as '7d', '24h', '5m' or '30s'.`);
  }
  if (milliseconds < 0) throw new TypeError(`Time does not go back by ${JSON.stringify(span)}; give a span from 0 on.`);
  return milliseconds;
}
