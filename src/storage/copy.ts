/**
 * Fills an empty database with all that another one holds, journal and numbers included: the tables are made, filled,
 * read again and compared in one transaction, in which nobody else writes, or nothing is. Where making tables ends
 * transactions, empty ones may stay behind. Source: docs/contract/rules.md, "The journal".
 */
import { AboError, type Stage } from '../errors.js';
import { committed, WRITERS_WAIT_MS, transactions } from './commit.js';
import { insertRows } from './bulk.js';
import { Checksum, isEmpty, rowsByKey } from './table-contents.js';
import { CONTENT_TABLES } from './tables.js';
import type { SqlSession } from './dialect.js';
import {
  changingSchema,
  identityOf,
  initialise,
  newIdentity,
  requireCurrent,
  schemaVersion,
  stopOf,
} from './migrate.js';
import type { Migrations } from './migrations/index.js';
import type { DatabaseContent, CopyResult, CopiedTable, CopyProgress } from './store.js';

export interface CopyProgressReports {
  readonly report: CopyProgress;
  /** To be told how far it is. */
  readonly reached: (stage: Stage) => void;
}

/**
 * @param name how the database is named to people
 * @throws AboError `copy-target-not-empty`, `copy-onto-itself`, `copy-differs`; for a schema that is another program's, or
 *   not up to date
 */
export async function copyInto(
  { db, dialect }: SqlSession,
  migrations: Migrations,
  name: string,
  content: DatabaseContent,
  { report, reached }: CopyProgressReports,
): Promise<CopyResult> {
  const make = async (session: SqlSession): Promise<boolean> => {
    await requireCopyTarget(session, migrations, name, content);
    return (await initialise(session, migrations, name)).created;
  };
  // Tables that stay, whatever becomes of the rows.
  const leavesTables = !dialect.hasTransactionalDdl && (await changingSchema({ db, dialect }, name, reached, make));
  reached(leavesTables ? 'making-tables' : 'changing');
  // Known before it is written: it tells, when the reply to the commit is lost, whether that was done.
  const identity = otherThan(content.identity);
  const transact = transactions({ db, dialect }, async (session) => {
    // What is made in a transaction is there for nobody else until it ends, and can't be locked.
    if (dialect.hasTransactionalDdl) await dialect.lockSchema(session.db);
    if ((await schemaVersion(session, migrations)).state === 'current') await dialect.lockWriters(session.db);
  });
  const toldOf = (stage: Stage): void => reached(leavesTables && stage === 'changing' ? 'making-tables' : stage);
  const filled = committed(
    { dialect, transact, reached: toldOf, writersWait: WRITERS_WAIT_MS },
    name,
    async (session) => {
      if (dialect.hasTransactionalDdl) await make(session);
      // Somebody may have written since it was looked at.
      else await requireCopyTarget(session, migrations, name, content);
      // Tables that were made here, too: others are not kept out by one that vanished.
      await dialect.lockWriters(session.db);
      await session.db.updateTable('meta').set({ value: identity }).where('key', '=', 'identity').execute();
      return { identity, tables: await copyTables(session, name, content, report) };
    },
    async (session) =>
      (await schemaVersion(session, migrations)).state === 'current' && (await identityOf(session.db)) === identity,
  );
  if (!leavesTables) return filled;
  try {
    return await filled;
  } catch (error) {
    const why = stopOf(dialect.errorOf(error, name));
    if (why === null) throw error;
    throw new AboError('copy-unfinished', { name, why }, { cause: error });
  }
}

/**
 * Is nothing in it yet, not even tables; or nothing in those?
 *
 * @throws AboError
 */
export async function requireCopyTarget(
  session: SqlSession,
  migrations: Migrations,
  name: string,
  content: DatabaseContent,
): Promise<void> {
  const version = await schemaVersion(session, migrations);
  if (version.state === 'not-initialised') return;
  const identity = version.last === null ? null : await identityOf(session.db);
  // An `init` that did not get to its end is gone on with.
  if (version.state !== 'behind' || identity !== null) requireCurrent(version, name);
  if (identity === content.identity) throw new AboError('copy-onto-itself', { name });
  for (const table of CONTENT_TABLES) {
    if (!(await isEmpty(session, table))) throw new AboError('copy-target-not-empty', { name });
  }
}

async function copyTables(
  session: SqlSession,
  name: string,
  content: DatabaseContent,
  report: CopyProgress,
): Promise<readonly CopiedTable[]> {
  const total = content.tables.reduce((sum, { count }) => sum + count, 0);
  const filled: CopiedTable[] = [];
  let done = 0;
  for (const table of CONTENT_TABLES) {
    const checksum = new Checksum();
    for await (const rows of content.rows(table)) {
      checksum.add(rows);
      await insertRows(session, table, rows, (row) => row);
      report('copying', (done += rows.length), total);
    }
    filled.push({ name: table, rows: checksum.rows, checksum: checksum.digest() });
  }
  done = 0;
  for (const [i, table] of CONTENT_TABLES.entries()) {
    const checksum = new Checksum();
    for await (const rows of rowsByKey(session, table)) {
      checksum.add(rows);
      report('checking', (done += rows.length), total);
    }
    if (checksum.digest() !== filled[i]?.checksum) throw new AboError('copy-differs', { name, table });
  }
  return filled;
}

/** Kept by no copy: also not by chance. */
function otherThan(identity: string): string {
  for (;;) {
    const made = newIdentity();
    if (made !== identity) return made;
  }
}
