/**
 * Where each cell of a long input was first asked for, when the cells of one contact come from several rows: a million rows
 * are a hundred thousand such places. They stand in few large blocks, since a small array for each takes three times its numbers.
 */
import { CELLS } from '../cells.js';

/** Places by the block. */
const BLOCK = 2_048;

export class CellOrigins {
  private readonly blocks: Float64Array[] = [];
  private places = 0;

  /** A place with one number a cell, all of them `origin`. */
  take(origin: number): number {
    const place = this.places++;
    if (place % BLOCK === 0) this.blocks.push(new Float64Array(BLOCK * CELLS.length));
    for (let cell = 0; cell < CELLS.length; cell++) this.set(place, cell, origin);
    return place;
  }

  get(place: number, cell: number): number | undefined {
    return this.blocks[Math.floor(place / BLOCK)]?.[(place % BLOCK) * CELLS.length + cell];
  }

  set(place: number, cell: number, origin: number): void {
    const block = this.blocks[Math.floor(place / BLOCK)];
    if (block !== undefined) block[(place % BLOCK) * CELLS.length + cell] = origin;
  }
}
