/**
 * How far a long piece of work is, on stderr: nothing for the first second; then a bar (a counter, when the end is not
 * known) on a terminal, a line every 10 s elsewhere. Source: docs/contract/cli.md, "Output".
 *
 * There is no timer: it looks at the clock when the work reports.
 */
import type { Messages } from '../messages/index.js';
import type { Output } from './terminal.js';

export interface Progress {
  /** `done` of `total` so far; `total` is null when it is not known. */
  report(done: number, total?: number | null): void;
  /** Takes the bar away. To be called before anything else is written, and at the end, whatever happens. Never throws. */
  stop(): Promise<void>;
}

export interface ProgressOptions {
  /** What is being done, in a word or two: `messages.views.progress.…`. */
  readonly label: string;
  /** `-q`: show nothing. */
  readonly quiet: boolean;
  readonly messages: Messages;
  /** Milliseconds; `performance.now` unless a test gives its own. */
  readonly now?: () => number;
}

/** Milliseconds. */
const SILENCE = 1_000;
const REDRAW_EVERY = 100;
const LINE_EVERY = 10_000;

const LONGEST_BAR = 30;
const SHORTEST_BAR = 5;

export function startProgress(output: Output, options: ProgressOptions): Progress {
  if (options.quiet) return { report: () => undefined, stop: () => Promise.resolve() };
  return new ShownProgress(output, options, options.now ?? (() => performance.now()));
}

class ShownProgress implements Progress {
  private next: number;
  /** Characters that the bar on the screen takes. */
  private drawn = 0;
  /** One write at a time, in order. */
  private writes: Promise<void> = Promise.resolve();
  private broken = false;

  constructor(
    private readonly output: Output,
    private readonly options: ProgressOptions,
    private readonly now: () => number,
  ) {
    this.next = now() + (output.isTTY ? SILENCE : LINE_EVERY);
  }

  report(done: number, total: number | null = null): void {
    const now = this.now();
    if (now < this.next) return;
    this.next = now + (this.output.isTTY ? REDRAW_EVERY : LINE_EVERY);
    const { label, messages } = this.options;
    const { progress } = messages.views;
    const text = total === null ? progress.sofar({ label, done }) : progress.of({ label, done, total });
    if (this.output.isTTY) this.draw(total === null ? text : this.withBar(text, total === 0 ? 1 : done / total));
    else this.write(`${text}\n`);
  }

  async stop(): Promise<void> {
    if (this.drawn > 0) this.write(`\r${' '.repeat(this.drawn)}\r`);
    this.drawn = 0;
    await this.writes;
  }

  private withBar(text: string, part: number): string {
    const room = this.columns() - text.length - ' [] 100 %'.length;
    if (room < SHORTEST_BAR) return text;
    const length = Math.min(LONGEST_BAR, room);
    const full = Math.min(length, Math.floor(part * length));
    return `${text} [${'#'.repeat(full)}${'-'.repeat(length - full)}] ${Math.min(100, Math.floor(part * 100))} %`;
  }

  /** Over what stands there: spaces rather than an escape sequence, which a dumb terminal would show. */
  private draw(text: string): void {
    const line = text.slice(0, this.columns());
    this.write(`\r${line.padEnd(this.drawn)}`);
    this.drawn = line.length;
  }

  /** One less than the terminal has: a full line would scroll. */
  private columns(): number {
    return (this.output.columns ?? 80) - 1;
  }

  private write(text: string): void {
    this.writes = this.writes.then(async () => {
      if (this.broken) return;
      try {
        await this.output.write(text);
      } catch {
        // Nobody sees the progress any more; that is no reason to stop the work.
        this.broken = true;
      }
    });
  }
}
