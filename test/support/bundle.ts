import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

export interface Bundle {
  /** By file name, such as `stripe.js` for the entry `stripe`. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** Bytes, gzipped, of an entry and of all that it imports at once. */
  sizeOf(entry: string): number;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Bundles modules for a browser as a production build does, what is imported on demand in files of its own. */
export async function bundle(entries: Record<string, string>): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    entryPoints: entries,
    absWorkingDir: root,
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    outdir: 'bundle',
    write: false,
    metafile: true,
  });
  const files = new Map(
    outputFiles.map(({ path, contents }) => [path.slice(`${root}bundle/`.length), Buffer.from(contents)]),
  );
  const needed = (path: string): string[] => {
    const statically = metafile.outputs[path]?.imports.filter(({ kind }) => kind === 'import-statement') ?? [];
    return [path, ...statically.flatMap((imported) => needed(imported.path))];
  };
  return {
    files,
    sizeOf: (entry) =>
      needed(`bundle/${entry}.js`)
        .map((path) => gzipSync(files.get(path.slice('bundle/'.length)) ?? '', { level: 9 }).length)
        .reduce((sum, size) => sum + size),
  };
}
