/**
 * What SIGINT and SIGTERM do. Work that is under way ends at once: a transaction that is open is undone by the database.
 * A question that waits is taken back, so that the terminal is left as it was. What is done is still said.
 * Source: cli.md, "Exit codes" (130, 143).
 */
import { EXIT, type ExitCode } from '../errors.js';

/** A signal, or Ctrl-C at a prompt. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';

  constructor(
    readonly exitCode: ExitCode = EXIT.interrupted,
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

export class Signals {
  private asking = 0;
  private done = false;
  private readonly interruption = new AbortController();
  private readonly listeners = new Map<NodeJS.Signals, () => void>();

  constructor(private readonly source: SignalSource) {}

  listen(): void {
    for (const [signal, exitCode] of HANDLED) this.on(signal, () => this.receive(exitCode));
  }

  stop(): void {
    for (const [signal, listener] of this.listeners) this.source.off(signal, listener);
    this.listeners.clear();
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

  /** What was asked for is done: the next signal leaves the time to say so, the one after that doesn't. */
  readonly settled = (): void => {
    this.done = true;
  };

  private receive(exitCode: ExitCode): void {
    if (this.done) this.done = false;
    else if (this.asking > 0) this.interruption.abort(new Interrupted(exitCode));
    else this.source.exit(exitCode);
  }

  private on(signal: NodeJS.Signals, listener: () => void): void {
    this.listeners.set(signal, listener);
    this.source.on(signal, listener);
  }
}
