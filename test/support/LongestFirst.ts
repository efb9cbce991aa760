import { fileURLToPath } from 'node:url';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take longest: begun last, one of them would keep a worker busy while the others have nothing left. */
const longest = [
  'cli/webhooks',
  'cli/verify',
  'cli/shared-clock',
  'conformance/kit',
  'cli/usage',
  'cli/kill-under-delivery',
  'cli/kill-under-load',
  'conformance/checks/needs',
  'conformance/strangers/strangers',
  'histories/wrong-stores',
  'conformance/mutants/stripe-cancel',
  'conformance/run/evidence',
  'client/faults',
  'stores/postgres',
  'server/hostile-parameters',
  'cli/database',
  'server/race',
  'histories/histories',
  'cli/stop',
  'cli/ready',
  'server/hostile-paths',
  'cli/postgres',
  'drill/third-dialect',
  'types',
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
