/**
 * The way in for every command that answers from the database: it reads the world that the flags ask for, as it is or as it
 * was, and says on stderr which one that is when it is not the present one. Readers stack: whatever is asked of the one
 * given holds in that world. Source: cli.md, "Looking back and ahead".
 */
import { momentOf, type Moment } from '../app/moments.js';
import { PastReader } from '../app/past-reader.js';
import type { Session } from '../context.js';
import type { Reader } from '../storage/store.js';
import type { Options } from './flags.js';

/** What is asked about, beside the reader on it. */
export interface World {
  /** The database's identity. */
  readonly identity: string;
  /** Null: as it is now. */
  readonly moment: Moment | null;
  /** On the world as it is: what `earlierAnswers` starts from. */
  readonly now: Reader;
}

/** Runs `work` on one consistent snapshot of the database, in the world that `--at` names. */
export async function reading<T>(
  session: Session,
  { at }: Options,
  work: (reader: Reader, world: World) => Promise<T>,
): Promise<T> {
  const store = await session.store();
  const { identity } = store;
  return store.read(async (now) => {
    if (at === undefined) return work(now, { identity, moment: null, now });
    const moment = await momentOf(now, at);
    await sayMoment(session, moment);
    return work(new PastReader(now, moment.number), { identity, moment, now });
  });
}

async function sayMoment(
  { messages: { notices }, notice }: Session,
  { number, changeSet, day }: Moment,
): Promise<void> {
  await notice(changeSet === null ? notices.atNothing : notices.at({ number, at: changeSet.at }));
  if (day !== null && number - day.before > 1) {
    await notice(notices.heldSeveral({ day: day.name, first: day.before + 1, last: number }));
  }
}
