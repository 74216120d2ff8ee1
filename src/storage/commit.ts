/**
 * Transactions that are committed exactly once. A transaction is tried again as a whole after a conflict with other writers,
 * or when the connection was lost before its commit. When the connection is lost during the commit, the server may have
 * committed all the same, so the result is looked up. Source: CONTRIBUTING.md, "A lost reply to COMMIT".
 */
import { setTimeout } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { AboError, isErrorOf, type Stage } from '../errors.js';
import type { SqlDialect, SqlSession } from './dialect.js';
import type { Tables } from './schema.js';

export type Work<T> = (session: SqlSession) => Promise<T>;

export interface Transactor {
  readonly dialect: Pick<SqlDialect, 'isLost' | 'isRetryable' | 'errorOf'>;
  /** Runs `work` in a new transaction, on a connection that works, while no one else writes. */
  readonly transact: <T>(work: Work<T>) => Promise<T>;
  /** Called with the progress. */
  readonly reached: (stage: Stage) => void;
  /** How long to wait for other writers, in milliseconds. */
  readonly writersWait: number;
  /** The longest pause before another try, in milliseconds. */
  readonly longestPause?: number | undefined;
}

/** How often a transaction is tried: for over ten seconds in all, the time of a server's restart. */
const TRIES = 8;
/** How often the result of a commit is looked up: for over half a minute in all. */
const LOOKS = 10;
const LONGEST_PAUSE_MS = 5_000;

/**
 * @param isWritten looks up what `work` would have written
 * @throws AboError `commit-unknown` when the connection was lost during the commit and the database can't be reached since;
 *   else the error of the last try
 */
export async function committed<T>(
  transactor: Transactor,
  name: string,
  work: Work<T>,
  isWritten: Work<boolean>,
): Promise<T> {
  const { reached, writersWait, longestPause } = transactor;
  const { isLost, isRetryable, errorOf } = transactor.dialect;
  let waitingSince: number | null = null;
  for (let tried = 1; ;) {
    const started = performance.now();
    // Filled when `work` is done and only the commit is left.
    const done: { readonly result: T }[] = [];
    try {
      const result = await transactor.transact(async (session) => {
        const result = await work(session);
        done.push({ result });
        reached('committing');
        return result;
      });
      reached('written');
      return result;
    } catch (error) {
      const [committing] = done;
      if (committing !== undefined && isLost(error) && (await lookedUp(transactor, name, isWritten, error))) {
        reached('written');
        return committing.result;
      }
      reached('changing');
      if (isLost(error) || isRetryable(error)) {
        if (tried === TRIES) throw error;
        // The lost transaction keeps its locks until the server notices. Waiting for them starts anew.
        waitingSince = null;
        await pause(tried++, longestPause);
      } else if (
        isErrorOf(errorOf(error, name), ['database-busy']) &&
        performance.now() - (waitingSince ??= started) < writersWait
      ) {
        reached('waiting');
        await pause(1, longestPause);
      } else {
        throw error;
      }
    }
  }
}

/** Runs work that changes nothing, again when the connection is lost. */
export async function repeated<T>({ isLost }: Pick<SqlDialect, 'isLost'>, work: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await work();
    } catch (error) {
      if (!isLost(error) || tried === TRIES) throw error;
      await pause(tried);
    }
  }
}

/** @param lock waits, in each transaction, until no other transaction writes */
export function transactions({ db, dialect }: SqlSession, lock: Work<void>): Transactor['transact'] {
  return async (work) => {
    const { writerIsolation } = dialect;
    const transaction = db.transaction();
    const isolated = writerIsolation === undefined ? transaction : transaction.setIsolationLevel(writerIsolation);
    return isolated.execute(async (one) => {
      const session = { db: one, dialect };
      await lock(session);
      return work(session);
    });
  };
}

/** Reads in one snapshot. */
export async function inSnapshot<T>(db: Kysely<Tables>, work: (snapshot: Kysely<Tables>) => Promise<T>): Promise<T> {
  const done: { readonly result: T }[] = [];
  try {
    return await db
      .transaction()
      .setAccessMode('read only')
      .setIsolationLevel('repeatable read')
      .execute(async (snapshot) => {
        const result = await work(snapshot);
        done.push({ result });
        return result;
      });
  } catch (error) {
    // Nothing is to be committed: when `work` is done, a failure to end the transaction does not matter.
    const [ended] = done;
    if (ended !== undefined) return ended.result;
    throw error;
  }
}

/** Takes the writers' lock first: if the server still works on the lost transaction, it holds that lock. */
async function lookedUp(
  { transact, longestPause }: Transactor,
  name: string,
  isWritten: Work<boolean>,
  lost: unknown,
): Promise<boolean> {
  for (let looked = 1; looked <= LOOKS; looked++) {
    try {
      return await transact(isWritten);
    } catch {
      // Not reachable yet, or still locked.
      await pause(looked, longestPause);
    }
  }
  throw new AboError('commit-unknown', { name }, { cause: lost });
}

/** Waits longer each time, at most 1.5 times `longest`; randomly, so that two conflicting writers don't meet again. */
async function pause(tried: number, longest = LONGEST_PAUSE_MS): Promise<void> {
  const shortest = Math.min(100 * 2 ** tried, longest);
  await setTimeout(shortest * (1 + Math.random() / 2));
}
