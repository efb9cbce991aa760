import { partsOf, placesOf } from '../../dist/src/conformance/checks/placesOf.js';
import { suites } from '../../dist/src/conformance/checks/suites.js';

/** The document with the ids of its checks, each after the description that says what the check requires. */
export function withChecks(name, document) {
  if (!(name in suites)) return document;
  const copy = structuredClone(document);
  const parts = partsOf(name);
  const idsByPlace = new Map();
  for (const check of suites[name].checks) {
    for (const place of placesOf(check, parts)) idsByPlace.set(place, [...(idsByPlace.get(place) ?? []), check.id]);
  }
  for (const [place, ids] of idsByPlace) {
    const steps = place.slice('#/'.length).split('/');
    const part = steps.reduce((node, step) => node[step.replaceAll('~1', '/')], copy);
    part.description = `${part.description.trimEnd()}\n\n${checkedBy(ids.map((id) => `\`${id}\``))}`;
  }
  return copy;
}

/** Many ids are folded away: who reads what a cancel does is not looking for them. */
function checkedBy(ids) {
  if (ids.length <= 3) return `Checked by ${ids.join(', ')}.`;
  return `<details>\n<summary>Checked by ${ids.length} checks</summary>\n\n${ids.join(', ')}\n\n</details>`;
}
