/**
 * How long a write goes on trying: what counts is how long others are waited for, not how long the work took before.
 * Source: CONTRIBUTING.md, "A lost reply to COMMIT".
 */
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { AboError, type Stage } from '../../src/errors.js';
import { committed, type Transactor, type Work } from '../../src/storage/commit.js';

const LOST = new Error('the connection is lost');
const BUSY = new Error('another program writes');

/** @param attempts what becomes of each, in order: it fails, or `null`, it is committed */
function transactor(
  attempts: readonly (Error | null)[],
  writersWait: number,
): Transactor & { readonly stages: Stage[] } {
  const left = [...attempts];
  const stages: Stage[] = [];
  return {
    dialect: {
      isLost: (error) => error === LOST,
      isRetryable: () => false,
      errorOf: (error, name) => (error === BUSY ? new AboError('database-busy', { name }) : error),
    },
    transact: async <T>(work: Work<T>): Promise<T> => {
      const failure = left.shift();
      // A large import writes for a while before anything happens to it.
      if (failure === LOST) await setTimeout(writersWait + 100);
      if (failure instanceof Error) throw failure;
      return work({} as never);
    },
    reached: (stage) => stages.push(stage),
    writersWait,
    stages,
  };
}

test('after a connection that was lost late, those who still hold its locks are waited for as long as anybody', async () => {
  const tried = transactor([LOST, BUSY, BUSY, null], 700);
  expect(
    await committed(
      tried,
      'abo',
      async () => 'written',
      async () => false,
    ),
  ).toBe('written');
  expect(tried.stages).toEqual(['changing', 'changing', 'waiting', 'changing', 'waiting', 'committing', 'written']);
});

test('a writer that never ends is waited for only as long as allowed', async () => {
  const tried = transactor(Array<Error>(20).fill(BUSY), 500);
  await expect(
    committed(
      tried,
      'abo',
      async () => 'written',
      async () => false,
    ),
  ).rejects.toBe(BUSY);
});
