import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { typeCheck } from '../support/typeCheck.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

it('the types fit for the compiler of the build as well', { timeout: 240_000 }, async () => {
  expect(await typeCheck('typescript', root)).toEqual({ code: 0, stdout: '' });
});
