import { defineConfig } from 'vitest/config';
import { asBuilt } from './tests/ground/as-built.js';
import { ClosingLine } from './tests/ground/closing-line.js';
import { LongestFirst } from './tests/ground/longest-first.js';

const ALL = 'tests/**/*.test.ts';
/**
 * Their files share the modules they load: loading takes longer than most of these tests, and what a
 * file leaves behind in a module is nothing the next one looks at.
 */
const SHARING = 'tests/{compare,formats,judge,notaries,prove,register,schedule}/**/*.test.ts';

export default defineConfig({
  plugins: [asBuilt],
  test: {
    // Browsers and servers are real: two at once is what two cores carry; three take longer.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    globalSetup: 'tests/ground/as-built.ts',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ['default', new ClosingLine()],
    projects: [
      { extends: true, test: { name: 'alone', include: [ALL], exclude: [SHARING] } },
      { extends: true, test: { name: 'sharing', include: [SHARING], isolate: false } },
    ],
  },
});
