/**
 * Several write at once, get in each other's way, and are killed: nothing is lost, nothing doubled, and numbers have no gap.
 * Source: CONTRIBUTING.md, "PostgreSQL" and "A lost reply to COMMIT".
 */
import { setTimeout } from 'node:timers/promises';
import { Kysely, MysqlDialect, PostgresDialect, sql } from 'kysely';
import mysql from 'mysql2';
import pg from 'pg';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { AboError } from '../../src/errors.js';
import { MIGRATIONS } from '../../src/storage/migrations/index.js';
import type { Store } from '../../src/storage/store.js';
import { emptyStore, newStore, SERVERS, type TestEngine } from './engines.js';
import { changed, company, ENTRY, planned, statesIn } from './worlds.js';

// A write is tried again for ten seconds, and on a busy machine for longer.
vi.setConfig({ testTimeout: 120_000 });

const WRITERS = 8;

async function codesIn(store: Store): Promise<readonly string[]> {
  return (await statesIn(store)).map((state) => state.company.code);
}

async function numbersIn(store: Store): Promise<readonly number[]> {
  const numbers: number[] = [];
  await store.read(async (reader) => {
    for await (const batch of reader.changeSets({})) numbers.push(...batch.map(({ number }) => number));
  });
  return numbers.toSorted((a, b) => a - b);
}

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i + 1);

async function add(store: Store, code: string): Promise<number> {
  return (await changed(store, (draft) => draft.putCompany(company(code)))).number;
}

/** Another program's connection, for a transaction that gets in the way. */
function otherProgram({ name }: TestEngine, url: string): Kysely<Record<string, never>> {
  const db = new Kysely<Record<string, never>>({
    dialect:
      name === 'postgres'
        ? new PostgresDialect({ pool: new pg.Pool({ connectionString: url, max: 1 }) })
        : new MysqlDialect({ pool: mysql.createPool({ uri: url, connectionLimit: 1 }) }),
  });
  onTestFinished(() => db.destroy());
  return db;
}

