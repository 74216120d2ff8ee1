/** An `Output` that keeps its text; a terminal when it is given a width. */
import type { Output } from '../../src/terminal/terminal.js';

export class MemoryOutput implements Output {
  text = '';
  readonly isTTY: boolean;
  readonly columns: number | null;
  readonly rows: number | null;
  readonly color: boolean;
  readonly redraws: boolean;

  constructor({
    columns = null,
    rows = null,
    color = false,
    isTTY = columns !== null,
    redraws = isTTY,
  }: Partial<Omit<Output, 'write'>> = {}) {
    this.columns = columns;
    this.rows = rows;
    this.color = color;
    this.isTTY = isTTY;
    this.redraws = redraws;
  }

  async write(text: string): Promise<void> {
    this.text += text;
  }
}
