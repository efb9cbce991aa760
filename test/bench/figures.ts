/** The middle of what was measured; of an even number the upper of the two. */
export function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** What was measured without its lowest and its highest quarter, which are those that other work on the machine disturbed. */
export function middleHalf(values: readonly number[]): number[] {
  const quarter = Math.floor(values.length / 4);
  return values.toSorted((left, right) => left - right).slice(quarter, values.length - quarter);
}

export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit?: string;
  /** What was measured, of which the least and the most are told. */
  readonly of?: readonly number[];
  /** What it has to be, in words such as `at least 0.6`; absent when it is only told. */
  readonly goal?: string;
}

export function print({ what, value, unit = '', of, goal }: Figure): void {
  const spread = of ? `  between ${shown(Math.min(...of))} and ${shown(Math.max(...of))}` : '';
  console.log(`  ${what.padEnd(64)}${shown(value).padStart(9)} ${unit.padEnd(4)}${spread}${goal ? `  ${goal}` : ''}`);
}

const shown = (value: number) => (value >= 100 ? value.toFixed(0) : value.toFixed(2));
