import { defineConfig } from 'vitest/config';

/**
 * Tests of whole commands that come to no database, that are about databases which are files, or that go to each server
 * themselves: run once.
 */
const ONCE = [
  'config',
  'connecting',
  'db',
  'db-copy',
  'demo',
  'documents',
  'engines',
  'explain',
  'help',
  'interrupted',
  'killed',
  'output',
  'profiles',
  'pulled-network',
  'usage',
  'written-files',
];

const PARTITIONED = process.env['ABO_TEST_PARTITIONED'] ?? '1';

/** Whole commands again, on a server. Where it can't be reached, test/global-setup.ts says so, and they are left out. */
const onServer = (engine: 'postgres' | 'mysql') => ({
  extends: true as const,
  test: {
    name: engine,
    include: ['test/cli/**/*.test.ts'],
    exclude: ONCE.map((name) => `test/cli/${name}.test.ts`),
    // PostgreSQL's large tables are divided by company, unless ABO_TEST_PARTITIONED=0: undivided, test/storage/ tries them.
    env: { ABO_TEST_ENGINE: engine, ...(engine === 'postgres' ? { ABO_TEST_PARTITIONED: PARTITIONED } : {}) },
  },
});

export default defineConfig({
  test: {
    environment: 'node',
    // Processes, not threads: tests change the working directory and load SQLite's binary. All the cores there are:
    // the machines have two, of which the default would leave one idle.
    pool: 'forks',
    maxWorkers: '100%',
    // Tests of whole commands start processes.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    setupFiles: ['test/setup.ts'],
    globalSetup: ['test/global-setup.ts'],
    projects: [
      { extends: true, test: { name: 'sqlite', include: ['test/**/*.test.ts'] } },
      onServer('postgres'),
      onServer('mysql'),
    ],
  },
});
