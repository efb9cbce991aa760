import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { devDependencies } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
  devDependencies: Record<string, string>;
};

/** What `npm pack` says of the tarball that it made. */
export interface Packed {
  readonly filename: string;
  /** Bytes of the tarball. */
  readonly size: number;
  readonly files: readonly { readonly path: string; readonly size: number }[];
}

/** Packs what has been built into a folder. */
export function pack(folder: string): Packed {
  // Its scripts would build a second time, while other tests run what was built.
  const [packed] = JSON.parse(npm(root, 'pack', '--json', '--ignore-scripts', '--pack-destination', folder));
  return packed;
}

/** The versions of Node that the package is for. Each is a package that has the program, as `node20.19` in the folder of packages. */
export const nodes = ['20.19', '22', '24'] as const;

type Node = (typeof nodes)[number];

/** To be installed, for `PackedProject.on`. */
export const nodePackages = nodes.map(
  (version) => `node${version}@npm:node-${process.platform}-${process.arch}@${version}`,
);

/** A project of its own that has installed this package as its users do. */
export interface PackedProject {
  readonly folder: string;
  readonly tarball: string;
  write(name: string, text: string): void;
  /** Runs a program in the folder. Resolves to its output, and rejects with all it printed when it fails. */
  run(file: string, ...args: string[]): Promise<string>;
  /** The program of the Node on which its programs run. */
  readonly node: string;
  /** The same project, whose programs run on another Node, which has to be among its packages. */
  on(node: Node): PackedProject;
  remove(): void;
}

/**
 * Packs what has been built, and installs it with other packages: a name alone comes in the version that the tests of this
 * package have.
 *
 * @param manifest of the project.
 */
export function packedProject(manifest: object, packages: readonly string[]): PackedProject {
  const folder = mkdtempSync(join(tmpdir(), 'packed-'));
  const tarball = pack(folder).filename;
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, ...manifest }));
  const wanted = packages.map((name) => (devDependencies[name] ? `${name}@${devDependencies[name]}` : name));
  npm(folder, 'install', '--no-audit', '--no-fund', `./${tarball}`, ...wanted);

  // Not the environment of the runner around it: vitest and node:test tell their own processes by it.
  const { PATH, HOME } = process.env;
  const runWith =
    (path: string | undefined) =>
    async (file: string, ...args: string[]) => {
      const ran = promisify(execFile)(file, args, { cwd: folder, env: { PATH: path, HOME, NO_COLOR: '1' } });
      const { stdout } = await ran.catch(({ stdout, stderr }) => {
        throw new Error(`${file} ${args.join(' ')} failed:\n${stdout}\n${stderr}`);
      });
      return stdout;
    };
  const project: PackedProject = {
    folder,
    tarball: join(folder, tarball),
    write: (name, text) => writeFileSync(join(folder, name), text),
    node: process.execPath,
    run: runWith(PATH),
    on(version) {
      const bin = `${folder}/node_modules/node${version}/bin`;
      return { ...project, node: `${bin}/node`, run: runWith(`${bin}:${PATH}`) };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
  return project;
}

function npm(cwd: string, ...args: string[]): string {
  return execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
