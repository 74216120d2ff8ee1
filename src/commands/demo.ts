/**
 * `abo demo [--keep FILE]`: a tour on a throw-away database with the example data. Each stop is a command line, run as
 * `main` runs one, and what it really answers. Source: cli.md, "Commands".
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Context, Session } from '../context.js';
import { AboError, EXIT, type ExitCode } from '../errors.js';
import type { Output } from '../terminal/terminal.js';
import { writeRun, writeStepTitle, type TourStep } from '../views/tour.js';
import { formatAmong } from './answering.js';
import type { Noun, Run } from './command.js';

interface CommandLine {
  readonly words: readonly string[];
  /** How it should end; 0 unless said. */
  readonly exitCode?: ExitCode;
  /** Only the last lines of its answer; all of them unless said. */
  readonly lastLines?: number;
}

const TOUR: readonly { readonly step: TourStep; readonly lines: readonly CommandLine[] }[] = [
  { step: 'onboard', lines: [{ words: ['onboard', 'onboarding-excel', '--yes'], lastLines: 3 }] },
  { step: 'grid', lines: [{ words: ['subscription', 'list', '--company', '00075'] }] },
  {
    step: 'simulate',
    lines: [{ words: ['simulate', 'messaging.conversation-created', '--company', '00075'] }],
  },
  { step: 'plan', lines: [{ words: ['subscription', 'set', 'messaging=off', '--company', '00075', '--dry-run'] }] },
  {
    step: 'errors',
    lines: [
      { words: ['contact', 'import', 'faulty/contacts.csv', '--yes'], exitCode: EXIT.rejected },
      { words: ['history'] },
    ],
  },
];

const run: Run = async (session, _, { keep }) => {
  formatAmong(session, ['table']);
  const kept = keep === undefined ? null : resolve(session.cwd, keep);
  if (kept !== null && existsSync(kept)) throw new AboError('file-exists', { file: kept });

  const { terminal, messages } = session;
  await terminal.stdout.write(`${messages.tour.what}\n`);
  await inScratchFolder((folder) => inFolder(session.fixtures, () => guide(session, kept ?? join(folder, 'demo.db'))));
  await terminal.stdout.write(`${kept === null ? messages.tour.end : messages.tour.kept(kept)}\n`);
  return EXIT.done;
};

async function guide(session: Session, database: string): Promise<void> {
  const { terminal, messages } = session;
  await answerOf(session, { words: ['db', 'init'] }, database);
  for (const { step, lines } of TOUR) {
    await writeStepTitle(step, terminal.stdout, messages);
    for (const line of lines) {
      const output = await answerOf(session, line, database);
      await writeRun(line.words, output, line.lastLines ?? null, terminal.stdout, messages);
    }
  }
}

/** All that a command line writes, as it would on this terminal. */
async function answerOf(
  session: Session,
  { words, exitCode = EXIT.done }: CommandLine,
  database: string,
): Promise<string> {
  const written: string[] = [];
  const output: Output = {
    isTTY: false,
    columns: session.terminal.stdout.columns,
    color: session.terminal.stdout.color,
    write: async (text) => {
      written.push(text);
    },
  };
  const context: Context = {
    ...session,
    terminal: { ...session.terminal, stdout: output, stderr: output },
    prompter: { ...session.prompter, available: false },
    // The tour's own database and the language of this run, whatever the settings say.
    env: { ...session.env, ABO_DATABASE_URL: database, ABO_PROFILE: '', ABO_LANG: session.language },
  };
  const ended = await session.run(words, context);
  const answer = written.join('');
  if (ended !== exitCode) throw new Error(`abo ${words.join(' ')}: exit ${ended}\n${answer}`);
  return answer;
}

/** The files of the tour are named as they are in their folder. */
async function inFolder(folder: string, work: () => Promise<void>): Promise<void> {
  const before = process.cwd();
  process.chdir(folder);
  try {
    await work();
  } finally {
    process.chdir(before);
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A folder for the time of the work. It is removed whatever happens: a signal ends the process without any `finally`. */
async function inScratchFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'abo-demo-'));
  const remove = (): void => {
    rmSync(folder, { recursive: true, force: true });
  };
  const end = (signal: NodeJS.Signals): void => {
    remove();
    process.kill(process.pid, signal);
  };
  for (const signal of SIGNALS) process.once(signal, end);
  try {
    await work(folder);
  } finally {
    for (const signal of SIGNALS) process.off(signal, end);
    remove();
  }
}

export const demo: Noun = { name: 'demo', commands: [{ flags: ['keep'], run }] };
