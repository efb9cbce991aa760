/** The middle of what was measured; of an even number the upper of the two. */
export function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}

export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit?: string;
  /** What it has to be, in words such as `at least 0.6`; absent when it is only told. */
  readonly goal?: string;
}

export function print({ what, value, unit = '', goal }: Figure): void {
  const number = value >= 100 ? value.toFixed(0) : value.toFixed(2);
  console.log(`  ${what.padEnd(64)}${number.padStart(9)} ${unit.padEnd(4)}${goal ? `  ${goal}` : ''}`);
}
