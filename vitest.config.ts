import { defineConfig } from 'vitest/config';
import { asBuilt } from './tests/ground/as-built.js';
import { ClosingLine } from './tests/ground/closing-line.js';
import { LongestFirst } from './tests/ground/longest-first.js';

export default defineConfig({
  plugins: [asBuilt],
  test: {
    include: ['tests/**/*.test.ts'],
    // Browsers and servers are real: two at once is what two cores carry.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    globalSetup: 'tests/ground/as-built.ts',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ['default', new ClosingLine()],
  },
});