describe.each(SERVERS)('$name', (engine) => {
  const isPostgres = engine.name === 'postgres';

  test('eight at once', async () => {
    const { store, location } = await emptyStore(engine);
    const writers = await Promise.all(upTo(WRITERS).map(() => engine.engine.open(location)));
    onTestFinished(async () => {
      for (const writer of writers) await writer.close();
    });
    const written = await Promise.all(
      writers.flatMap((writer, i) => ['A', 'B', 'C'].map((letter) => add(writer, `${letter}${i}`))),
    );
    expect(written.toSorted((a, b) => a - b)).toEqual(upTo(3 * WRITERS));
    expect(await numbersIn(store)).toEqual(upTo(3 * WRITERS));
    expect(await codesIn(store)).toEqual(['A', 'B', 'C'].flatMap((letter) => writers.map((_, i) => `${letter}${i}`)));
  });

  /** All connections to the database, but for the one that asks. */
  async function killAll(location: string): Promise<void> {
    if (isPostgres) {
      await engine.query(
        location,
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      );
      return;
    }
    const rows = await engine.query(
      location,
      'select id from information_schema.processlist where db = database() and id <> connection_id()',
    );
    for (const { id } of rows) {
      // It may have ended since.
      await engine.query(location, `kill ${String(id)}`).catch(() => undefined);
    }
  }

  test('connections that are killed at random moments', { timeout: 120_000 }, async () => {
    const { store, location } = await newStore(engine);
    const writers = await Promise.all([1, 2].map(() => engine.engine.open(location)));
    onTestFinished(async () => {
      for (const writer of writers) await writer.close();
    });
    let writing = true;
    const killing = (async () => {
      while (writing) {
        await killAll(location);
        await setTimeout(Math.random() * 120);
      }
    })();
    // Plans are made beforehand: reading isn't tried again.
    const written: { readonly code: string; readonly number: number | null }[] = [];
    try {
      await Promise.all(
        writers.map(async (writer, i) => {
          for (const code of upTo(20).map((n) => `${'AB'[i] ?? ''}${n}`)) {
            const edits = [{ kind: 'company', company: code, before: null, after: company(code) }] as const;
            try {
              written.push({ code, number: (await writer.write(edits, ENTRY)).number });
            } catch (error) {
              if (!(error instanceof AboError)) throw error;
              expect(error).toMatchObject({ code: 'connection-lost', exitCode: 7 });
              written.push({ code, number: null });
            }
          }
        }),
      );
    } finally {
      writing = false;
      await killing;
    }
    const done = written.filter(({ number }) => number !== null);
    expect(done.length).toBeGreaterThan(0);
    // The last kill may have hit the pool of the one who looks.
    const reader = await engine.engine.open(location);
    onTestFinished(() => reader.close());
    expect(await codesIn(reader)).toEqual(done.map(({ code }) => code).toSorted());
    expect(await numbersIn(reader)).toEqual(upTo(done.length));
    expect(done.map(({ number }) => number).toSorted((a, b) => Number(a) - Number(b))).toEqual(upTo(done.length));
    expect(store.identity).toBe(reader.identity);
  });

  test('a deadlock: the whole transaction is done again', async () => {
    const { store, location } = await newStore(engine);
    await changed(store, (draft) => draft.putCompany(company('ACME')));
    const edits = await planned(store, (draft) => draft.putCompany(company('ACME', { name: 'New' })));
    const other = otherProgram(engine, location);
    const holding = await other.startTransaction().execute();
    // It is not the other one that the server gives up: in PostgreSQL who finds out, in MySQL who has done less.
    if (isPostgres) await sql`set local deadlock_timeout = '1h'`.execute(holding);
    else {
      await sql`create table filler (n int)`.execute(otherProgram(engine, location));
      for (let i = 0; i < 50; i++) await sql`insert into filler values (1), (2), (3), (4)`.execute(holding);
    }
    await sql`select 1 from company where code = 'ACME' for update`.execute(holding);
    let tried = 0;
    let released: Promise<unknown> = Promise.resolve();
    const { number } = await store.write(edits, ENTRY, async () => {
      if (++tried > 1) return;
      const locked = sql`select 1 from meta for update`.execute(holding);
      released = locked.then(() => holding.rollback().execute());
      await locksWaitedFor(location);
    });
    await released;
    expect({ number, tried }).toEqual({ number: 2, tried: 2 });
    expect(await numbersIn(store)).toEqual([1, 2]);
  });

  async function locksWaitedFor(location: string): Promise<void> {
    const waiting = isPostgres
      ? `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
      : `select 1 from information_schema.innodb_trx where trx_state = 'LOCK WAIT'
         and trx_mysql_thread_id in (select id from information_schema.processlist where db = database())`;
    while ((await engine.query(location, waiting)).length === 0) await setTimeout(5);
  }

  /** Fails the first `times` writes of a company as a server does that can't put two transactions in an order. */
  async function failSerialization(location: string, times: number): Promise<void> {
    const statements = isPostgres
      ? [
          // A sequence's value is not returned by a rollback.
          'create sequence failures',
          `create function fail() returns trigger language plpgsql as $$ begin
             if nextval('failures') <= ${times} then raise exception 'not serializable' using errcode = '40001'; end if;
             return new;
           end $$`,
          'create trigger fail before insert on company for each row execute function fail()',
        ]
      : [
          // Nor what is in a table without transactions.
          'create table failures (n int) engine = myisam',
          'insert into failures values (0)',
          `create trigger fail before insert on company for each row begin
             update failures set n = n + 1;
             if (select n from failures) <= ${times} then
               signal sqlstate '40001' set mysql_errno = 1213, message_text = 'not serializable';
             end if;
           end`,
        ];
    for (const statement of statements) await engine.query(location, statement);
  }

  test('a serialization failure: done again', async () => {
    const { store, location } = await newStore(engine);
    await failSerialization(location, 2);
    expect(await add(store, 'ACME')).toBe(1);
    expect(await numbersIn(store)).toEqual([1]);
  });

  test('another writer is waited for, longer than the server itself waits for a lock', async () => {
    const { location } = await emptyStore(engine);
    // A second.
    const store = await engine.engineWith(MIGRATIONS).open(location);
    onTestFinished(() => store.close());
    const holding = await otherProgram(engine, location).startTransaction().execute();
    await sql`select 1 from meta for update`.execute(holding);
    const written = add(store, 'ACME');
    await setTimeout(3_000);
    expect(await codesIn(store)).toEqual([]);
    await holding.rollback().execute();
    expect(await written).toBe(1);
  });

  test('one that never ends: exit 6, and nothing is written', async () => {
    const { location } = await newStore(engine);
    const store = await engine.hasty.open(location);
    onTestFinished(() => store.close());
    await failSerialization(location, 1_000);
    await expect(add(store, 'ACME')).rejects.toMatchObject({ code: 'database-busy', exitCode: 6 });
    expect(await codesIn(store)).toEqual([]);
    expect(await numbersIn(store)).toEqual([]);
  });
});
