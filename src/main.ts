/**
 * The program in its process: the real streams, clock and environment; and the one place where errors become words and
 * exit codes. Source: docs/contract/cli.md, "Output" and "Exit codes".
 */
import { readFileSync, writeSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chooseLanguage } from './config/language.js';
import { openSession } from './session.js';
import type { Context } from './context.js';
import { AboError, EXIT, RejectedInput, type ExitCode } from './errors.js';
import { messagesIn, type Messages } from './messages/index.js';
import { maskedText } from './passwords.js';
import { runProgram } from './program.js';
import { ClosedPipe, streamOutput } from './terminal/output.js';
import { terminalPrompter } from './terminal/prompts.js';
import { Interrupted, Signals } from './terminal/signals.js';
import { errorJson, errorText, plainText } from './views/errors.js';

/** Runs `abo` with these arguments; gives the exit code when all output is written. */
export async function main(args: readonly string[]): Promise<ExitCode> {
  const signals: Signals = new Signals(process, (interruption) => tellAtOnce(interruption, args, context));
  const context = processContext(args, signals);
  signals.listen();
  try {
    return await run(args, context);
  } finally {
    signals.stop();
  }
}

async function run(args: readonly string[], context: Context): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.done;
  let changes = false;
  try {
    await runProgram(args, context, async (command, runCommand) => {
      changes = command.options.some(({ long }) => long === DRY_RUN);
      const { session, close } = openSession(context, command);
      try {
        exitCode = await runCommand(session);
      } catch (error) {
        // What went wrong first is what is told.
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

/** What can change something takes it. */
const DRY_RUN = '--dry-run';

function processContext(args: readonly string[], signals: Signals): Context {
  const { env } = process;
  const language = chooseLanguage(valueOf(args, '--lang'), env);
  const noColor = args.includes('--no-color');
  const noInput = args.includes('--no-input') || valueOf(args, '--format') === 'json';
  const prompter = terminalPrompter({ stdin: process.stdin, stderr: process.stderr }, messagesIn[language], signals);
  return {
    terminal: {
      stdout: streamOutput(process.stdout, { env, noColor, name: 'stdout' }),
      stderr: streamOutput(process.stderr, { env, noColor, name: 'stderr' }),
      stdin: process.stdin,
    },
    prompter: noInput ? { ...prompter, available: false } : prompter,
    env,
    cwd: process.cwd(),
    clock: () => new Date(),
    reached: signals.reached,
    version: packageVersion(),
    language,
    messages: messagesIn[language],
    fixtures: fileURLToPath(new URL('../fixtures', import.meta.url)),
    run,
  };
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

/** Tells a person, or a program, what went wrong; gives the exit code. */
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
    if (error instanceof RejectedInput) return await reportRejected(error, changes, json, messages, context);
    const known = isAboError(error) ? error : asUnexpected(error);
    await terminal.stderr.write(json ? errorJson(known, messages) : errorText(known, terminal.stderr, messages));
    if (verbose && error instanceof Error) await terminal.stderr.write(`${maskedText(stackOf(error))}\n`);
    return known.exitCode;
  } catch (failure) {
    // Nobody reads what went wrong: the exit code still says it.
    if (failure instanceof ClosedPipe) return exitCodeOf(error);
    throw failure;
  }
}

/** The program ends with it, whoever reads: nothing is waited for. */
function tellAtOnce(interruption: Interrupted, args: readonly string[], { messages }: Context): void {
  const text = interruptionText(interruption, valueOf(args, '--format') === 'json', messages);
  try {
    // Below what stands on the line, a progress or ^C.
    writeSync(process.stderr.fd, process.stderr.isTTY ? `\n${text}` : text);
  } catch {
    // Nobody reads it any more, or not now: the exit code still says it.
  }
}

/** What is true of the change; nothing where there was none. */
function interruptionText({ stage }: Interrupted, json: boolean, messages: Messages): string {
  if (stage === null) return '';
  const error = new AboError('interrupted', { stage });
  return json ? errorJson(error, messages) : plainText(error, messages);
}

async function reportRejected(
  error: RejectedInput,
  changes: boolean,
  json: boolean,
  messages: Messages,
  { terminal }: Context,
): Promise<ExitCode> {
  const { writeRejected } = await import('./views/rejected.js');
  await writeRejected(error, changes, json ? 'json' : 'text', json ? terminal.stdout : terminal.stderr, messages);
  return error.exitCode;
}

function exitCodeOf(error: unknown): ExitCode {
  const isKnown = isAboError(error) || error instanceof RejectedInput || error instanceof Interrupted;
  return isKnown ? error.exitCode : EXIT.unexpected;
}

/** Narrowed by hand: `instanceof` would make the code's type `any`. */
function isAboError(error: unknown): error is AboError {
  return error instanceof AboError;
}

function asUnexpected(error: unknown): AboError {
  const message = error instanceof Error ? error.message : String(error);
  return new AboError('unexpected', { message }, { cause: error });
}

function stackOf(error: Error): string {
  const cause = error.cause instanceof Error ? `\n${stackOf(error.cause)}` : '';
  return `${error.stack ?? error.message}${cause}`;
}
