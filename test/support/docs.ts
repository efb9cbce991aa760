import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Renders the docs that tests open, unless they are newer than all they are rendered from. */
export default function renderDocs(): void {
  const sources = readdirSync(`${root}openapi`, { recursive: true, encoding: 'utf8' });
  const changed = Math.max(...sources.map((name) => statSync(`${root}openapi/${name}`).mtimeMs));
  // The index is written last.
  const rendered = statSync(`${root}generated/docs/index.html`, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (rendered > changed) return;
  const { status } = spawnSync('npm run --silent docs', { cwd: root, shell: true, stdio: 'inherit' });
  if (status !== 0) throw new Error('npm run docs failed');
}
