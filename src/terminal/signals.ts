/**
 * What SIGINT and SIGTERM do. Work under way ends at once: the database rolls an open transaction back. A prompt is
 * aborted, so that the terminal is left as it was. A commit is waited for, since only its result says whether the change was
 * made; once it was made, that is still reported.
 * Source: docs/contract/cli.md, "Exit codes" (130, 143).
 */
import { EXIT, type ExitCode, type Stage, type Unfinished } from '../errors.js';

/** A signal, or Ctrl-C at a prompt. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';

  constructor(
    readonly exitCode: ExitCode = EXIT.interrupted,
    /** How far the change had come; null where there was none. A prompt comes before anything is written. */
    readonly stage: Unfinished | null = 'changing',
    options: { cause?: unknown } = {},
  ) {
    super('interrupted', options);
  }
}

const HANDLED = [
  ['SIGINT', EXIT.interrupted],
  ['SIGTERM', EXIT.terminated],
  // The terminal was closed.
  ['SIGHUP', EXIT.terminated],
] as const satisfies readonly (readonly [NodeJS.Signals, ExitCode])[];

/** The process. */
export interface SignalSource {
  on(signal: NodeJS.Signals, listener: () => void): unknown;
  off(signal: NodeJS.Signals, listener: () => void): unknown;
  exit(exitCode: number): void;
}

/** How long the result of a commit is waited for, in milliseconds. */
const COMMIT_TIMEOUT = 10_000;

interface PendingSignal {
  readonly exitCode: ExitCode;
  /** Ends the wait for the commit. */
  readonly timer: NodeJS.Timeout;
}

export class Signals {
  readonly #source: SignalSource;
  readonly #report: (interruption: Interrupted) => void;
  /** Prompts that are waiting for an answer. */
  #prompts = 0;
  #stage: Unfinished | 'written' | null = null;
  /** The signal that came while a change was being committed. */
  #pending: PendingSignal | null = null;
  /** Was a signal ignored, so that the change that was made can be reported? */
  #ignoredOne = false;
  readonly #interruption = new AbortController();
  readonly #listeners = HANDLED.map(([signal, exitCode]) => ({ signal, listener: () => this.#receive(exitCode) }));

  /** @param report called before an interruption ends the program, with what it means for a change */
  constructor(source: SignalSource, report: (interruption: Interrupted) => void) {
    this.#source = source;
    this.#report = report;
  }

  listen(): void {
    for (const { signal, listener } of this.#listeners) this.#source.on(signal, listener);
  }

  stop(): void {
    for (const { signal, listener } of this.#listeners) this.#source.off(signal, listener);
    this.#forget();
  }

  /**
   * Runs a prompt, which a signal aborts.
   *
   * @throws Interrupted when one did
   */
  async ask<T>(question: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.#prompts++;
    try {
      return await question(this.#interruption.signal);
    } catch (error) {
      throw this.#interruption.signal.aborted ? this.#interruption.signal.reason : error;
    } finally {
      this.#prompts--;
    }
  }

  /** Called with how far a change has come. Once it is written, a first signal is ignored so that this can be reported. */
  readonly reached = (stage: Stage): void => {
    const pending = this.#forget();
    this.#stage = stage === 'waiting' ? 'changing' : stage;
    this.#ignoredOne = pending !== null;
    if (pending !== null && stage !== 'written') this.#end(pending.exitCode);
  };

  #receive(exitCode: ExitCode): void {
    if (this.#prompts > 0) {
      this.#interruption.abort(new Interrupted(exitCode));
    } else if (this.#stage === 'written' && !this.#ignoredOne) {
      this.#ignoredOne = true;
    } else if (this.#stage === 'committing' && this.#pending === null) {
      this.#pending = { exitCode, timer: setTimeout(() => this.#end(exitCode), COMMIT_TIMEOUT) };
    } else {
      this.#end(exitCode);
    }
  }

  #end(exitCode: ExitCode): void {
    if (this.#stage !== null && this.#stage !== 'written') this.#report(new Interrupted(exitCode, this.#stage));
    this.#source.exit(exitCode);
  }

  /** Forgets the pending signal, and returns it. */
  #forget(): PendingSignal | null {
    const pending = this.#pending;
    if (pending !== null) clearTimeout(pending.timer);
    this.#pending = null;
    return pending;
  }
}
