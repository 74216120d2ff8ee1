/** What `db status` says of a database, whatever its engine and state. Source: docs/contract/cli.md, "Commands". */
import type { SqlSession } from './dialect.js';
import { identityOf, schemaVersion } from './migrate.js';
import type { Migrations } from './migrations/index.js';
import { SqlReader } from './sql-reader.js';
import type { DatabaseStatus } from '../domain/database-status.js';

/** What the engine tells itself. */
export type ReachedDatabase = Pick<DatabaseStatus, 'engine' | 'serverVersion' | 'name' | 'size'>;

export function statusOfNothing(reached: ReachedDatabase, migrations: Migrations): DatabaseStatus {
  return {
    ...reached,
    state: 'absent',
    latestVersion: Object.keys(migrations).toSorted().at(-1) ?? '',
    identity: null,
    schemaVersion: null,
    companies: null,
    contacts: null,
    lastChangeSet: null,
    missingTriggers: [],
  };
}

export async function statusOf(
  session: SqlSession,
  reached: ReachedDatabase,
  migrations: Migrations,
): Promise<DatabaseStatus> {
  const { state, last } = await schemaVersion(session, migrations);
  const known = { ...statusOfNothing(reached, migrations), state, schemaVersion: last };
  if (last === null) return known;
  const identity = await identityOf(session.db);
  return state === 'current' ? { ...known, identity, ...(await contents(session)) } : { ...known, identity };
}

type Contents = Pick<DatabaseStatus, 'companies' | 'contacts' | 'lastChangeSet' | 'missingTriggers'>;

async function contents(session: SqlSession): Promise<Contents> {
  return session.db
    .transaction()
    .setAccessMode('read only')
    .setIsolationLevel('repeatable read')
    .execute(async (db) => {
      const reader = new SqlReader({ ...session, db });
      return {
        companies: await countOf({ ...session, db }, 'company'),
        contacts: await countOf({ ...session, db }, 'contact'),
        lastChangeSet: (await reader.changeSet(await reader.lastChangeSet())) ?? null,
        missingTriggers: await session.dialect.missingTriggers(db, ['change_set', 'change']),
      };
    });
}

async function countOf({ db }: SqlSession, table: 'company' | 'contact'): Promise<number> {
  const { count } = await db
    .selectFrom(table)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}
