/**
 * The schema can be distributed by company, and what is asked of one company is asked where that company lies.
 * Source: docs/scaling.md.
 */
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { partitionedPostgresSql } from '../../src/storage/engines/postgres-dialect.js';
import { SqlReader } from '../../src/storage/reader.js';
import type { Tables } from '../../src/storage/schema.js';
import { LAYOUTS, newStore, PARTITIONED, type TestEngine } from './engines.js';
import { reachable } from './servers.js';
import { all, changed, company, contact } from './worlds.js';

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

/** Those that are small, and everywhere; and the company itself, whose code it is. */
const NAMED = ['meta', 'change_set', 'company', 'migration', 'migration_lock', 'erasing'];

test.each(LAYOUTS)('$title: every key leads with the company', async (each) => {
  const { location } = await newStore(each);
  const keys = await each.query(location, KEYS[each.name]);
  const others = keys.filter(({ table }) => !NAMED.includes(String(table)));
  expect(new Set(others.map(({ table }) => table))).toEqual(new Set(['contact', 'mailbox', 'subscription', 'change']));
  expect(others.filter(({ first }) => first !== 'company')).toEqual([]);
});

test.runIf(reachable('postgres'))('what is asked of one company is asked of one part', async () => {
  const { store, location } = await newStore(PARTITIONED);
  await changed(store, (draft) => {
    for (let i = 0; i < 20; i++) {
      const code = `C${i}`;
      draft.putCompany(company(code));
      draft.putMailbox(code, 'client', 'mobile', 'm@x.fr');
      const jean = contact(code, draft.newContactId(), 'jean@x.fr');
      draft.putContact(jean);
      draft.putChoices(code, jean.id, 'client', { chosen: 1, on: 1 });
    }
  });

  const queries: { readonly sql: string; readonly parameters: readonly unknown[] }[] = [];
  const pool = new pg.Pool({ connectionString: location });
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query }) => void queries.push(query),
  });
  onTestFinished(() => db.destroy());
  await db.transaction().execute(async (one) => {
    const reader = new SqlReader({ db: one, dialect: partitionedPostgresSql(4) });
    await all(reader.states({ codes: ['C1'] }));
    await all(reader.changeSets({ companies: ['C1'] }));
    await all(reader.changeSets({ contacts: [{ company: 'C1', id: 2 ** 24 + 1 }] }));
    await sql`select * from subscription_cell where company = ${'C1'}`.execute(one);
  });
  const asked: string[] = [];
  for (const query of queries.filter((each) => /^\s*select/u.test(each.sql))) {
    const { rows } = await pool.query<{ 'QUERY PLAN': string }>(`explain ${query.sql}`, [...query.parameters]);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    for (const table of ['contact', 'mailbox', 'subscription', 'change']) {
      const parts = new Set(
        [...plan.matchAll(new RegExp(`\\b(${table}_[0-3])\\b(?!_)`, 'gu'))].map(([, part]) => part),
      );
      expect(parts.size, plan).toBeLessThan(2);
      if (parts.size === 1) asked.push(table);
    }
  }
  expect(new Set(asked)).toEqual(new Set(['contact', 'mailbox', 'subscription', 'change']));
});
