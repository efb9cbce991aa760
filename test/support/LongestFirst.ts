import { fileURLToPath } from 'node:url';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take longest: begun last, one of them would keep a worker busy while the others have nothing left. */
const longest = [
  'types',
  'drill/third-dialect',
  'cli/database',
  'cli/kill-under-load',
  'cli/verify',
  'cli/shared-clock',
  'conformance/kit',
  'conformance/run/evidence',
  'conformance/strangers/strangers',
  'client/faults',
].map((name) => fileURLToPath(new URL(`../${name}.test.ts`, import.meta.url)));

/** The order in which files start: the longest first, then as Vitest has them. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = longest.indexOf(moduleId);
      return place < 0 ? longest.length : place;
    };
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}
