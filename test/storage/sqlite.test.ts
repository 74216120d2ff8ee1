/** What can be wrong with a database file, and what is left as it was. Source: docs/contract/cli.md, "Exit codes" (6 and 7). */
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { sqliteEngine } from '../../src/storage/engines/sqlite.js';
import { MIGRATIONS, type Migrations } from '../../src/storage/migrations/index.js';
import type { Store } from '../../src/storage/store.js';
import { newFolder } from './engines.js';
import { changed, company, contact, statesIn } from './worlds.js';

const LATEST = Object.keys(MIGRATIONS).at(-1);

const engine = sqliteEngine({ busyTimeout: 20 });

const LATER: Migrations = {
  ...MIGRATIONS,
  '9002-later': () => ({
    up: async (db) => {
      await sql`create table later (a integer)`.execute(db);
    },
  }),
};
const BROKEN: Migrations = {
  ...LATER,
  '0003-broken': () => ({
    up: async (db) => {
      await sql`create table half (a integer)`.execute(db);
      await sql`create table later (a integer)`.execute(db);
    },
  }),
};

async function made(): Promise<string> {
  const path = join(newFolder(), 'abo.db');
  await engine.init(path);
  return path;
}

async function opened(path: string, using = engine): Promise<Store> {
  const store = await using.open(path);
  onTestFinished(() => store.close());
  return store;
}

function raw(path: string): Database.Database {
  const handle = new Database(path);
  onTestFinished(() => {
    handle.close();
  });
  return handle;
}

function tablesIn(path: string): unknown[] {
  return raw(path).prepare(`select name from sqlite_schema where type = 'table' order by name`).pluck().all();
}

describe('init', () => {
  test('makes the file and an identity, and the folders if asked to; only the owner can read it', async () => {
    const path = join(newFolder(), 'some', 'where', 'abo.db');
    await expect(engine.init(path)).rejects.toMatchObject({
      code: 'database-folder-missing',
      exitCode: 7,
      params: { name: path, folder: join(path, '..') },
    });
    expect(existsSync(join(path, '../..'))).toBe(false);
    const { created, identity } = await engine.init(path, { makeFolders: true });
    expect(created).toBe(true);
    expect(identity).toMatch(/^[a-z]{4}$/u);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700);
    const store = await opened(path);
    expect(store).toMatchObject({ engine: 'sqlite', name: path, identity });
  });

  test('leaves an initialised database as it is', async () => {
    const path = await made();
    await changed(await opened(path), (draft) => draft.putCompany(company('ACME')));
    const { identity } = await engine.init(path);
    expect(await engine.init(path)).toEqual({ created: false, identity, name: path });
    expect(await statesIn(await opened(path))).toHaveLength(1);
  });

  test('can be run again after it was killed', async () => {
    const path = join(newFolder(), 'abo.db');
    writeFileSync(path, '');
    const killed = new Database(path);
    killed.pragma('journal_mode = WAL');
    killed.exec('begin; create table company (a)');
    killed.close();
    await expect(engine.open(path)).rejects.toMatchObject({ code: 'database-not-initialised', exitCode: 7 });
    expect(await engine.init(path)).toMatchObject({ created: true });
    expect(await statesIn(await opened(path))).toEqual([]);
  });

  test(`doesn't touch the database of something else`, async () => {
    const path = join(newFolder(), 'other.db');
    // Migrations of its own, too.
    raw(path).exec('create table other (a); create table migration (id integer)');
    const works = [() => engine.open(path), () => engine.init(path), () => engine.migrate(path)];
    for (const work of works) {
      await expect(work()).rejects.toMatchObject({ code: 'database-not-empty', exitCode: 7 });
    }
    expect(await engine.status(path)).toMatchObject({ state: 'foreign', identity: null, companies: null });
    expect(tablesIn(path)).toEqual(['migration', 'other']);
  });

  test('leaves no file behind when the disk is full', async () => {
    const path = join(newFolder(), 'abo.db');
    const small = sqliteEngine({ maxPages: 10 });
    await expect(small.init(path)).rejects.toMatchObject({ code: 'database-full', exitCode: 7 });
    expect(readdirSync(join(path, '..'))).toEqual([]);
    // A file that existed before is kept.
    writeFileSync(path, '');
    await expect(small.init(path)).rejects.toMatchObject({ code: 'database-full' });
    expect(readdirSync(join(path, '..'))).toEqual(['abo.db']);
    expect(await engine.init(path)).toMatchObject({ created: true });
  });

  test('needs a place for the file', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'file'), 'text');
    await expect(engine.init(join(folder, 'file', 'abo.db'))).rejects.toMatchObject({ code: 'database-unreadable' });
    await expect(engine.init(folder)).rejects.toMatchObject({ code: 'database-is-folder', exitCode: 7 });
  });
});

