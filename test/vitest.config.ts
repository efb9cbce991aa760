import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './support/LongestFirst.js';

/** What does not fit into four minutes runs in a script of its own: see CONTRIBUTING, "What runs when". */
const apart = ['soak', 'package', 'docs'];

/** The *.test-d.ts files are the type check's: `test/types.test.ts` fails where they expect an error and there is none. */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    globalSetup: ['test/support/build.ts', 'test/support/docs.ts'],
    // Much of the time tests wait for servers and for deadlines: one worker more than there are cores uses it.
    maxWorkers: availableParallelism() + 1,
    isolate: false,
    sequence: { sequencer: LongestFirst },
    testTimeout: 30_000,
    hookTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'contract',
          include: ['test/**/*.test.ts'],
          exclude: apart.map((folder) => `test/${folder}/**`),
        },
      },
      ...apart.map((name) => ({ extends: true as const, test: { name, include: [`test/${name}/**/*.test.ts`] } })),
      {
        extends: true,
        test: { name: 'mutants', include: ['test/conformance/mutants/*.test.ts'], env: { WHOLE_KIT: 'yes' } },
      },
    ],
  },
});
