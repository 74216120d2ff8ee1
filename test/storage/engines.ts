/** The engines that the tests of storage run on. A new one is an entry here. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import { sqliteEngine } from '../../src/storage/engines/sqlite.js';
import type { Engine, Store } from '../../src/storage/store.js';

export interface TestEngine {
  readonly name: string;
  readonly engine: Engine;
  /** Where a database of its own would be; gone when `dispose` was called. */
  place(): { readonly location: string; readonly dispose: () => void };
  /** Plain SQL, past abo. */
  query(location: string, sql: string): readonly Readonly<Record<string, unknown>>[];
}

export const ENGINES: readonly TestEngine[] = [
  {
    name: 'sqlite',
    engine: sqliteEngine(),
    place() {
      const folder = mkdtempSync(join(tmpdir(), 'abo-storage-'));
      return { location: join(folder, 'abo.db'), dispose: () => rmSync(folder, { recursive: true }) };
    },
    query(location, sql) {
      const handle = new Database(location);
      try {
        const statement = handle.prepare<[], Record<string, unknown>>(sql);
        if (statement.reader) return statement.all();
        statement.run();
        return [];
      } finally {
        handle.close();
      }
    },
  },
];

/** A folder of one's own, until the test ends. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'abo-storage-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** A new database, open until the test ends. */
export async function newStore({ engine, place }: TestEngine): Promise<{ store: Store; location: string }> {
  const { location, dispose } = place();
  await engine.init(location);
  const store = await engine.open(location);
  onTestFinished(async () => {
    await store.close();
    dispose();
  });
  return { store, location };
}
