/**
 * What a view writes on: any `Output` of `terminal/`, or a file. Views know its width and whether it shows colour,
 * nothing else. `PageWriter` gathers small pieces, so that a large answer is written in few, awaited writes.
 */

export interface Page {
  /** Resolves when the text is accepted. */
  write(text: string): Promise<void>;
  /** The terminal's width; null when there is none, and nothing is cut then. */
  readonly columns: number | null;
  /** The terminal's height; null, or not given, when there is none. */
  readonly rows?: number | null;
  readonly color: boolean;
}

/** Characters gathered before they are written. */
const GATHERED = 32_768;

export class PageWriter {
  readonly #page: Pick<Page, 'write'>;
  #pending: string[] = [];
  #size = 0;

  constructor(page: Pick<Page, 'write'>) {
    this.#page = page;
  }

  /** Adds text; writes when enough has come together. */
  async add(text: string): Promise<void> {
    this.#pending.push(text);
    this.#size += text.length;
    if (this.#size >= GATHERED) await this.flush();
  }

  async line(text = ''): Promise<void> {
    await this.add(`${text}\n`);
  }

  /** Writes what is pending. To be called at the end. */
  async flush(): Promise<void> {
    if (this.#size === 0) return;
    const text = this.#pending.join('');
    this.#pending = [];
    this.#size = 0;
    await this.#page.write(text);
  }
}

/** Writes lines, each with its end. */
export async function writeLines(
  lines: Iterable<string> | AsyncIterable<string>,
  page: Pick<Page, 'write'>,
): Promise<void> {
  const writer = new PageWriter(page);
  for await (const line of lines) await writer.line(line);
  await writer.flush();
}
