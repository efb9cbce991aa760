// Starts references and closes them, as many as its argument says, and sends what is in use after every fifth of them.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { getHeapCodeStatistics } from 'node:v8';
import { builtReference, cancelHold, type InUse } from './references.js';

const rounds = Number(process.argv[2]);
const { startReference } = await builtReference();
const measured: InUse[] = [];
for (let round = 1; round <= rounds; round++) {
  const reference = await startReference('stripe');
  await cancelHold(reference);
  await reference.close();
  if (round % (rounds / 5) === 0) measured.push(await measure(round));
}
process.send?.(measured);

async function measure(round: number): Promise<InUse> {
  await nextTurn();
  gc?.();
  gc?.();
  const { heapUsed, external } = process.memoryUsage();
  const { code_and_metadata_size, bytecode_and_metadata_size } = getHeapCodeStatistics();
  return {
    round,
    heap: heapUsed + external - code_and_metadata_size - bytecode_and_metadata_size,
    resources: process.getActiveResourcesInfo(),
  };
}
