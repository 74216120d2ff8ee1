/**
 * Making and changing the schema: once, even when several programs do it at the same time; and again after it failed half-way.
 * Source: docs/contract/cli.md, "db init and db migrate"; CONTRIBUTING.md, "MySQL and MariaDB".
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql, type Kysely } from 'kysely';
import { describe, expect, test } from 'vitest';
import { MIGRATIONS, type Migrations } from '../../src/storage/migrations/index.js';
import { runSteps, type Step } from '../../src/storage/migrations/steps.js';
import type { Tables } from '../../src/storage/schema.js';
import { ENGINES, newPlace, newStore, SERVERS } from './engines.js';
import { Proxy } from './proxy.js';
import { changed, company, statesIn } from './worlds.js';

const LATEST = Object.keys(MIGRATIONS).at(-1);

/** Two tables, and what is in one; the second isn't made as long as `fails` says so. */
function later(fails: () => boolean, ran: () => void = () => undefined): Migrations {
  return {
    ...MIGRATIONS,
    '9002-later': (dialect) => ({
      up: async (db: Kysely<Tables>) => {
        ran();
        await runSteps(db, dialect, [sql`create table one (a integer)`]);
        if (fails()) throw new Error('the power went');
        await runSteps(db, dialect, [sql`create table two (a integer)`]);
      },
    }),
    '9003-last': (dialect) => ({
      up: async (db: Kysely<Tables>) => runSteps(db, dialect, [sql`create index one_a on one (a)`]),
    }),
  };
}

const NAMES = ['9002-later', '9003-last'];

