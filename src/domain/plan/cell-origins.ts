/**
 * The row that first requested each cell, for contacts whose cells come from several rows. A million rows may make a hundred
 * thousand such places. They are kept in large blocks: a small array for each would take three times the memory.
 */
import { CELLS } from '../cells.js';

const BLOCK = 2_048;

export class CellOrigins {
  readonly #blocks: Float64Array[] = [];
  #places = 0;

  /** A place with one number a cell, all of them `origin`. */
  take(origin: number): number {
    const place = this.#places++;
    if (place % BLOCK === 0) this.#blocks.push(new Float64Array(BLOCK * CELLS.length));
    for (let cell = 0; cell < CELLS.length; cell++) this.set(place, cell, origin);
    return place;
  }

  get(place: number, cell: number): number | undefined {
    return this.#blocks[Math.floor(place / BLOCK)]?.[(place % BLOCK) * CELLS.length + cell];
  }

  set(place: number, cell: number, origin: number): void {
    const block = this.#blocks[Math.floor(place / BLOCK)];
    if (block !== undefined) block[(place % BLOCK) * CELLS.length + cell] = origin;
  }
}