describe('a file that is not a current database', () => {
  test.each(['abo.db', 'no-such-folder/abo.db'])('is not made on the sly: %s', async (name) => {
    const path = join(newFolder(), name);
    for (const work of [engine.open(path), engine.migrate(path)]) {
      await expect(work).rejects.toMatchObject({ code: 'database-missing', exitCode: 7, params: { name: path } });
    }
    expect(existsSync(path)).toBe(false);
    expect(await engine.status(path)).toMatchObject({ state: 'absent', size: null, identity: null });
  });

  test('may be a folder', async () => {
    const path = newFolder();
    for (const work of [engine.open(path), engine.status(path), engine.migrate(path)]) {
      await expect(work).rejects.toMatchObject({ code: 'database-is-folder', exitCode: 7 });
    }
  });

  test('may be something else altogether, and is left so', async () => {
    const path = join(newFolder(), 'photo.jpg');
    writeFileSync(path, Buffer.alloc(9_000, 'not a database '));
    for (const work of [engine.open(path), engine.init(path), engine.status(path), engine.migrate(path)]) {
      await expect(work).rejects.toMatchObject({ code: 'not-a-database', exitCode: 7 });
    }
    expect(readFileSync(path, 'utf8')).toContain('not a database not a database');
  });

  test('may be empty', async () => {
    const path = join(newFolder(), 'abo.db');
    writeFileSync(path, '');
    await expect(engine.open(path)).rejects.toMatchObject({ code: 'database-not-initialised' });
    await expect(engine.migrate(path)).rejects.toMatchObject({ code: 'database-not-initialised' });
    expect(await engine.status(path)).toMatchObject({ state: 'not-initialised', size: 0, schemaVersion: null });
  });

  test('may be damaged', async () => {
    const [path, beheaded, torn] = [await made(), await made(), await made()];
    const pages = statSync(path).size;
    for (const [file, from] of [
      [path, 4_096],
      [torn, pages / 2],
    ] as const) {
      const bytes = readFileSync(file);
      writeFileSync(file, Buffer.concat([bytes.subarray(0, from), Buffer.alloc(pages - from, 0xa5)]));
    }
    await expect(engine.open(path)).rejects.toMatchObject({ code: 'database-damaged', exitCode: 7 });
    await expect(engine.status(torn)).rejects.toMatchObject({ code: 'database-damaged', exitCode: 7 });

    raw(beheaded).exec('drop view subscription_cell; drop table mailbox');
    const store = await opened(beheaded);
    await expect(statesIn(store)).resolves.toEqual([]);
    await expect(changed(store, (draft) => draft.putCompany(company('ACME')))).resolves.toMatchObject({ number: 1 });
    await expect(statesIn(store)).rejects.toMatchObject({ code: 'database-damaged', exitCode: 7 });

    const nameless = await made();
    raw(nameless).exec('delete from meta');
    await expect(engine.open(nameless)).rejects.toMatchObject({ code: 'database-without-identity', exitCode: 7 });
  });

  test('may be behind, until it is migrated; then an older program says that it is newer', async () => {
    const path = await made();
    const later = sqliteEngine({ migrations: LATER });
    await expect(later.open(path)).rejects.toMatchObject({
      code: 'database-behind',
      params: { missing: ['9002-later'] },
    });
    expect(await later.status(path)).toMatchObject({
      state: 'behind',
      schemaVersion: LATEST,
      latestVersion: '9002-later',
      companies: null,
    });
    expect(await later.init(path)).toMatchObject({ created: false });
    expect(await later.migrate(path)).toEqual(['9002-later']);
    expect(await later.migrate(path)).toEqual([]);
    await opened(path, later);

    for (const work of [engine.open(path), engine.migrate(path), engine.init(path)]) {
      await expect(work).rejects.toMatchObject({
        code: 'database-newer',
        exitCode: 7,
        params: { unknown: ['9002-later'] },
      });
    }
    expect(await engine.status(path)).toMatchObject({ state: 'newer', schemaVersion: '9002-later' });
  });

  test('keeps its journal, append-only, through a migration', async () => {
    const path = await made();
    const store = await opened(path);
    await changed(store, (draft) => draft.putCompany(company('ACME')));
    await changed(store, (draft) => draft.putCompany(company('ACME', { name: 'Renamed' })));
    const handle = raw(path);
    const journal = (): unknown =>
      ['change_set', 'change'].map((table) => handle.prepare(`select * from ${table}`).all());
    const before = journal();
    await sqliteEngine({ migrations: LATER }).migrate(path);
    expect(journal()).toEqual(before);
    for (const table of ['change_set', 'change']) {
      expect(() => handle.exec(`delete from ${table}`)).toThrow('append-only');
    }
    expect(() => handle.exec(`update change set "after" = null`)).toThrow('append-only');
  });

  test('is as it was when a migration fails', async () => {
    const path = await made();
    await expect(sqliteEngine({ migrations: BROKEN }).migrate(path)).rejects.toThrow('already exists');
    expect(tablesIn(path)).not.toContain('later');
    expect(tablesIn(path)).not.toContain('half');
    expect(await sqliteEngine({ migrations: BROKEN }).status(path)).toMatchObject({ schemaVersion: LATEST });
    await opened(path);
  });
});

