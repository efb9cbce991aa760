// Measures references next to one that exists already, and sends what it has found.
import { builtReference, cancelHold } from '../support/references.js';
import { median } from './figures.js';

export interface FurtherReference {
  /** Milliseconds of processor time to start one. */
  readonly start: number;
  /** Milliseconds of processor time for the first cancel of one. */
  readonly cancel: number;
  /** Megabytes of V8's heap and of buffers that one has in use when it has canceled, over all of them. */
  readonly heap: number;
  /** Megabytes of physical memory for one of them, the engine's own included. */
  readonly resident: number;
}

const references = 100;
const megabyte = 1024 * 1024;

const { startReference } = await builtReference();
await using first = await startReference('stripe');
await cancelHold(first);

const before = memory();
const [starts, cancels]: [number[], number[]] = [[], []];
const held = [];
for (let number = 0; number < references; number++) {
  const reference = await processorTime(() => startReference('stripe'), starts);
  await processorTime(() => cancelHold(reference), cancels);
  held.push(reference);
}
const after = memory();
await Promise.all(held.map((reference) => reference.close()));
process.send?.({
  start: median(starts),
  cancel: median(cancels),
  heap: (after.heap - before.heap) / references,
  resident: (after.resident - before.resident) / references,
} satisfies FurtherReference);

async function processorTime<Result>(work: () => Promise<Result>, times: number[]): Promise<Result> {
  const start = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(start);
  times.push((user + system) / 1000);
  return result;
}

function memory(): { heap: number; resident: number } {
  gc?.();
  gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heap: (heapUsed + external) / megabyte, resident: rss / megabyte };
}
