import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/**/*.test.ts'],
    // Processes, not threads: tests change the working directory and load SQLite's binary. All the cores there are:
    // the machines have two, of which the default would leave one idle.
    pool: 'forks',
    maxWorkers: '100%',
    // Tests of whole commands start processes.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    setupFiles: ['test/setup.ts'],
    globalSetup: ['test/global-setup.ts'],
  },
});
