// Builds what `npm start` runs and shows, unless it is there.
import { execSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const cwd = fileURLToPath(new URL('..', import.meta.url));
const made = { build: 'dist/esm/cli.js', docs: 'generated/docs/index.html' };
for (const [script, file] of Object.entries(made)) {
  if (existsSync(`${cwd}${file}`)) continue;
  console.error(`Making the ${script}, which takes some seconds and is done once.`);
  execSync(`npm run --silent ${script}`, { cwd, stdio: 'inherit' });
}
