/**
 * A transaction that is done once, whatever happens on the way: tried again, whole, when others got in its way or the
 * connection was lost before its commit; looked up when it was lost during it, since the server may have committed all
 * the same. Source: CONTRIBUTING.md, "A lost reply to COMMIT".
 */
import { setTimeout } from 'node:timers/promises';
import { AboError, type Stage } from '../errors.js';
import type { SqlSession, SqlDialect } from './dialect.js';

export type Work<T> = (session: SqlSession) => Promise<T>;

export interface Transactor {
  readonly dialect: Pick<SqlDialect, 'isLost' | 'isRetryable' | 'errorOf'>;
  /** Runs `work` in a transaction of its own, on a connection that works; no other writes meanwhile. */
  readonly transact: <T>(work: Work<T>) => Promise<T>;
  /** To be told how far it is. */
  readonly reached: (stage: Stage) => void;
  /** For how long others who write are waited for, in milliseconds. */
  readonly writersWait: number;
}

/**
 * Longer than an import of a million rows writes, or a server holds the locks of a writer that vanished (`WRITER_IDLE_S`).
 * It is waited piece by piece, as long each as the engine waits for a lock.
 */
export const WRITERS_WAIT_MS = 45_000;

/** How often a transaction is tried: over ten seconds, a server's restart. */
const TRIES = 8;
/** How often the database is asked whether it was committed: over half a minute. */
const LOOKS = 10;

/**
 * @param isWritten looks up what `work` would have written
 * @throws AboError `commit-unknown` when the connection was lost while committing and the database can't be asked since;
 *   else what the last try failed with
 */
export async function committed<T>(
  transactor: Transactor,
  name: string,
  work: Work<T>,
  isWritten: Work<boolean>,
): Promise<T> {
  const { reached, writersWait } = transactor;
  const { isLost, isRetryable } = transactor.dialect;
  let waitingSince: number | null = null;
  for (let tried = 1; ;) {
    const started = performance.now();
    // Only the commit is left when `work` is done.
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
        // What was lost may hold its locks until the server finds out: they are waited for as anybody else's.
        waitingSince = null;
        await pause(tried++);
      } else if (isBusy(transactor, error, name) && performance.now() - (waitingSince ??= started) < writersWait) {
        reached('waiting');
        await pause(1);
      } else {
        throw error;
      }
    }
  }
}

/** Work that changes nothing, done again when the connection is lost on the way. */
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

/** @param lock waits, in each transaction, until no other one writes */
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

function isBusy({ dialect }: Transactor, error: unknown, name: string): boolean {
  const meant = dialect.errorOf(error, name);
  return meant instanceof AboError && meant.code === 'database-busy';
}

/** Waits for the transaction to end, where the server still works on it: whoever writes holds the writers' lock. */
async function lookedUp(
  { transact }: Transactor,
  name: string,
  isWritten: Work<boolean>,
  lost: unknown,
): Promise<boolean> {
  for (let looked = 1; looked <= LOOKS; looked++) {
    try {
      return await transact(isWritten);
    } catch {
      // Still out of reach, or still locked.
      await pause(looked);
    }
  }
  throw new AboError('commit-unknown', { name }, { cause: lost });
}

/** Longer each time, and never the same for two that got in each other's way; 5 to 7.5 s at most. */
async function pause(tried: number): Promise<void> {
  const shortest = Math.min(100 * 2 ** tried, 5_000);
  await setTimeout(shortest * (1 + Math.random() / 2));
}