test('status counts what there is', async () => {
  const path = await made();
  const store = await opened(path);
  await changed(store, (draft) => {
    draft.putCompany(company('ACME'));
    draft.putContact(contact('ACME', draft.newContactId(), 'jean@x.fr'));
  });
  const status = await engine.status(path);
  expect(status).toMatchObject({
    engine: 'sqlite',
    name: path,
    state: 'current',
    identity: store.identity,
    schemaVersion: LATEST,
    latestVersion: LATEST,
    companies: 1,
    contacts: 1,
    lastChangeSet: { number: 1, actor: 'sam', changes: 2 },
  });
  expect(status.serverVersion).toMatch(/^3\.\d+\.\d+$/u);
  expect(status.size).toBeGreaterThan(0);
});

describe('a write that cannot be', () => {
  test('waits for another writer, then says so; afterwards it goes through', async () => {
    const path = await made();
    const store = await opened(path, sqliteEngine({ busyTimeout: 100, writersWait: 500 }));
    const other = raw(path);
    other.exec('begin immediate');
    const write = (): Promise<unknown> => changed(store, (draft) => draft.putCompany(company('ACME')));
    await expect(write()).rejects.toMatchObject({ code: 'database-busy', exitCode: 6 });
    expect(await statesIn(store)).toEqual([]);
    expect(await store.isReadOnly()).toBe(false);
    other.exec('rollback');
    expect(await write()).toMatchObject({ number: 1 });
  });

  test('does not fit on the disk: no part of it stays, and smaller ones still fit', async () => {
    const path = await made();
    const pages = Math.ceil(statSync(path).size / 4_096);
    const store = await opened(path, sqliteEngine({ maxPages: pages + 60 }));
    await changed(store, (draft) => draft.putCompany(company('ACME')));
    const before = await statesIn(store);
    const large = changed(store, (draft) => {
      for (let i = 0; i < 5_000; i++) draft.putContact(contact('ACME', draft.newContactId(), `someone${i}@x.fr`));
    });
    await expect(large).rejects.toMatchObject({ code: 'database-full', exitCode: 7 });
    expect(await statesIn(store)).toEqual(before);
    expect(await changed(store, (draft) => draft.putCompany(company('NEW')))).toMatchObject({ number: 2 });
  });

  // Root may write anything: it steps back to an ordinary user for this.
  const asNobody = typeof process.seteuid === 'function' && process.geteuid?.() === 0;
  async function unprivileged<T>(work: () => Promise<T>): Promise<T> {
    if (asNobody) process.seteuid?.(65_534);
    try {
      return await work();
    } finally {
      if (asNobody) process.seteuid?.(0);
    }
  }

  test.skipIf(process.platform === 'win32').each([
    ['file', 0o444, 0o755],
    ['folder', 0o666, 0o555],
    ['file in such a folder', 0o444, 0o555],
  ])('has a read-only %s: reading works', async (_, fileMode, folderMode) => {
    const path = await made();
    const folder = join(path, '..');
    await changed(await opened(path), (draft) => draft.putCompany(company('ACME')));
    const copy = join(folder, 'it is 100 % anyone’s?', 'abo #1.db');
    mkdirSync(join(copy, '..'));
    raw(path).prepare('vacuum into ?').run(copy);
    const handle = new Database(copy);
    handle.pragma('journal_mode = WAL');
    handle.close();
    chmodSync(copy, fileMode);
    chmodSync(folder, 0o755);
    chmodSync(join(copy, '..'), folderMode);
    if (asNobody) chownSync(join(copy, '..'), 65_534, 65_534);
    await unprivileged(async () => {
      const store = await engine.open(copy);
      expect(await store.isReadOnly()).toBe(true);
      expect(await statesIn(store)).toHaveLength(1);
      expect(await engine.status(copy)).toMatchObject({ state: 'current', companies: 1 });
      await expect(changed(store, (draft) => draft.putCompany(company('NEW')))).rejects.toMatchObject({
        code: 'database-read-only',
        exitCode: 7,
      });
      expect(await statesIn(store)).toHaveLength(1);
      await store.close();
    });
  });

  test.skipIf(process.platform === 'win32')('has a file that only its owner can read', async () => {
    const path = await made();
    chmodSync(join(path, '..'), 0o755);
    if (!asNobody) chmodSync(path, 0o000);
    await unprivileged(async () => {
      await expect(engine.open(path)).rejects.toMatchObject({ code: 'database-unreadable', exitCode: 7 });
      await expect(engine.init(join(path, '..', 'new.db'))).rejects.toMatchObject({ exitCode: 7 });
    });
  });
});

test('the file keeps a write-ahead log: readers and the writer do not wait for each other', async () => {
  const path = await made();
  expect(raw(path).pragma('journal_mode', { simple: true })).toBe('wal');
  const reader = raw(path);
  reader.exec('begin; select * from company');
  expect(await changed(await opened(path), (draft) => draft.putCompany(company('ACME')))).toMatchObject({ number: 1 });
  expect(reader.prepare('select * from company').all()).toEqual([]);
});

test('nothing but the file is left when a store is closed, whether it was used or not', async () => {
  const path = await made();
  const store = await engine.open(path);
  await store.close();
  expect(readdirSync(join(path, '..'))).toEqual(['abo.db']);
  const used = await engine.open(path);
  await used.read(async () => changed(used, (draft) => draft.putCompany(company('ACME'))));
  await used.close();
  await used.close();
  expect(readdirSync(join(path, '..'))).toEqual(['abo.db']);
});

test('what goes wrong in the work of a read is not blamed on the database', async () => {
  const store = await opened(await made());
  const full = Object.assign(new Error('no space left on device, write'), { code: 'ENOSPC' });
  await expect(store.read(() => Promise.reject(full))).rejects.toBe(full);
  expect(await statesIn(store)).toEqual([]);
});
