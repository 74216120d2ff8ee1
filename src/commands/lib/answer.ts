/** Writing answers: lists in the four formats, one thing as a page or a document, and the notice for an empty answer. */
import type { Format, Session } from '../../context.js';
import { plainLines } from '../../csv/line.js';
import { EXIT, type ExitCode } from '../../errors.js';
import type { Messages } from '../../messages/index.js';
import { LIST_FORMATS, writeList, type ListView } from '../../views/list.js';
import type { Page } from '../../views/page.js';
import { badValue, oneOf } from './flag-values.js';
import { withProgress } from './progress.js';

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

/**
 * Answers with one thing: as a page for people, or as JSON.
 *
 * @param read is called once the format is known to be one of these
 */
export async function answerPage<T>(
  session: Session,
  writePage: (thing: T, page: Page, messages: Messages) => Promise<void>,
  writeJson: (thing: T, page: Page) => Promise<void>,
  read: () => Promise<T>,
  exitCodeOf: (thing: T) => ExitCode = () => EXIT.done,
): Promise<ExitCode> {
  const format = formatAmong(session, ['table', 'json']);
  const thing = await read();
  const { stdout } = session.terminal;
  await (format === 'json' ? writeJson(thing, stdout) : writePage(thing, stdout, session.messages));
  return exitCodeOf(thing);
}

/** An empty list is a valid answer. A notice says that it is empty, or names the patterns that matched nothing. */
export async function noticeNothing(session: Session, patterns: readonly string[]): Promise<void> {
  const { notices } = session.messages;
  if (patterns.length > 0) await session.notice(notices.noMatch(patterns));
  else if (session.format === 'table') await session.notice(notices.nothing);
}

/** @throws AboError `bad-value` for a format that the command does not know */
export function formatAmong<F extends Format>(session: Session, known: readonly F[]): F {
  return oneOf(known)('--format')(session.format);
}

/** @throws AboError `bad-value` for another format than CSV, the only one that the command writes */
export function requireCsv({ globals: { format } }: Session): void {
  if (format !== undefined && format !== 'csv') throw badValue('--format', format, ['csv']);
}
