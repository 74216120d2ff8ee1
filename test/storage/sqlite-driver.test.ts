/** What Kysely's own driver for SQLite lacks. Source: CONTRIBUTING.md, "Traps". */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Kysely, sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { sqliteDialect } from '../../src/storage/engines/sqlite-driver.js';
import type { Tables } from '../../src/storage/schema.js';
import { newFolder } from './engines.js';

function opened(): { readonly db: Kysely<Tables>; readonly other: Database.Database } {
  const path = join(newFolder(), 'abo.db');
  const connect = (): Database.Database => new Database(path, { timeout: 0 });
  const [first, other] = [connect(), connect()];
  first.pragma('journal_mode = WAL');
  first.exec('create table a (b integer)');
  const db = new Kysely<Tables>({ dialect: sqliteDialect(connect, first) });
  onTestFinished(async () => {
    await db.destroy();
    other.close();
  });
  return { db, other };
}

test('a writer has the lock from the start, a reader never', async () => {
  const { db, other } = opened();
  await db.transaction().execute(async () => {
    expect(() => other.exec('begin immediate')).toThrow('locked');
  });
  await db
    .transaction()
    .setAccessMode('read only')
    .execute(async (reader) => {
      await sql`select * from a`.execute(reader);
      other.exec('begin immediate');
      other.exec('commit');
    });
});

test('an error after which SQLite has rolled back by itself is the one that is reported', async () => {
  const { db } = opened();
  const failing = db.transaction().execute(async (trx) => {
    await sql`insert into a values (1)`.execute(trx);
    await sql`rollback`.execute(trx);
    throw new Error('the disk is full');
  });
  await expect(failing).rejects.toThrow('the disk is full');
  expect((await sql`select * from a`.execute(db)).rows).toEqual([]);
});

test('a transaction inside another has a connection of its own', async () => {
  const { db } = opened();
  await db
    .transaction()
    .setAccessMode('read only')
    .execute(async (reader) => {
      expect((await sql`select * from a`.execute(reader)).rows).toEqual([]);
      await db.transaction().execute((writer) => sql`insert into a values (1)`.execute(writer));
      expect((await sql`select * from a`.execute(reader)).rows).toEqual([]);
    });
  expect((await sql`select * from a`.execute(db)).rows).toEqual([{ b: 1 }]);
});
