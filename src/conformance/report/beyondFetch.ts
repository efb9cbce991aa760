/** Tells which checks send what no `fetch` can. */

import type { Report } from '../run/Result.js';

/** One sentence that lists them, and says whether they were judged; undefined when there are none. */
export function tellBeyondFetch({ beyondFetch, url }: Report): string | undefined {
  if (beyondFetch.length === 0) return undefined;
  const ids = beyondFetch.join(', ');
  if (url !== undefined) return `Judged over ${url} because no fetch can send it: ${ids}.`;
  return `Not judged because no fetch can send it: ${ids}. Give the target a url as well.`;
}
