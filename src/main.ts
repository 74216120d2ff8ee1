/**
 * The program in its process: the real streams, clock and environment; and the one place where errors become words and
 * exit codes. Source: docs/contract/cli.md, "Output" and "Exit codes".
 */
import { WRITERS_WAIT_MS } from './storage/store.js';
import { readFileSync, writeSync } from 'node:fs';
import { homedir, tmpdir, userInfo } from 'node:os';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import envPaths from 'env-paths';
import { chooseLanguage } from './config/language.js';
import { openSession } from './session.js';
import type { Context } from './context.js';
import { AboError, EXIT, RejectedInput, whyOf, type ExitCode } from './errors.js';
import { messagesIn, type Language, type Messages } from './messages/index.js';
import { maskedText } from './passwords.js';
import { runProgram } from './program.js';
import type { Environment, System } from './system.js';
import { ClosedPipe, StreamOutput, type TerminalStream } from './terminal/output.js';
import { terminalPrompter } from './terminal/prompts.js';
import { Interrupted, Signals } from './terminal/signals.js';
import type { Terminal } from './terminal/terminal.js';
import { errorJson, errorText, plainText } from './views/errors.js';

/** Runs `abo` with these arguments in this process. @returns the exit code, when all output is written */
export async function main(args: readonly string[]): Promise<ExitCode> {
  const { stdin, stdout, stderr } = process;
  const signals = new Signals(process, (interruption) => sayAtOnce(interruption, args));
  signals.listen();
  try {
    return await runAbo(args, {
      stdin,
      stdout,
      stderr,
      signals,
      clock: () => new Date(),
      holdMemory: () => setFlagsFromString('--optimize-for-size'),
      writersWait: WRITERS_WAIT_MS,
      ...systemOfProcess(),
    });
  } finally {
    signals.stop();
  }
}

/** All that a run gets from outside: what `main` reads from the process, and what a test gives instead. */
export interface Surroundings extends System, Pick<Context, 'clock' | 'holdMemory' | 'writersWait'> {
  readonly stdin: Terminal['stdin'];
  readonly stdout: TerminalStream;
  readonly stderr: TerminalStream;
  readonly signals: Pick<Signals, 'ask' | 'reached'>;
}

/** Runs `abo` without touching the process, any number of times. @returns the exit code, when all output is written */
export async function runAbo(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  return run(args, contextOf(args, surroundings));
}

async function run(args: readonly string[], context: Context): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.done;
  let changes = false;
  try {
    await runProgram(args, context, async (command, runCommand) => {
      // Whatever can change something takes it.
      changes = command.options.some(({ long }) => long === '--dry-run');
      const { session, close } = openSession(context, command);
      try {
        exitCode = await runCommand(session);
      } catch (error) {
        // The first error is the one to report.
        await close().catch(() => undefined);
        throw error;
      }
      await close();
    });
    return exitCode;
  } catch (error) {
    return await report(error, args, changes, context);
  }
}

function systemOfProcess(): System {
  const { config, data } = envPaths('abo', { suffix: '' });
  return {
    env: process.env,
    cwd: process.cwd(),
    home: homedir(),
    tmp: tmpdir(),
    directories: { config, data },
    user: () => {
      try {
        return userInfo().username;
      } catch {
        // In a container the account may have no name.
        return process.env['USER'] ?? 'unknown';
      }
    },
  };
}

function contextOf(args: readonly string[], surroundings: Surroundings): Context {
  const { stdin, stdout, stderr, signals, clock, holdMemory, ...system } = surroundings;
  const { env } = system;
  const language = languageOf(args, env);
  const noColor = args.includes('--no-color');
  const noInput = args.includes('--no-input') || valueOf(args, '--format') === 'json';
  const prompter = terminalPrompter({ stdin, stderr }, messagesIn[language], signals);
  return {
    ...system,
    terminal: {
      stdout: new StreamOutput(stdout, { env, noColor, name: 'stdout' }),
      stderr: new StreamOutput(stderr, { env, noColor, name: 'stderr' }),
      stdin,
    },
    prompter: noInput ? { ...prompter, available: false } : prompter,
    clock,
    holdMemory,
    reached: signals.reached,
    version: packageVersion(),
    language,
    messages: messagesIn[language],
    fixtures: fileURLToPath(new URL('../fixtures', import.meta.url)),
    run,
  };
}

function languageOf(args: readonly string[], env: Environment): Language {
  return chooseLanguage(valueOf(args, '--lang'), env).value;
}

/** Flags that help and errors go by are read before the command is known. */
function valueOf(args: readonly string[], flag: string): string | undefined {
  const at = args.lastIndexOf(flag);
  if (at >= 0) return args[at + 1];
  return args.findLast((arg) => arg.startsWith(`${flag}=`))?.slice(flag.length + 1);
}

function packageVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '?';
}

/** Reports what went wrong, to a person or a program. @returns the exit code */
async function report(error: unknown, args: readonly string[], changes: boolean, context: Context): Promise<ExitCode> {
  if (error instanceof ClosedPipe) return EXIT.done;
  const { messages, terminal } = context;
  const verbose = args.includes('-v') || args.includes('--verbose');
  const json = valueOf(args, '--format') === 'json';
  try {
    if (error instanceof Interrupted) {
      await terminal.stderr.write(interruptionText(error, json, messages));
      return error.exitCode;
    }
    if (error instanceof RejectedInput) {
      const { writeRejected } = await import('./views/problems.js');
      const page = json ? terminal.stdout : terminal.stderr;
      await writeRejected(error, changes, json ? 'json' : 'text', page, messages);
      return error.exitCode;
    }
    const known = isAboError(error)
      ? error
      : new AboError('unexpected', { message: whyOf(error).said }, { cause: error });
    await terminal.stderr.write(json ? errorJson(known, messages) : errorText(known, terminal.stderr, messages));
    if (verbose && error instanceof Error) await terminal.stderr.write(`${maskedText(stackOf(error))}\n`);
    return known.exitCode;
  } catch (failure) {
    // No one reads what went wrong: the exit code still says it.
    if (failure instanceof ClosedPipe) return exitCodeOf(error);
    throw failure;
  }
}

/** Says that the run was interrupted. The program ends with it, so nothing is waited for. */
function sayAtOnce(interruption: Interrupted, args: readonly string[]): void {
  const messages = messagesIn[languageOf(args, process.env)];
  const text = interruptionText(interruption, valueOf(args, '--format') === 'json', messages);
  try {
    // On a line of its own, below a progress or ^C.
    writeSync(process.stderr.fd, process.stderr.isTTY ? `\n${text}` : text);
  } catch {
    // No one reads it any more, or not now: the exit code still says it.
  }
}

/** What is true of the change; nothing where there was none. */
function interruptionText({ stage }: Interrupted, json: boolean, messages: Messages): string {
  if (stage === null) return '';
  const error = new AboError('interrupted', { stage });
  return json ? errorJson(error, messages) : plainText(error, messages);
}

function exitCodeOf(error: unknown): ExitCode {
  const isKnown = isAboError(error) || error instanceof RejectedInput || error instanceof Interrupted;
  return isKnown ? error.exitCode : EXIT.unexpected;
}

/** Narrowed by hand: `instanceof` would make the code's type `any`. */
function isAboError(error: unknown): error is AboError {
  return error instanceof AboError;
}

function stackOf(error: Error): string {
  const cause = error.cause instanceof Error ? `\n${stackOf(error.cause)}` : '';
  return `${error.stack ?? error.message}${cause}`;
}
