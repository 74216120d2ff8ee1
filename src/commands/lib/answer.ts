/**
 * Writing answers: lists in the four formats, one thing as a page or a document, and the same answer in several formats:
 * `--format` on stdout, and a file for each `-o FORMAT=FILE`. Source: docs/contract/cli.md, "Output".
 */
import type { Format, Session } from '../../context.js';
import { plainLines } from '../../csv/line.js';
import { EXIT, type ExitCode } from '../../errors.js';
import type { Messages } from '../../messages/index.js';
import { writeDocument, type JsonObject } from '../../views/json.js';
import { LIST_FORMATS, writeList, type ListView } from '../../views/list.js';
import type { Page } from '../../views/page.js';
import { badValue, oneOf, type OutputFile } from './flag-values.js';
import { withProgress } from './progress.js';
import { writeNamed, type NamedFile } from './written-files.js';

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
  documentOf: (thing: T) => JsonObject,
  read: () => Promise<T>,
  exitCodeOf: (thing: T) => ExitCode = () => EXIT.done,
): Promise<ExitCode> {
  const format = formatAmong(session, ['table', 'json']);
  const thing = await read();
  const { stdout } = session.terminal;
  await (format === 'json' ? writeDocument(documentOf(thing), stdout) : writePage(thing, stdout, session.messages));
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
  return oneOf(known)(session.format, '--format');
}

/** @throws AboError `bad-value` for another format than CSV, the only one that the command writes */
export function requireCsv({ globals: { format } }: Session): void {
  if (format !== undefined && format !== 'csv') throw badValue('--format', format, ['csv']);
}

const FLAG = '-o';

/** Writes an answer to each file, then to stdout. Formats are checked first, so that a wrong one leaves no file behind. */
export async function writeOutputs<F extends Format>(
  session: Session,
  known: readonly F[],
  files: readonly OutputFile[],
  write: (format: F, page: Page) => Promise<void>,
): Promise<void> {
  const format = formatAmong(session, known);
  await writeFiles(session, outputsAmong(known, files), write);
  await write(format, session.terminal.stdout);
}

/** @throws AboError `bad-value` for a format that the command does not know */
export function outputsAmong<F extends Format>(
  known: readonly F[],
  files: readonly OutputFile[],
): readonly OutputFile<F>[] {
  return files.map(({ file, format }) => ({ file, format: oneOf(known)(format, FLAG) }));
}

export function namedOutputs(outputs: readonly OutputFile[]): readonly NamedFile[] {
  return outputs.map(({ file }) => ({ flag: FLAG, file }));
}

/** Writes each file whole, or not at all. */
export async function writeFiles<F extends Format>(
  session: Session,
  outputs: readonly OutputFile<F>[],
  write: (format: F, page: Page) => Promise<void>,
): Promise<void> {
  for (const { file, format } of outputs) {
    await writeNamed(session, { flag: FLAG, file }, (page) => write(format, page));
  }
}
