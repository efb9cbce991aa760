import { defineConfig } from 'vitest/config';

/** The *.test-d.ts files are the type check's: `npm run typecheck` fails where they expect an error and there is none. */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/build.ts', 'test/support/docs.ts'],
    // Vitest would leave one core for its watch mode; much of the time tests wait for servers.
    maxWorkers: '100%',
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
