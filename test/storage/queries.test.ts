/** No query walks through a whole table: what a company costs doesn't grow with the others. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Kysely } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { snapshotOf, universeSet } from '../../src/domain/model.js';
import { Draft } from '../../src/domain/plan/draft.js';
import type { Edit } from '../../src/domain/plan/edits.js';
import type { SqlSession } from '../../src/storage/dialect.js';
import { sqliteEngine } from '../../src/storage/engines/sqlite.js';
import { sqliteSql } from '../../src/storage/engines/sqlite-dialect.js';
import { sqliteDialect } from '../../src/storage/engines/sqlite-driver.js';
import { readerOf } from '../../src/storage/sql-reader.js';
import type { Tables } from '../../src/storage/schema.js';
import { write } from '../../src/storage/write.js';
import { newFolder } from './engines.js';
import { all, changed, company, contact, ENTRY, statesIn } from './worlds.js';

interface Query {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

type Work = (session: SqlSession, everything: (change: (draft: Draft) => void) => readonly Edit[]) => Promise<unknown>;

/** Runs on a database with some data, and gives each query with the steps that SQLite takes for it. */
async function stepsOf(work: Work): Promise<readonly string[]> {
  const steps: string[] = [];
  await queriesOf(work, (handle, { sql, parameters }) => {
    const found = handle.prepare<unknown[], { detail: string }>(`explain query plan ${sql}`).all(...parameters);
    steps.push(...found.map(({ detail }) => `${detail} in: ${sql.trim()}`));
  });
  return steps;
}

/** @param explain called with each query when all is done */
async function queriesOf(
  work: Work,
  explain: (handle: Database.Database, query: Query) => void = () => undefined,
): Promise<readonly Query[]> {
  const path = join(newFolder(), 'abo.db');
  const engine = sqliteEngine();
  await engine.init(path);
  const store = await engine.open(path);
  await changed(store, populate);
  const states = await statesIn(store);
  await store.close();

  const handle = new Database(path);
  onTestFinished(() => {
    handle.close();
  });
  const queries: Query[] = [];
  const db = new Kysely<Tables>({
    dialect: sqliteDialect(() => new Database(path), handle),
    log: ({ query }) => void queries.push(query),
  });
  await db.transaction().execute((trx) =>
    work({ db: trx, dialect: sqliteSql }, (change) => {
      const draft = new Draft(snapshotOf(states));
      change(draft);
      return [...draft.edits()];
    }),
  );
  for (const query of queries) explain(handle, query);
  return queries;
}

function populate(draft: Draft): void {
  draft.putCompany(company('P', { universes: universeSet(['operator']) }));
  for (let i = 0; i < 50; i++) {
    const code = `C${i}`;
    draft.putCompany(company(code, { partner: 'P', partnerUniverse: 'operator' }));
    draft.putMailbox(code, 'client', 'mobile', 'm@x.fr');
    const jean = contact(code, draft.newContactId(), 'jean@x.fr');
    draft.putContact(jean);
    draft.putChoices(code, jean.id, 'client', { chosen: 1, on: 1 });
  }
}

/** Steps that go through every row of a table of ours, or through a company's whole history. */
const walks = (steps: readonly string[]): readonly string[] =>
  steps.filter(
    (step) =>
      /^SCAN (company|contact|mailbox|subscription|change|client|partner|undo)\b/u.test(step) ||
      /^SEARCH change USING PRIMARY KEY (?!.company=\? AND change_set=\? AND seq=\?)/u.test(step),
  );

test('a company, its history and its addresses are read by keys', async () => {
  const steps = await stepsOf(async (session) => {
    const reader = readerOf(session);
    await all(reader.states({ codes: ['C1', 'C2'] }));
    await all(reader.states({ partners: ['P'], exclude: ['C3'] }));
    await reader.similarCodes(['c1']);
    await reader.companiesWithAddress(['jean@x.fr'], 'any');
    await reader.changeSet(await reader.lastChangeSet());
    await all(reader.changeSets({ companies: ['C1'], contacts: [{ company: 'C1', id: 1 }] }));
    await all(reader.editsOf(1));
  });
  expect(steps.filter((step) => step.startsWith('SEARCH contact USING'))).not.toEqual([]);
  expect(walks(steps)).toEqual([]);
});

test('a write finds every row by a key', async () => {
  const steps = await stepsOf(async (session, planned) => {
    const edits = planned((draft) => {
      const [one, two] = [draft.company('C1')?.contacts[0]?.contact, draft.company('C2')?.contacts[0]?.contact];
      if (one === undefined || two === undefined) throw new Error('no contacts');
      draft.putCompany(company('NEW', { partner: 'P', partnerUniverse: 'operator' }));
      draft.putContact({ ...one, email: 'new@x.fr', ref: '1' });
      draft.putChoices('C1', one.id, 'client', { chosen: 0, on: 0 });
      draft.putMailbox('C1', 'client', 'mobile', null);
      draft.putChoices('C2', two.id, 'client', { chosen: 2, on: 2 });
      draft.removeCompany('C3');
    });
    await write(session, edits, { ...ENTRY, token: 'a token' });
  });
  expect(steps.filter((step) => step.startsWith('SEARCH'))).not.toEqual([]);
  expect(walks(steps)).toEqual([]);
});

test('many rows are read again and written in few statements', async () => {
  const count = async (contacts: number): Promise<number> => {
    const queries = await queriesOf(async (session, planned) => {
      const edits = planned((draft) => {
        for (let i = 0; i < contacts; i++) {
          const added = contact(`C${i % 50}`, draft.newContactId(), `c${i}@x.fr`);
          draft.putContact(added);
          draft.putChoices(added.company, added.id, 'client', { chosen: 1, on: 1 });
        }
      });
      await write(session, edits, { ...ENTRY, token: 'a token' });
    });
    return queries.length;
  };
  const few = await count(10);
  // Contacts read by address, written twice, choices, the journal: 2,000 rows a statement.
  expect((await count(10_000)) - few).toBeLessThan(60);
});

test('the view is asked of one company by its key', async () => {
  const steps = await stepsOf(async ({ db }) =>
    db.selectFrom('subscription_cell').selectAll().where('company', '=', 'C1').execute(),
  );
  expect(steps.filter((step) => /^(SEARCH|SCAN) [ks]\b/u.test(step)).map((step) => step.split(' in:')[0])).toEqual([
    'SEARCH k USING PRIMARY KEY (company=?)',
    'SEARCH s USING PRIMARY KEY (company=? AND contact_id=? AND universe=?) LEFT-JOIN',
  ]);
});
