/**
 * Fills an empty database with the contents of another one, journal and numbers included. One transaction creates the tables,
 * fills them, reads them again and compares, while no one else writes. On MySQL, where creating a table ends the transaction,
 * a failure may leave empty tables. Source: docs/contract/rules.md, "The journal".
 */
import { AboError, type Stage } from '../errors.js';
import { committed, transactions } from './commit.js';
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
import {
  WRITERS_WAIT_MS,
  type DatabaseContent,
  type CopyResult,
  type CopiedTable,
  type CopyProgress,
} from './store.js';

/**
 * @param name the database's name in messages
 * @throws AboError `copy-target-not-empty`, `copy-onto-itself`, `copy-differs`; for a schema of another program, or one that
 *   is not up to date
 */
export async function copyInto(
  { db, dialect }: SqlSession,
  migrations: Migrations,
  name: string,
  content: DatabaseContent,
  report: CopyProgress,
  reached: (stage: Stage) => void,
): Promise<CopyResult> {
  const make = async (session: SqlSession): Promise<boolean> => {
    await requireCopyTarget(session, migrations, name, content);
    return (await initialise(session, migrations, name)).created;
  };
  // Then the tables stay even if no rows are copied.
  const leavesTables = !dialect.hasTransactionalDdl && (await changingSchema({ db, dialect }, name, reached, make));
  reached(leavesTables ? 'making-tables' : 'changing');
  // Chosen before it is written: when the reply to the commit is lost, it shows whether that was done.
  const identity = otherThan(content.identity);
  const transact = transactions({ db, dialect }, async (session) => {
    // Tables that a transaction creates can't be locked until it ends: no one else sees them.
    if (dialect.hasTransactionalDdl) await dialect.lockSchema(session.db);
    if ((await schemaVersion(session, migrations)).state === 'current') await dialect.lockWriters(session.db);
  });
  const reachedStage = (stage: Stage): void => reached(leavesTables && stage === 'changing' ? 'making-tables' : stage);
  const filled = committed(
    { dialect, transact, reached: reachedStage, writersWait: WRITERS_WAIT_MS },
    name,
    async (session) => {
      if (dialect.hasTransactionalDdl) await make(session);
      // Another program may have written since the first check.
      else await requireCopyTarget(session, migrations, name, content);
      // Now also for tables that were created here; and so that this lock, too, ends if this program vanishes.
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

/** @throws AboError unless the database has no tables yet, or empty ones */
export async function requireCopyTarget(
  session: SqlSession,
  migrations: Migrations,
  name: string,
  content: DatabaseContent,
): Promise<void> {
  const version = await schemaVersion(session, migrations);
  if (version.state === 'not-initialised') return;
  const identity = version.last === null ? null : await identityOf(session.db);
  // Without an identity, an `init` stopped half-way; it is completed by the copy.
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

/** A new identity; a copy never has that of its source, not even by chance. */
function otherThan(identity: string): string {
  const made = newIdentity();
  return made === identity ? otherThan(identity) : made;
}
