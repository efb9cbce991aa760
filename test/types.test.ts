import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');

it('the types fit, those of the *.test-d.ts files too', { timeout: 240_000 }, async () => {
  const checked = promisify(execFile)(process.execPath, [compiler], { cwd: root });
  const { code = 0, stdout } = await checked.catch((error) => error);

  expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
});
