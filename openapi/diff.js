// Compares each document with that of the last release. Fails when the version has not risen as the changes ask: below 1.0 an
// incompatible change asks for a minor version, from then on for a major one.  node openapi/diff.js [documents] [released]
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { documentsIn, env, folder, redocly, released } from './documents.js';

const [documents = folder, earlier = released] = process.argv.slice(2);

for (const name of documentsIn(earlier)) {
  const files = [earlier, documents].map((place) => join(place, `${name}.yaml`));
  // The version decides, and not the size of the change: without `none` an incompatible one fails whatever the version says.
  const options = ['diff', ...files, '--check-version', '--fail-on', 'none'];
  const { status } = spawnSync(process.execPath, [redocly, ...options], { env, stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
