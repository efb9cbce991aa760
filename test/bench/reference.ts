import { fileURLToPath } from 'node:url';
import { sentBy, startAndClose } from '../support/references.js';
import { print } from './figures.js';
import type { FurtherReference } from './furtherReference.js';

/** A reference in a process that has one already, a hundred of them at once, and a thousand one after the other. */
export async function reference(): Promise<void> {
  const further = await sentBy<FurtherReference>(fileURLToPath(new URL('furtherReference.ts', import.meta.url)));
  print({ what: 'processor time of a further reference', value: further.start, unit: 'ms', goal: 'at most 10' });
  print({ what: 'processor time of its first cancel', value: further.cancel, unit: 'ms' });
  print({
    what: 'heap of a further reference, of a hundred at once',
    value: further.heap,
    unit: 'MB',
    goal: 'at most 1',
  });
  print({ what: 'physical memory of it, that of the database included', value: further.resident, unit: 'MB' });

  const [before, ...later] = await startAndClose(1_000);
  const growth = ((later.at(-1)?.heap ?? Number.NaN) - (before?.heap ?? Number.NaN)) / 1024;
  print({
    what: 'heap after 1,000 references that were closed, over that after 200',
    value: growth,
    unit: 'kB',
    goal: 'under 500',
  });
}
