import { expect, it } from 'vitest';
import { startAndClose } from '../support/references.js';

const kilobyte = 1024;

it('a thousand references, each with a cancel, leave nothing when they are closed', { timeout: 300_000 }, async () => {
  const [before, ...later] = await startAndClose(1_000);

  const after = later.at(-1);
  expect(after?.round).toBe(1_000);
  // An open reference has about 70 kB of the heap. V8's own notes grow by up to 270 kB meanwhile.
  expect(((after?.heap ?? Number.NaN) - (before?.heap ?? Number.NaN)) / kilobyte).toBeLessThan(500);
  for (const { resources } of later) expect(resources).toEqual(before?.resources);
});
