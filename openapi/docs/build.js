// Fills generated/docs: a Redoc page per document, then the index. Silent unless it fails.
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { partsOf, placesOf } from '../../dist/src/conformance/checks/placesOf.js';
import { suites } from '../../dist/src/conformance/checks/suites.js';
import { documentsIn, env, redocly } from '../documents.js';

const fromHere = (path) => fileURLToPath(new URL(path, import.meta.url));

const docs = fromHere('../../generated/docs');

// Redoc loads its own logo from its vendor's host, inlined bundle or not. Its name, drawn here, takes that place.
const remoteLogo = /https:\/\/cdn\.redoc\.ly\/redoc\/[\w-]+\.svg/g;
const logo =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='36' height='12'%3E" +
  "%3Ctext y='10' font-family='sans-serif' font-size='11' fill='%235b8def'%3ERedoc%3C/text%3E%3C/svg%3E";

// The prerendered links are paths, the page itself navigates by fragment: a link opened in a new tab would lead nowhere.
const prerenderedLink = /href="\/(?=[a-z"])/g;

/** The document with the ids of its checks, each after the description that says what the check requires. */
async function withChecks(name) {
  const document = JSON.parse(await readFile(fromHere(`../../generated/${name}.json`), 'utf8'));
  const parts = name in suites ? partsOf(name) : [];
  const idsByPlace = new Map();
  for (const check of suites[name]?.checks ?? []) {
    for (const place of placesOf(check, parts)) idsByPlace.set(place, [...(idsByPlace.get(place) ?? []), check.id]);
  }
  for (const [place, ids] of idsByPlace) {
    const steps = place.slice('#/'.length).split('/');
    const part = steps.reduce((node, step) => node[step.replaceAll('~1', '/')], document);
    part.description = `${part.description.trimEnd()}\n\nChecked by ${ids.map((id) => `\`${id}\``).join(', ')}.`;
  }
  return JSON.stringify(document);
}

async function render(name, folder) {
  const page = `${docs}/${name}.html`;
  const file = join(folder, `${name}.json`);
  await writeFile(file, await withChecks(name));
  const options = ['--config', fromHere('../redocly.yaml'), '--template', fromHere('page.hbs'), '--inlineBundle'];
  await promisify(execFile)(process.execPath, [redocly, 'build-docs', file, ...options, '-o', page], { env });
  const html = await readFile(page, 'utf8');
  await writeFile(page, html.replace(remoteLogo, logo).replace(prerenderedLink, 'href="#/'));
}

await mkdir(docs, { recursive: true });
const folder = await mkdtemp(join(tmpdir(), 'docs-'));
try {
  await Promise.all(documentsIn(fromHere('..')).map((name) => render(name, folder)));
} finally {
  await rm(folder, { recursive: true });
}
await copyFile(fromHere('index.html'), `${docs}/index.html`);
