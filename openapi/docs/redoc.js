import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { transform } from 'esbuild';
import { env, redocly } from '../documents.js';

// Redoc loads its own logo from its vendor's host, inlined bundle or not. Its name, drawn here, takes that place.
const remoteLogo = /https:\/\/cdn\.redoc\.ly\/redoc\/[\w-]+\.svg/g;
const logo =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='36' height='12'%3E" +
  "%3Ctext y='10' font-family='sans-serif' font-size='11' fill='%235b8def'%3ERedoc%3C/text%3E%3C/svg%3E";

// Whether a group of the menu is open. Redoc has no option for it, and opens one at a time.
const isOpen = /return (\w+)\.active\|\|\1\.hasActiveSubItem\|\|\1\.expanded===`true`/g;

/**
 * Redoc as one script that any page can load, from a file as well: a module can't be loaded from there. `build-docs` inlines it into
 * each page; this takes it out again. Fails when a newer Redocly writes it in another way.
 */
export async function redocScript(document, folder) {
  const page = join(folder, 'redoc.html');
  await promisify(execFile)(process.execPath, [redocly, 'build-docs', document, '--inlineBundle', '-o', page], { env });
  const [, module] =
    /<script type="module">([\s\S]*?)\n\s*const __redoc_definition = /.exec(await readFile(page, 'utf8')) ?? [];
  if (module === undefined) throw new Error('build-docs no longer inlines Redoc as a module');
  const patched = replaceAll(replaceAll(module, remoteLogo, logo), isOpen, 'return true||$1.expanded===`true`');
  const { code } = await transform(patched, {
    format: 'iife',
    globalName: 'Redoc',
    target: 'es2022',
    minify: true,
    legalComments: 'inline',
    define: { 'import.meta.url': 'location.href', 'import.meta.dirname': '""' },
  });
  return code;
}

function replaceAll(text, pattern, replacement) {
  if (!text.match(pattern)) throw new Error(`Redoc no longer has ${pattern}`);
  return text.replaceAll(pattern, replacement);
}
