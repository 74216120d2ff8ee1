/** Progress on stderr while something takes its time. Source: docs/contract/cli.md, "Output". */
import type { Session } from '../../context.js';
import type { CsvFile } from '../../csv/open.js';
import { startProgress, type Progress } from '../../terminal/progress.js';

type ProgressTexts = Session['messages']['views']['progress'];
type ProgressLabel = { [K in keyof ProgressTexts]: ProgressTexts[K] extends string ? K : never }[keyof ProgressTexts];

/** Files of which the bytes read are reported, whatever the work counts. */
type ReadFiles = readonly Pick<CsvFile<unknown>, 'size' | 'bytesRead'>[];

/** Starts a progress. Its `stop` must be called, whatever happens. */
export function progressOf(
  { terminal, messages, globals }: Session,
  label: ProgressLabel,
  files?: ReadFiles,
): Progress {
  const progress = startProgress(terminal.stderr, {
    label: messages.views.progress[label],
    unit: files === undefined ? undefined : 'bytes',
    quiet: globals.quiet ?? false,
    messages,
  });
  if (files === undefined) return progress;
  const size = files.reduce((sum, file) => sum + file.size, 0);
  return {
    report: () =>
      progress.report(
        files.reduce((sum, file) => sum + file.bytesRead(), 0),
        size,
      ),
    stop: () => progress.stop(),
  };
}

/** Runs work that reports how far it is, before anything is answered. */
export async function counting<T>(
  session: Session,
  label: ProgressLabel,
  work: (report: (done: number) => void) => Promise<T>,
  files?: ReadFiles,
): Promise<T> {
  const progress = progressOf(session, label, files);
  try {
    return await work((done) => progress.report(done));
  } finally {
    await progress.stop();
  }
}

/**
 * Returns the batches as they are, each counted. Not where the answer itself runs over the terminal: that shows enough, and a
 * bar would stand among its lines.
 */
export async function* withProgress<T>(
  session: Session,
  label: ProgressLabel,
  batches: AsyncIterable<readonly T[]>,
  files?: ReadFiles,
): AsyncGenerator<readonly T[]> {
  if (session.terminal.stdout.isTTY) {
    yield* batches;
    return;
  }
  const progress = progressOf(session, label, files);
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
