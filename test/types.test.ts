import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { typeCheck } from './support/typeCheck.js';

const root = fileURLToPath(new URL('..', import.meta.url));

// The build asks the other compiler about the sources, the soak about everything.
it('the types fit, those of the *.test-d.ts files too', { timeout: 240_000 }, async () => {
  expect(await typeCheck('typescript7', root)).toEqual({ code: 0, stdout: '' });
});
