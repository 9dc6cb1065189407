// The order of test files: the longest begin first, so that no worker is left alone with one at the end.
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take longest, in that order. On a fresh clone vitest knows only their sizes. */
const LONGEST = [
  'dying/every-step',
  'e2e/spine',
  'verify/corpus',
  'e2e/killed',
  'adapters/playwright',
  'dashboard/story',
  'dying/machine',
  'e2e/usage',
  'gateway/hostile',
  'gateway/quiet',
  'fidelity/failures',
  'dying/soak',
  'gateway/exhaustion',
  'ground/setup',
  'dying/browser',
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = LONGEST.findIndex((name) => moduleId.endsWith(`/tests/${name}.test.ts`));
      return at < 0 ? LONGEST.length : at;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}
