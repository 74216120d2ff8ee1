/** Writing answers: lists in the four formats, documents, and the notice when a pattern matched nothing. */
import type { Format, Session } from '../../context.js';
import { plainLines } from '../../csv/line.js';
import { EXIT, type ExitCode } from '../../errors.js';
import { LIST_FORMATS, writeList, type ListView } from '../../views/list.js';
import { withProgress } from './progress.js';
import { badValue } from './flag-values.js';

export async function answerList<T>(
  session: Session,
  view: ListView<T>,
  batches: AsyncIterable<readonly T[]>,
  patterns: readonly string[] = [],
): Promise<ExitCode> {
  const { messages, terminal } = session;
  const format = formatAmong(session, LIST_FORMATS);
  const shown = withProgress(session, 'reading', batches);
  const count = await writeList(view, shown, format, terminal.stdout, messages, plainLines);
  if (count === 0) await noticeNothing(session, patterns);
  return EXIT.done;
}

/** An empty list is an answer; a person is told that it is empty, and patterns that matched nothing are named. */
export async function noticeNothing(session: Session, patterns: readonly string[]): Promise<void> {
  const { notices } = session.messages;
  if (patterns.length > 0) await session.notice(notices.noMatch(patterns));
  else if (session.format === 'table') await session.notice(notices.nothing);
}

/** The format of a command that knows only some. */
export function formatAmong<F extends Format>(session: Session, known: readonly F[]): F {
  const found = known.find((format) => format === session.format);
  if (found === undefined) throw badValue('--format', session.format, known);
  return found;
}
