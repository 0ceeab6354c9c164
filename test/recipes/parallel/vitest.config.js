import { defineConfig } from 'vitest/config';

/** One server for the whole run, in vitest's main process; files in four workers, tests of a file at once. */
export default defineConfig({
  test: {
    globalSetup: ['bedrock-local/vitest/setup'],
    include: ['files/*.test.js'],
    maxWorkers: 4,
    sequence: { concurrent: true },
    testTimeout: 60_000,
  },
});
