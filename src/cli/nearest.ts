/** Suggestions for what was misspelled. */

/** The word that is most like another; undefined when none is like it: a third of its letters may differ. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((candidate) => ({ candidate, distance: distance(word, candidate) }))
    .toSorted((a, b) => a.distance - b.distance);
  return best && best.distance <= word.length / 3 ? best.candidate : undefined;
}

/**
 * The pattern of ids that is most like one that matches none: those below it, one that is spelled almost like it, or one that
 * has it as its last parts.
 */
export function nearestGlob(glob: string, ids: readonly string[]): string | undefined {
  const folders = new Set(
    ids.flatMap((id) => id.split('/').flatMap((_, at, parts) => parts.slice(0, at).join('/') || [])),
  );
  const below = glob.replace(/(?:\/\**)+$/, '');
  const globOf = (folder: string) => (folder.includes('/') ? `${folder}/*` : `${folder}/**`);
  if (folders.has(below)) return globOf(below);
  const globs = [...folders].map(globOf);
  const near = nearest(glob, [...ids, ...globs]) ?? nearest(below, globs);
  if (near !== undefined) return near;
  const paths = [...folders, ...ids].flatMap((path) =>
    path.split('/').map((_, at, parts) => ({ path, end: parts.slice(at).join('/') })),
  );
  const end = nearest(
    below,
    paths.map((path) => path.end),
  );
  const found = paths.find((path) => path.end === end)?.path;
  return found !== undefined && folders.has(found) ? globOf(found) : found;
}

/** How many letters are missing, too many, wrong, or swapped with the one next to them. */
function distance(from: string, to: string): number {
  const rows = [Array.from({ length: to.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= from.length; i += 1) {
    const row = [i];
    const at = (back: number, column: number) => rows[i - back]?.[column] ?? 0;
    for (let j = 1; j <= to.length; j += 1) {
      const same = from[i - 1] === to[j - 1];
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      row[j] = Math.min(at(1, j) + 1, (row[j - 1] ?? 0) + 1, at(1, j - 1) + (same ? 0 : 1));
      if (swapped) row[j] = Math.min(row[j] ?? 0, at(2, j - 2) + 1);
    }
    rows.push(row);
  }
  return rows[from.length]?.[to.length] ?? 0;
}
