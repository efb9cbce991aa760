import { fileURLToPath } from 'node:url';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take longest: begun last, one of them would keep a worker busy while the others have nothing left. */
const longest = [
  'cli/verify',
  'cli/shared-clock',
  'cli/kill-under-load',
  'drill/third-dialect',
  'server/race',
  'cli/database',
  'conformance/strangers/strangers',
  'histories/histories',
  'conformance/mutants/stripe-requests',
  'client/faults',
  'cli/control',
  'cli/log-loss',
  'cli/postgres',
  'types',
  'conformance/kit',
  'conformance/mutants/chargefy-requests',
  'conformance/run/evidence',
  'stores/postgres',
  'cli/usage',
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
