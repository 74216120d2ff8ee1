/** Progress on stderr while something takes its time. Source: docs/contract/cli.md, "Output". */
import type { Session } from '../../context.js';
import { startProgress } from '../../terminal/progress.js';

type Labels = Session['messages']['views']['progress'];

/** Work that says how far it is, before anything is answered. */
export async function counting<T>(
  { terminal, messages, globals }: Session,
  label: keyof Pick<Labels, 'reading' | 'auditing'>,
  work: (report: (done: number) => void) => Promise<T>,
): Promise<T> {
  const progress = startProgress(terminal.stderr, {
    label: messages.views.progress[label],
    quiet: globals.quiet ?? false,
    messages,
  });
  try {
    return await work((done) => progress.report(done));
  } finally {
    await progress.stop();
  }
}

/**
 * The batches as they are, each counted. Not where the answer itself runs over the terminal: that shows enough, and a bar
 * would stand among its lines.
 */
export async function* withProgress<T>(
  { terminal, messages, globals }: Session,
  label: keyof Pick<Labels, 'reading' | 'writing' | 'simulating'>,
  batches: AsyncIterable<readonly T[]>,
): AsyncGenerator<readonly T[]> {
  if (terminal.stdout.isTTY) {
    yield* batches;
    return;
  }
  const progress = startProgress(terminal.stderr, {
    label: messages.views.progress[label],
    quiet: globals.quiet ?? false,
    messages,
  });
  let done = 0;
  try {
    for await (const batch of batches) {
      done += batch.length;
      progress.report(done);
      yield batch;
    }
  } finally {
    await progress.stop();
  }
}
