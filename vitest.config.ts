import { defineConfig } from 'vitest/config';
import { ClosingLine } from './tests/ground/closing-line.js';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Browsers and servers are real: two at once is what two cores carry.
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ['default', new ClosingLine()],
  },
});
