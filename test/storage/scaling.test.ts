/**
 * The schema can be distributed by company, and what is asked of one company is asked where that company lies.
 * Source: docs/scaling.md, "What was tested".
 */
import { readFileSync } from 'node:fs';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { snapshotOf, type CompanyState } from '../../src/domain/model.js';
import { Draft } from '../../src/domain/plan/draft.js';
import type { SqlSession } from '../../src/storage/dialect.js';
import { SETTINGS, TYPES } from '../../src/storage/engines/postgres.js';
import { partitionedPostgresSql } from '../../src/storage/engines/postgres-dialect.js';
import { readerOf } from '../../src/storage/sql-reader.js';
import type { Tables } from '../../src/storage/schema.js';
import { write } from '../../src/storage/write.js';
import { LAYOUTS, newStore, PARTITIONED, type TestEngine } from './engines.js';
import { reachable } from './servers.js';
import { all, changed, company, contact, ENTRY, statesIn } from './worlds.js';

const KEYS: Readonly<Record<TestEngine['name'], string>> = {
  sqlite: `
select t.name as "table", i.name as "key", (select c.name from pragma_index_info(i.name) c order by c.seqno limit 1) as "first"
from sqlite_schema t, pragma_index_list(t.name) i where t.type = 'table' and i."unique" = 1`,
  postgres: `
select t.relname as table, i.relname as key, a.attname as first
from pg_index x join pg_class t on t.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
join pg_attribute a on a.attrelid = t.oid and a.attnum = x.indkey[0]
where x.indisunique and not t.relispartition and t.relnamespace = current_schema()::regnamespace`,
  mysql: `
select table_name as \`table\`, index_name as \`key\`, column_name as \`first\` from information_schema.statistics
where table_schema = database() and non_unique = 0 and seq_in_index = 1`,
};

const PAGE = readFileSync('docs/scaling.md', 'utf8');

/** Those that are small, and everywhere; and the company itself, whose code it is. */
const NAMED = ['meta', 'change_set', 'company', 'migration', 'migration_lock', 'erasing'];

test.each(LAYOUTS)('$title: every key leads with the company', async (each) => {
  const { location } = await newStore(each);
  const keys = await each.query(location, KEYS[each.name]);
  const others = keys.filter(({ table }) => !NAMED.includes(String(table)));
  expect(new Set(others.map(({ table }) => table))).toEqual(new Set(['contact', 'mailbox', 'subscription', 'change']));
  expect(others.filter(({ first }) => first !== 'company')).toEqual([]);
  // The page names them all.
  const [, named = ''] = PAGE.split('| primary key');
  const [rows = ''] = named.split('\n\n');
  const documented = rows.split('\n').flatMap((row) => (row.split('|')[1] ?? '').match(/(?<=`)[a-z_]+(?=`)/gu) ?? []);
  expect(new Set(keys.map(({ table }) => table))).toEqual(
    new Set(documented.filter((table) => table !== 'erasing' || each.name === 'sqlite')),
  );
});

describe.runIf(reachable('postgres'))('PostgreSQL, divided by company', () => {
  test('what is asked of one company is asked of one part', async () => {
    const parts = await partsRead(async (session) => {
      const reader = readerOf(session);
      await all(reader.states({ codes: ['C1'] }));
      await all(reader.changeSets({ companies: ['C1'] }));
      await all(reader.changeSets({ contacts: [{ company: 'C1', id: 2 ** 24 + 1 }] }));
      await all(reader.editsSince(0, ['C1']));
      await sql`select * from subscription_cell where company = ${'C1'}`.execute(session.db);
    });
    expect(parts.read).toEqual(parts.of('C1'));
  });

  test('what is asked of several is asked of theirs', async () => {
    const parts = await partsRead(async (session) => {
      const reader = readerOf(session);
      await all(reader.states({ codes: ['C1', 'C2', 'C3'] }));
      await all(reader.changeSets({ companies: ['C1', 'C2', 'C3'] }));
      await all(reader.editsSince(0, ['C1', 'C2', 'C3']));
    });
    expect(parts.read).toEqual(parts.of('C1', 'C2', 'C3'));
    expect(parts.read).not.toEqual(parts.of('C1'));
  });

  test('a plan’s rows are read again, and written, where their companies lie', async () => {
    const parts = await partsRead(async (session, states) => {
      const draft = new Draft(snapshotOf(states));
      for (const code of ['C1', 'C2']) {
        const jean = draft.company(code)?.contacts[0]?.contact;
        if (jean === undefined) throw new Error('no contact');
        draft.putContact({ ...jean, email: 'jean@y.fr', ref: 'R' });
        draft.putChoices(code, jean.id, 'client', { chosen: 0, on: 0 });
        draft.putMailbox(code, 'client', 'mobile', null);
        draft.putContact(contact(code, draft.newContactId(), 'new@x.fr'));
      }
      await write(session, [...draft.edits()], { ...ENTRY, token: 'a token' });
    });
    // Of the journal nothing is read.
    const expected = [...parts.of('C1', 'C2')].filter((part) => !part.startsWith('change_'));
    expect(parts.read).toEqual(new Set(expected));
  });
});

/**
 * The parts that are read while `work` runs, as the server itself says of each plan that it carried out, with the settings
 * that abo connects with.
 */
async function partsRead(
  work: (session: SqlSession, states: readonly CompanyState[]) => Promise<unknown>,
): Promise<{ readonly read: ReadonlySet<string>; readonly of: (...codes: string[]) => ReadonlySet<string> }> {
  const { store, location } = await newStore(PARTITIONED);
  await changed(store, (draft) => {
    // Of a few rows, no server looks at the key.
    for (let i = 0; i < 1_000; i++) {
      const code = `C${i}`;
      draft.putCompany(company(code));
      draft.putMailbox(code, 'client', 'mobile', 'm@x.fr');
      const jean = contact(code, draft.newContactId(), 'jean@x.fr');
      draft.putContact(jean);
      draft.putChoices(code, jean.id, 'client', { chosen: 1, on: 1 });
    }
  });
  const states = await statesIn(store);

  const plans: string[] = [];
  const pool = new pg.Pool({
    connectionString: location,
    types: TYPES,
    options: [...SETTINGS, ...TELLING_PLANS].map((each) => `-c ${each}`).join(' '),
  });
  pool.on('connect', (client) => client.on('notice', ({ message = '' }) => plans.push(message)));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  onTestFinished(() => db.destroy());
  const rows = await Promise.all(
    TABLES.map(
      async (table) =>
        (
          await sql<{
            company: string;
            part: string;
          }>`select company, tableoid::regclass::text as part from ${sql.table(table)}`.execute(db)
        ).rows,
    ),
  );
  plans.length = 0;
  await db.transaction().execute((one) => work({ db: one, dialect: partitionedPostgresSql(4) }, states));

  const scans = plans
    .flatMap((plan) => plan.split('\n'))
    .filter((line) => line.includes('Scan') && !line.includes('never executed'));
  const read = new Set(
    scans.flatMap((line) => / on ((?:contact|mailbox|subscription|change)_\d)\b/u.exec(line)?.[1] ?? []),
  );
  const of = (...codes: string[]): ReadonlySet<string> =>
    new Set(rows.flat().flatMap(({ company: code, part }) => (codes.includes(code) ? [part] : [])));
  return { read, of };
}

const TABLES = ['contact', 'mailbox', 'subscription', 'change'] as const;
const TELLING_PLANS = [
  'session_preload_libraries=auto_explain',
  'auto_explain.log_min_duration=0',
  'auto_explain.log_analyze=on',
  'auto_explain.log_level=notice',
];
