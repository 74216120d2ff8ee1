/** `abo verify FILE`: expectations, in CI. Source: docs/contract/cli.md, "Expectations". */
import { updatedExpectations, verifyFile, type Verification } from '../app/ask/verify.js';
import type { Format, Session } from '../context.js';
import { openExpectations } from '../csv/open.js';
import { plainLines } from '../csv/line.js';
import { AboError, EXIT, type ExitCode } from '../errors.js';
import { CHECK_FORMATS, writeChecks } from '../views/checks.js';
import { writeDocument } from '../views/json.js';
import { inBatches, writeCsv } from '../views/list.js';
import { writeLines, type Page } from '../views/page.js';
import { layoutOf } from '../views/style.js';
import {
  expectationColumns,
  expectationRow,
  verificationChecks,
  verificationDocument,
  verificationLines,
  writeVerificationMarkdown,
  type VerificationPage,
} from '../views/verification.js';
import { namedOutputs, writeOutputs } from './lib/answer.js';
import { command, type Noun } from './lib/command.js';
import { excluded } from './lib/flag-values.js';
import type { Options } from './lib/flags.js';
import { inputOf } from './lib/inputs.js';
import { reading } from './lib/read-world.js';
import { requirePlaces, writeNamed } from './lib/written-files.js';

const FORMATS = ['table', 'json', 'markdown', ...CHECK_FORMATS] as const satisfies readonly Format[];
type VerifyFormat = (typeof FORMATS)[number];

const verifyExpectations = command({
  operands: ['<file>'],
  flags: ['exact', 'update', 'encoding', 'delimiter', 'skipRows', 'output', 'maxChars', 'with'],
  run: async (session, [path], options) => {
    requireCompatible(path, options);
    await requirePlaces(session, namedOutputs(options.output), [path, ...options.with]);
    const file = await openExpectations(inputOf(session, path), options);
    let verification: Verification;
    try {
      if (options.update) await requirePlaces(session, [{ flag: '--update', file: path }]);
      verification = await reading(session, options, (reader) => verifyFile(reader, file, options.exact));
    } finally {
      await file.close();
    }
    const report = { file: file.name, ...verification };
    await writeOutputs(session, FORMATS, options.output, (format, page) =>
      writeReport(report, format, options, page, session),
    );
    const met = verification.rows.every(({ verdict }) => verdict.met) && verification.unlisted.length === 0;
    if (options.update) return update(session, path, verification, met);
    return met ? EXIT.done : EXIT.no;
  },
});

/** @throws AboError `flags-exclude` */
function requireCompatible(path: string, { update, with: files }: Options<'update' | 'with'>): void {
  if (path === '-' && update) throw excluded('-', '--update');
  if (path === '-' && files.includes('-')) throw excluded('-', '--with -');
  // The file must hold the deliveries of today, not those of a draft.
  if (files.length > 0 && update) throw excluded('--with', '--update');
}

async function writeReport(
  report: VerificationPage,
  format: VerifyFormat,
  { maxChars }: Options<'maxChars'>,
  page: Page,
  { messages }: Session,
): Promise<void> {
  switch (format) {
    case 'table':
      return writeLines(verificationLines(report, layoutOf(page, messages)), page);
    case 'json':
      return writeDocument(verificationDocument(report, messages), page);
    case 'markdown':
      return writeVerificationMarkdown(report, maxChars ?? null, page, messages);
    case 'junit':
    case 'github':
    case 'gitlab':
      return writeChecks(verificationChecks(report, messages), format, page);
  }
}

/** Rewrites the file with the deliveries of today, after a confirmation: the difference has been shown. */
async function update(session: Session, path: string, verification: Verification, met: boolean): Promise<ExitCode> {
  const { prompter, messages, globals } = session;
  if (met) {
    await session.notice(messages.verify.upToDate(path));
    return EXIT.done;
  }
  if (globals.yes !== true) {
    if (!prompter.available) throw new AboError('confirmation-needed', { command: null });
    if (!(await prompter.confirm(messages.verify.confirmUpdate(path)))) throw new AboError('declined', {});
  }
  const rows = updatedExpectations(verification);
  await writeNamed(session, { flag: '--update', file: path }, async (page) => {
    await writeCsv(page, expectationColumns, inBatches(rows.map(expectationRow)), plainLines);
  });
  await session.notice(messages.verify.rewritten({ file: path, rows: rows.length }));
  return EXIT.done;
}

export const verify: Noun = { name: 'verify', commands: [verifyExpectations] };
