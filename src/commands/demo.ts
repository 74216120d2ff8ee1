/**
 * `abo demo [--keep FILE]`: a tour on a throw-away database with the example data. Each stop runs a command line as `main`
 * does, and shows what it answers. Source: docs/contract/cli.md, "Commands".
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { join, normalize } from 'node:path';
import type { Session } from '../context.js';
import { AboError, EXIT, type ExitCode } from '../errors.js';
import { pathIn } from '../system.js';
import type { Output } from '../terminal/terminal.js';
import { writeRun, writeStepTitle, type TourStep } from '../views/tour.js';
import { formatAmong } from './lib/answer.js';
import { command, type Noun } from './lib/command.js';

interface TourCommand {
  readonly words: readonly string[];
  /** The expected exit code; 0 by default. */
  readonly exitCode?: ExitCode;
  /** How many lines of the answer to show, from its end; all by default. */
  readonly lastLines?: number;
}

/** Few categories: at 80 columns names and addresses then stand beside the cells. */
const CATEGORIES = 'deliveries,service-settings,ticketing,messaging';

const TOUR: readonly (readonly [step: TourStep, ...commands: TourCommand[]])[] = [
  ['onboard', { words: ['onboard', 'onboarding-excel', '--yes'], lastLines: 3 }],
  ['grid', { words: ['subscription', 'list', '--company', '00075', '--category', CATEGORIES] }],
  ['simulate', { words: ['simulate', 'messaging.conversation-created', '--company', '00075'] }],
  ['plan', { words: ['subscription', 'set', 'messaging.email=off', '--company', '00075', '--dry-run'] }],
  [
    'errors',
    { words: ['contact', 'import', 'faulty/contacts.csv', '--yes'], exitCode: EXIT.rejected },
    { words: ['history'] },
  ],
];

const showTour = command({
  flags: ['keep'],
  run: async (session, _, { keep }) => {
    formatAmong(session, ['table']);
    const kept = keep === undefined ? null : normalize(pathIn(session.cwd, keep));
    if (kept !== null && existsSync(kept)) throw new AboError('file-exists', { file: kept });

    const { terminal, messages } = session;
    await terminal.stdout.write(`${messages.tour.what}\n`);
    const exitCode = await inScratchFolder(session, (folder) => guide(session, kept ?? join(folder, 'demo.db')));
    if (exitCode !== EXIT.done) return exitCode;
    await terminal.stdout.write(`${kept === null ? messages.tour.end : messages.tour.kept(kept)}\n`);
    return EXIT.done;
  },
});

/** Stops at the first command that does not end as it should, and ends as that one did. */
async function guide(session: Session, database: string): Promise<ExitCode> {
  const { terminal, messages } = session;
  const made = await answerOf(session, ['db', 'init'], database);
  if (made.exitCode !== EXIT.done) return stopAt(session, made);
  for (const [step, ...commands] of TOUR) {
    await writeStepTitle(step, terminal.stdout, messages);
    for (const { words, exitCode = EXIT.done, lastLines = null } of commands) {
      const answer = await answerOf(session, words, database);
      if (answer.exitCode !== exitCode) return stopAt(session, answer);
      await writeRun(words, answer.output, lastLines, terminal.stdout, messages);
    }
  }
  return EXIT.done;
}

interface Answer {
  readonly output: string;
  readonly exitCode: ExitCode;
}

async function stopAt({ terminal }: Session, { output, exitCode }: Answer): Promise<ExitCode> {
  await terminal.stderr.write(output);
  return exitCode === EXIT.done ? EXIT.unexpected : exitCode;
}

/** All that a command line writes, as it would on this terminal. */
async function answerOf(session: Session, words: readonly string[], database: string): Promise<Answer> {
  const written: string[] = [];
  const output: Output = {
    isTTY: false,
    columns: session.terminal.stdout.columns,
    color: session.terminal.stdout.color,
    write: async (text) => {
      written.push(text);
    },
  };
  const exitCode = await session.run(words, {
    ...session,
    terminal: { ...session.terminal, stdout: output, stderr: output },
    prompter: { ...session.prompter, available: false },
    // The files of the tour are named as they are in their folder.
    cwd: session.fixtures,
    // The tour's own database and the language of this run, whatever the settings say.
    env: { ...session.env, ABO_DATABASE_URL: database, ABO_PROFILE: '', ABO_LANG: session.language },
  });
  return { output: written.join(''), exitCode };
}

/** A folder for the time of the work. It is removed whatever happens: a signal exits without any `finally`. */
async function inScratchFolder<T>({ tmp }: Session, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmp, 'abo-demo-'));
  const remove = (): void => {
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', remove);
  try {
    return await work(folder);
  } finally {
    process.off('exit', remove);
    remove();
  }
}

export const demo: Noun = { name: 'demo', staffOnly: true, commands: [showTour] };
