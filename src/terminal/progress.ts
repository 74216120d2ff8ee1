/**
 * How far a long piece of work is, on stderr: nothing for the first second; then a bar (a counter, when the total is not
 * known) that is cleared at the end. Where a line can't be redrawn (a file, a dumb terminal): a line every 10 s.
 * Source: docs/contract/cli.md, "Output".
 */
import type { Options, Params, SingleBar } from 'cli-progress';
import { Writable } from 'node:stream';
import type { Messages } from '../messages/index.js';
import type { Output } from './terminal.js';

export interface Progress {
  /** `done` of `total` so far; `total` is null when it is not known. */
  report(done: number, total?: number | null): void;
  /** Clears the bar. To be called before anything else is written, and at the end, whatever happens. Never throws. */
  stop(): Promise<void>;
}

export interface ProgressOptions {
  /** What is being done, in a word or two: `messages.views.progress.…`. */
  readonly label: string;
  /** What is counted: bytes are shown as sizes. */
  readonly unit?: 'bytes' | undefined;
  /** `-q`: show nothing. */
  readonly quiet: boolean;
  readonly messages: Messages;
}

/** Milliseconds. */
const SILENCE = 1_000;
const LINE_EVERY = 10_000;

const BAR_SIZE = 30;
/** Reports over which the time left is estimated. */
const REPORTS = 100;
const GAP = '  ';

export function startProgress(output: Output, options: ProgressOptions): Progress {
  if (options.quiet) return { report: () => undefined, stop: () => Promise.resolve() };
  return new BarProgress(output, options);
}

class BarProgress implements Progress {
  readonly #stream: BarStream;
  readonly #options: ProgressOptions;
  readonly #startedAt = performance.now();
  #done = 0;
  #total: number | null = null;
  /** What is done in a second. */
  #rate = 0;
  #bar: SingleBar | null = null;
  /** Loading the library: only work that takes long does. */
  #opening: Promise<void> | null = null;
  #stopped = false;

  constructor(output: Output, options: ProgressOptions) {
    this.#stream = new BarStream(output);
    this.#options = options;
  }

  report(done: number, total: number | null = null): void {
    const elapsed = performance.now() - this.#startedAt;
    this.#done = done;
    this.#total = total;
    this.#rate = Math.round((done * 1_000) / elapsed);
    if (this.#bar !== null) {
      this.#bar.setTotal(total ?? 0);
      this.#bar.update(done);
    } else if (elapsed >= (this.#stream.isTTY ? SILENCE : LINE_EVERY)) {
      this.#opening ??= this.#open();
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#opening;
    // The library would write a last line.
    if (!this.#stream.isTTY) this.#stream.mute();
    this.#bar?.stop();
    await new Promise<void>((resolve) => this.#stream.end(resolve));
  }

  async #open(): Promise<void> {
    const { Format, SingleBar } = await import('cli-progress');
    if (this.#stopped) return;
    this.#bar = new SingleBar({
      stream: this.#stream,
      format: (options, params) => this.#text(params, Format.BarFormat(params.progress, options)),
      barsize: BAR_SIZE,
      barCompleteChar: '#',
      barIncompleteChar: '-',
      etaBuffer: REPORTS,
      noTTYOutput: true,
      notTTYSchedule: LINE_EVERY,
      clearOnComplete: true,
      // The settings of the terminal are left alone: a process that is killed can't put them back.
      linewrap: true,
      gracefulExit: false,
    } satisfies Options);
    this.#bar.start(this.#total ?? 0, this.#done);
  }

  /** `Reading: 12.0 MiB of 48.0 MiB  [#######-----------------------]  25 %  3.1 MiB/s  0:12 left` */
  #text({ progress, eta, maxWidth }: Params, bar: string): string {
    const { label, unit, messages } = this.#options;
    const { number, size, progress: texts } = messages.views;
    const amount = unit === 'bytes' ? size : number;
    const rate = texts.rate(amount(this.#rate));
    const done = amount(this.#done);
    if (this.#total === null) return fitting([texts.sofar({ label, done }), rate], maxWidth);
    const text = texts.of({ label, done, total: amount(this.#total) });
    // The library says `INF` or `NULL` when it can't tell.
    const left = typeof eta === 'number' ? [texts.left(clock(eta))] : [];
    const rest = [`${Math.floor(progress * 100)} %`, rate, ...left];
    const line = [text, `[${bar}]`, ...rest].join(GAP);
    return this.#stream.isTTY && line.length <= maxWidth ? line : fitting([text, ...rest], maxWidth);
  }
}

/** As many of the parts as fit, from the first. */
function fitting(parts: readonly string[], width: number): string {
  return parts.reduce((line, part) => (line.length + GAP.length + part.length > width ? line : line + GAP + part));
}

/** `0:12`, `1:02:03` */
function clock(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  const parts = hours > 0 ? [hours, String(minutes).padStart(2, '0')] : [minutes];
  return [...parts, String(Math.floor(seconds) % 60).padStart(2, '0')].join(':');
}

/** An output as the stream that the library writes to. */
class BarStream extends Writable {
  readonly isTTY: boolean;
  readonly #output: Output;
  #muted = false;

  constructor(output: Output) {
    super({ decodeStrings: false });
    this.isTTY = output.isTTY && output.redraws !== false;
    this.#output = output;
  }

  /** One less than the terminal has: some go to the next line after a full one. */
  get columns(): number {
    return (this.#output.columns ?? 80) - 1;
  }

  mute(): void {
    this.#muted = true;
  }

  override _write(text: string, _encoding: BufferEncoding, done: () => void): void {
    if (this.#muted) {
      done();
      return;
    }
    // Where no one sees the progress any more, the work still goes on.
    this.#output.write(text).then(done, () => {
      this.#muted = true;
      done();
    });
  }
}
