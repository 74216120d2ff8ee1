/** The same answer in several formats: `--format` on stdout, and a file for each `-o FORMAT=FILE`. Source: cli.md, "Output". */
import type { Format, Session } from '../context.js';
import { AboError } from '../errors.js';
import { writeFileWhole } from '../terminal/file-output.js';
import type { Page } from '../views/page.js';
import { formatAmong } from './answering.js';
import { badValue, type OutputFile } from './values.js';

/**
 * Writes an answer in the format of stdout and of each file. Formats are checked beforehand, so that a wrong one leaves
 * nothing half written.
 */
export async function writeOutputs<F extends Format>(
  session: Session,
  known: readonly F[],
  files: readonly OutputFile[],
  write: (format: F, page: Page) => Promise<void>,
): Promise<void> {
  const format = formatAmong(session, known);
  const asked = files.map((output) => {
    const found = known.find((candidate) => candidate === output.format);
    if (found === undefined) throw badValue('-o', output.format, known);
    return { file: output.file, format: found };
  });
  const twice = asked.find(({ file }, i) => asked.findIndex((other) => other.file === file) < i);
  if (twice !== undefined)
    throw new AboError('flags-exclude', { first: `-o …=${twice.file}`, second: `-o …=${twice.file}` });
  for (const { file, format: wanted } of asked) await writeFileWhole(file, (page) => write(wanted, page));
  await write(format, session.terminal.stdout);
}