describe.each(ENGINES)('$name', (each) => {
  const { engine, engineWith, query } = each;

  // SQLite waits without letting go of the thread: there it takes several processes (below, and test/cli/db.once.test.ts).
  test.skipIf(each.name === 'sqlite')('initialised by several at once, it is made once', async () => {
    for (let tried = 0; tried < 3; tried++) {
      const place = await newPlace(each);
      const made = await Promise.all([1, 2, 3, 4].map(() => engine.init(place)));
      expect(made.filter(({ created }) => created)).toHaveLength(1);
      expect(new Set(made.map(({ identity }) => identity)).size).toBe(1);
      const store = await engine.open(place);
      expect(await changed(store, (draft) => draft.putCompany(company('ACME')))).toMatchObject({ number: 1 });
      await store.close();
    }
  });

  test.skipIf(each.name === 'sqlite')('migrated by several at once, each migration runs once', async () => {
    const { location } = await newStore(each);
    let runs = 0;
    const newer = engineWith(
      later(
        () => false,
        () => runs++,
      ),
    );
    const ran = await Promise.all([1, 2, 3].map(() => newer.migrate(location)));
    expect(ran.flat()).toEqual(NAMES);
    expect(runs).toBe(1);
    expect(await newer.status(location)).toMatchObject({ state: 'current', schemaVersion: '9003-last' });
  });

  test('a migration that fails half-way can be run again; nothing that was there is lost', async () => {
    const { store, location } = await newStore(each);
    await changed(store, (draft) => draft.putCompany(company('ACME')));
    const before = await statesIn(store);
    let isDown = true;
    const newer = engineWith(later(() => isDown));
    for (let tried = 0; tried < 2; tried++) {
      await expect(newer.migrate(location)).rejects.toThrow('the power went');
      expect(await newer.status(location)).toMatchObject({ state: 'behind', schemaVersion: LATEST });
      await expect(newer.open(location)).rejects.toMatchObject({ code: 'database-behind' });
      // The older program goes on meanwhile.
      expect(await statesIn(store)).toEqual(before);
    }
    isDown = false;
    expect(await newer.migrate(location)).toEqual(NAMES);
    expect(await newer.migrate(location)).toEqual([]);
    const opened = await newer.open(location);
    expect(await statesIn(opened)).toEqual(before);
    expect(await query(location, 'select * from two')).toEqual([]);
    await opened.close();
  });

  test('a migration of tables that are there can be run again, wherever it failed', async () => {
    const { location } = await newStore(each);
    const renamed = async (db: Kysely<Tables>): Promise<boolean> => {
      const mailbox = (await db.introspection.getTables()).find(({ name }) => name === 'mailbox');
      return mailbox?.columns.some(({ name }) => name === 'address') === true;
    };
    const steps: readonly Step[] = [
      sql`alter table contact add column nickname text`,
      sql`alter table change_set drop column message`,
      { isDone: renamed, statement: sql`alter table mailbox rename column email to address` },
      sql`drop view if exists subscription_cell`,
    ];
    let done = 0;
    const newer = engineWith({
      ...MIGRATIONS,
      '9002-columns': (dialect) => ({
        up: async (db: Kysely<Tables>) => {
          await runSteps(db, dialect, steps.slice(0, ++done));
          if (done <= steps.length) throw new Error('the power went');
        },
      }),
    });
    for (const _ of steps) await expect(newer.migrate(location)).rejects.toThrow('the power went');
    expect(await newer.migrate(location)).toEqual(['9002-columns']);
    expect(await query(location, 'select nickname from contact')).toEqual([]);
    expect(await query(location, 'select address from mailbox')).toEqual([]);
    await expect(query(location, 'select message from change_set')).rejects.toThrow('message');
  });

  test('a migration that waits too long for a reader is given up, and no part of it is done later', async () => {
    const { location } = await newStore(each);
    const letGo = await each.reading(location, 'select * from contact');
    const newer = engineWith({
      ...MIGRATIONS,
      '9002-column': (dialect) => ({
        up: (db: Kysely<Tables>) => runSteps(db, dialect, [sql`alter table contact add column nickname text`]),
      }),
    });
    // On SQLite a reader blocks no writer.
    if (each.name === 'sqlite') expect(await newer.migrate(location)).toEqual(['9002-column']);
    else {
      await expect(newer.migrate(location)).rejects.toMatchObject({ code: 'database-busy', exitCode: 6 });
      await letGo();
      await expect(query(location, 'select nickname from contact')).rejects.toThrow('nickname');
      expect(await newer.migrate(location)).toEqual(['9002-column']);
    }
    expect(await query(location, 'select nickname from contact')).toEqual([]);
  });

  test('an init that fails half-way can be run again', async () => {
    const place = await newPlace(each);
    let isDown = true;
    const failing = engineWith(later(() => isDown));
    await expect(failing.init(place)).rejects.toThrow('the power went');
    isDown = false;
    const { created, identity } = await failing.init(place);
    expect(identity).toMatch(/^[a-z]{4}$/u);
    expect(created).toBe(true);
    expect(await failing.status(place)).toMatchObject({ state: 'current', identity });
  });

  test('another program’s database is left to it, though its tables are called like ours, or those of our migrations', async () => {
    const rest = {
      lock: `insert into migration_lock values ('migration_lock', 0)`,
      done: `insert into migration values ('2024-theirs', '2024')`,
      row: 'insert into company values (1)',
    };
    const names = [
      'migration (name varchar(255), timestamp varchar(255))',
      'migration_lock (id varchar(255), is_locked int)',
    ];
    const worlds: readonly (readonly string[])[] = [
      [...names.map((name) => `create table ${name}`), rest.lock],
      [...names.map((name) => `create table ${name}`), rest.lock, rest.done],
      [...names.map((name) => `create table ${name}`), rest.lock, 'create table theirs (id int)'],
      [...names.map((name) => `create table ${name}`), rest.lock, 'create table company (id int)'],
      [...names.map((name) => `create table ${name}`), 'create table meta (id int)', 'insert into meta values (1)'],
    ];
    const isHalfMade = each.name === 'mysql';
    for (const [i, world] of worlds.entries()) {
      const place = await newPlace(each);
      if (each.name === 'sqlite') writeFileSync(place, '');
      for (const statement of world) await query(place, statement);
      // Ours, so far as can be seen: an init that failed when it had made those.
      const state = isHalfMade && i === 0 ? 'not-initialised' : 'foreign';
      expect(await engine.status(place), world.join('; ')).toMatchObject({ state });
      if (state === 'foreign') await expect(engine.init(place)).rejects.toMatchObject({ code: 'database-not-empty' });
    }
  });

  test('during a migration other programs wait, and report when it takes too long', async () => {
    const { location } = await newStore(each);
    let began = (): void => undefined;
    let end = (): void => undefined;
    const begun = new Promise<void>((resolve) => (began = resolve));
    const over = new Promise<void>((resolve) => (end = resolve));
    const slow = engineWith({
      ...MIGRATIONS,
      '9002-slow': () => ({
        up: async (db) => {
          await sql`create table slow (a integer)`.execute(db);
          began();
          await over;
        },
      }),
    });
    const first = slow.migrate(location);
    await begun;
    const second = slow.migrate(location);
    await expect(second).rejects.toMatchObject({ code: 'database-busy', exitCode: 6 });
    end();
    expect(await first).toEqual(['9002-slow']);
    expect(await slow.migrate(location)).toEqual([]);
  });

  test('activity in another database on the server does not block a migration', async () => {
    const { location } = await newStore(each);
    let tried: unknown;
    const outer = engineWith({
      ...MIGRATIONS,
      '9002-outer': () => ({
        up: async () => {
          tried = await engine.init(await newPlace(each)).catch((error: unknown) => error);
        },
      }),
    });
    expect(await outer.migrate(location)).toEqual(['9002-outer']);
    expect(tried).toMatchObject({ created: true });
  }, 20_000);
});

