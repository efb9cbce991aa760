import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Packed, pack } from '../support/packed.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';

let packed: Packed;
let unpacked: string;

beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'contents-'));
  packed = pack(folder);
  execFileSync('tar', ['xzf', packed.filename], { cwd: folder });
  unpacked = join(folder, 'package');
  return () => rmSync(folder, { recursive: true });
}, 60_000);

const paths = () => packed.files.map(({ path }) => path);
const read = (path: string) => readFileSync(join(unpacked, path), 'utf8');

describe('the tarball', () => {
  it('has at most 1.3 MB, and 600 kB besides the script that renders the documents', () => {
    const scripts = paths().filter((path) => /^generated\/docs\/.*redoc.*\.js$/.test(path));
    const script = gzipSync(read(scripts[0] ?? '')).length;

    expect(scripts).toHaveLength(1);
    expect(packed.size).toBeLessThanOrEqual(1_300_000);
    expect(packed.size - script).toBeLessThanOrEqual(600_000);
  });

  it('has fewer than 700 files', () => {
    expect(paths().length).toBeGreaterThan(50);
    expect(paths().length).toBeLessThan(700);
  });

  it('has no source map, and no file that asks for one', () => {
    expect(paths().filter((path) => path.endsWith('.map'))).toEqual([]);
    const programs = paths().filter((path) => /\.[cm]?js$|\.d\.[cm]?ts$/.test(path) && path.startsWith('dist/'));
    expect(programs.filter((path) => read(path).includes('//# sourceMappingURL'))).toEqual([]);
    expect(programs.length).toBeGreaterThan(20);
  });

  it('runs nothing when it is installed', () => {
    const { scripts } = JSON.parse(read('package.json'));

    // npm warns of a tarball's `prepare`, too.
    expect(Object.keys(scripts).filter((name) => /^(?:pre|post)?(?:install|prepare)$/.test(name))).toEqual([]);
    expect(paths()).not.toContain('binding.gyp');
  });
});

/** Links of Markdown to files, without the part of the file. */
function linksIn(path: string): string[] {
  const targets = [...read(path).matchAll(/\]\((?!https?:|#)([^)\s#]+)[^)]*\)/g)].map(([, target = '']) => target);
  return targets.map((target) => join(path, '..', target));
}

it('every link of its pages leads to a file that is in it', () => {
  const pages = paths().filter((path) => path.endsWith('.md') && !path.startsWith('generated/'));
  const links = pages.flatMap(linksIn);

  expect(links.length).toBeGreaterThan(3);
  expect(links.filter((link) => !existsSync(join(unpacked, link)))).toEqual([]);
});

it('every entry names its types before its program', () => {
  const { exports } = JSON.parse(read('package.json')) as { exports: Record<string, Record<string, object>> };
  const formats = Object.values(exports).flatMap((to) => (typeof to === 'string' ? [] : Object.values(to)));

  expect(formats).toHaveLength(12);
  for (const format of formats) expect(Object.keys(format)).toEqual(['types', 'default']);
});

it('a client needs no other package than openapi-fetch: neither Express nor a database', () => {
  const folder = temporaryDirectory();
  const installed = (name: string) => join(folder, 'node_modules', name);
  execFileSync('mkdir', ['-p', installed('')]);
  execFileSync('cp', ['-r', unpacked, installed('payment-intent-contract')]);
  for (const name of ['openapi-fetch', 'openapi-typescript-helpers']) {
    execFileSync('cp', ['-r', join('node_modules', name), installed(name)]);
  }
  const clients = ['stripe', 'stripe/events', 'chargefy', 'chargefy/events'].map(
    (name) => `payment-intent-contract/${name}`,
  );
  const names = (load: string) => `console.log(Object.keys(${load}).length > 0)`;
  const run = (type: string, script: string) =>
    execFileSync(process.execPath, [`--input-type=${type}`, '-e', script], {
      cwd: folder,
      encoding: 'utf8',
      stdio: 'pipe',
    });

  expect(readdirSync(installed(''))).toHaveLength(3);
  for (const client of clients) {
    expect(run('module', names(`await import('${client}')`))).toBe('true\n');
    expect(run('commonjs', names(`require('${client}')`))).toBe('true\n');
  }
  expect(() => run('module', names("await import('payment-intent-contract/reference')"))).toThrow('Cannot find module');
});
