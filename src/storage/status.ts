/** The answer of `db status`, for any engine and state. Source: docs/contract/cli.md, "Commands". */
import { inSnapshot } from './commit.js';
import type { SqlSession } from './dialect.js';
import { lastChangeSet, readChangeSet } from './journal.js';
import { identityOf, schemaVersion } from './migrate.js';
import type { Migrations } from './migrations/index.js';
import type { DatabaseStatus } from '../domain/database-status.js';
import { countRows } from './table-contents.js';

/** What the engine knows without reading the tables. */
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

async function contents({ db, dialect }: SqlSession): Promise<Contents> {
  return inSnapshot(db, async (snapshot) => {
    const session = { db: snapshot, dialect };
    return {
      companies: await countRows(session, 'company'),
      contacts: await countRows(session, 'contact'),
      lastChangeSet: (await readChangeSet(session, await lastChangeSet(session))) ?? null,
      missingTriggers: await dialect.missingTriggers(snapshot, ['change_set', 'change']),
    };
  });
}
