import { defineConfig } from 'vitest/config';

const PARTITIONED = process.env['ABO_TEST_PARTITIONED'] ?? '1';

/**
 * Whole commands again, on a server, but for what is named `….once.test.ts`: tests that need no database, are about databases
 * that are files, or connect to each server themselves. Where the server can't be reached, they are skipped.
 */
const onServer = (engine: 'postgres' | 'mysql') => ({
  extends: true as const,
  test: {
    name: engine,
    include: ['test/cli/**/*.test.ts'],
    exclude: ['**/*.once.test.ts'],
    // A worker keeps its databases: creating one takes longer than the tests of a file.
    isolate: false,
    // PostgreSQL's large tables are divided by company, unless ABO_TEST_PARTITIONED=0: test/storage/ tries them undivided.
    env: { ABO_TEST_ENGINE: engine, ...(engine === 'postgres' ? { ABO_TEST_PARTITIONED: PARTITIONED } : {}) },
  },
});

export default defineConfig({
  test: {
    environment: 'node',
    // Processes: a test may block its thread, or send signals. More than cores, since many tests wait for a server or a process.
    pool: 'forks',
    maxWorkers: '150%',
    // A test may start many processes, on a busy machine.
    testTimeout: 120_000,
    hookTimeout: 60_000,
    setupFiles: ['test/setup.ts'],
    globalSetup: ['test/global-setup.ts'],
    projects: [
      {
        extends: true,
        test: { name: 'sqlite', include: ['test/**/*.test.ts'], isolate: false },
      },
      onServer('postgres'),
      onServer('mysql'),
    ],
  },
});
