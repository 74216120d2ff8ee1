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

/** An empty list is a valid answer. A notice says that it is empty, or names the patterns that matched nothing. */
export async function noticeNothing(session: Session, patterns: readonly string[]): Promise<void> {
  const { notices } = session.messages;
  if (patterns.length > 0) await session.notice(notices.noMatch(patterns));
  else if (session.format === 'table') await session.notice(notices.nothing);
}

/** @throws AboError `bad-value` for a format that the command does not know */
export function formatAmong<F extends Format>(session: Session, known: readonly F[]): F {
  const found = known.find((format) => format === session.format);
  if (found === undefined) throw badValue('--format', session.format, known);
  return found;
}
