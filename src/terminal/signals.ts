/**
 * What SIGINT and SIGTERM do. Work that is under way ends at once: a transaction that is open is undone by the database.
 * A question that waits is taken back, so that the terminal is left as it was. A commit is waited for, since only its
 * answer says whether it was done. What is done is still said.
 * Source: docs/contract/cli.md, "Exit codes" (130, 143).
 */
import { EXIT, type ExitCode, type Stage, type Unfinished } from '../errors.js';

/** A signal, or Ctrl-C at a prompt. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';

  constructor(
    readonly exitCode: ExitCode = EXIT.interrupted,
    /** How far the change had come; null where there was none. A question is asked before anything is written. */
    readonly stage: Unfinished | null = 'changing',
    options: { cause?: unknown } = {},
  ) {
    super('interrupted', options);
  }
}

const HANDLED = [
  ['SIGINT', EXIT.interrupted],
  ['SIGTERM', EXIT.terminated],
  // The terminal is gone.
  ['SIGHUP', EXIT.terminated],
] as const satisfies readonly (readonly [NodeJS.Signals, ExitCode])[];

/** The process. */
export interface SignalSource {
  on(signal: NodeJS.Signals, listener: () => void): unknown;
  off(signal: NodeJS.Signals, listener: () => void): unknown;
  exit(exitCode: number): void;
}

/** How long the answer to a commit is waited for, in milliseconds. */
const PATIENCE = 10_000;

export class Signals {
  private asking = 0;
  private stage: Unfinished | 'written' | null = null;
  /** The signal that came while a change was being committed. */
  private pending: { readonly exitCode: ExitCode; readonly timer: NodeJS.Timeout } | null = null;
  /** Was a signal disregarded, so that what is done can be said? */
  private spared = false;
  private readonly interruption = new AbortController();
  private readonly listeners = new Map<NodeJS.Signals, () => void>();

  /** @param tell says at once what an interruption that ends the program means for a change */
  constructor(
    private readonly source: SignalSource,
    private readonly tell: (interruption: Interrupted) => void,
  ) {}

  listen(): void {
    for (const [signal, exitCode] of HANDLED) this.on(signal, () => this.receive(exitCode));
  }

  stop(): void {
    for (const [signal, listener] of this.listeners) this.source.off(signal, listener);
    this.listeners.clear();
    this.forget();
  }

  /**
   * For what waits for a person: a signal aborts it, for the reason given with the abort signal.
   *
   * @throws Interrupted when it was
   */
  async ask<T>(question: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.asking++;
    try {
      return await question(this.interruption.signal);
    } catch (error) {
      throw this.interruption.signal.aborted ? this.interruption.signal.reason : error;
    } finally {
      this.asking--;
    }
  }

  /** How far a change has come. Once it is written, a first signal leaves the time to say so. */
  readonly reached = (stage: Stage): void => {
    const pending = this.forget();
    this.stage = stage === 'waiting' ? 'changing' : stage;
    this.spared = pending !== null;
    if (pending !== null && stage !== 'written') this.end(pending.exitCode);
  };

  private receive(exitCode: ExitCode): void {
    if (this.asking > 0) {
      this.interruption.abort(new Interrupted(exitCode));
    } else if (this.stage === 'written' && !this.spared) {
      this.spared = true;
    } else if (this.stage === 'committing' && this.pending === null) {
      this.pending = { exitCode, timer: setTimeout(() => this.end(exitCode), PATIENCE) };
    } else {
      this.end(exitCode);
    }
  }

  private end(exitCode: ExitCode): void {
    if (this.stage !== null && this.stage !== 'written') this.tell(new Interrupted(exitCode, this.stage));
    this.source.exit(exitCode);
  }

  /** Gives the signal that was pending. */
  private forget(): Signals['pending'] {
    const { pending } = this;
    if (pending !== null) clearTimeout(pending.timer);
    this.pending = null;
    return pending;
  }

  private on(signal: NodeJS.Signals, listener: () => void): void {
    this.listeners.set(signal, listener);
    this.source.on(signal, listener);
  }
}
