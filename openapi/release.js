// Keeps the documents as those of the last release, with which openapi/diff.js compares.
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { documentsIn, folder, released } from './documents.js';

rmSync(released, { recursive: true, force: true });
mkdirSync(released);
for (const name of documentsIn(folder)) copyFileSync(join(folder, `${name}.yaml`), join(released, `${name}.yaml`));
