import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/setup.ts'],
    // Guards against hangs alone: tests that start programs of programs take a quarter of it on a machine that is busy.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 5000 } },
    pool: 'forks',
    // Much of a test's time is spent waiting for servers and programs that it started: a worker for each core, not one less.
    maxWorkers: '100%',
  },
});