describe.each(SERVERS)('$name, when the connection is lost', (each) => {
  const { engine, engineWith } = each;
  const stays = each.name === 'mysql';

  test('an interrupted init reports what it may have left, and can be resumed', async () => {
    const place = await newPlace(each);
    const proxy = await Proxy.to(place);
    for (const table of ['migration', 'company', 'contact', 'change']) {
      void proxy.failAt(new RegExp(`create table (if not exists )?["\`]${table}["\`]`, 'iu'), 'cut');
      await expect(engine.init(proxy.url())).rejects.toMatchObject(
        stays
          ? { code: 'schema-unfinished', exitCode: 7, params: { why: 'connection-lost' } }
          : { code: 'connection-lost', exitCode: 7 },
      );
      expect(await engine.status(place)).toMatchObject({ state: 'not-initialised' });
    }
    expect(await engine.init(place)).toMatchObject({ created: true });
    expect(await engine.status(place)).toMatchObject({ state: 'current' });
  });

  test('an interrupted migration reports what it may have left, and can be run again', async () => {
    const { location } = await newStore(each);
    const newer = engineWith(later(() => false));
    const proxy = await Proxy.to(location);
    void proxy.failAt(/create table two/u, 'cut');
    const code = stays ? 'schema-unfinished' : 'connection-lost';
    await expect(newer.migrate(proxy.url())).rejects.toMatchObject({ code });
    expect(await newer.status(location)).toMatchObject({ state: 'behind' });
    expect(await newer.migrate(location)).toEqual(NAMES);
  });

  test.skipIf(stays)('a commit whose reply is lost: nothing is claimed', async () => {
    const place = await newPlace(each);
    const proxy = await Proxy.to(place);
    void proxy.failAt(/\bcommit\b/iu, 'cut-reply');
    await expect(engine.init(proxy.url())).rejects.toMatchObject({ code: 'schema-unfinished' });
    expect(await engine.init(place)).toMatchObject({ created: false });
  });
});

test('a file of SQLite that another process migrates meanwhile is found migrated', async () => {
  const [each] = ENGINES;
  if (each === undefined) throw new Error('no engine');
  const { location } = await newStore(each);
  const other = spawn(process.execPath, ['-e', MIGRATING, location], {
    cwd: join(import.meta.dirname, '../..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(other.stdout, 'data');
  const newer = each.engineWith(later(() => false));
  expect(await newer.migrate(location)).toEqual([]);
  expect(await newer.status(location)).toMatchObject({ state: 'current' });
  await (await newer.open(location)).close();
});

/** Does what `later` says, takes half a second for it, and has a clock that is late. */
const MIGRATING = `
const handle = new (require('better-sqlite3'))(process.argv[1]);
handle.exec('begin immediate; create table one (a integer)');
process.stdout.write('begun');
setTimeout(() => {
  handle.exec("create table two (a integer); create index one_a on one (a)");
  for (const name of ['9002-later', '9003-last']) handle.prepare('insert into migration values (?, ?)').run(name, '2000-01-01T00:00:00.000Z');
  handle.exec('commit');
}, 500);`;
