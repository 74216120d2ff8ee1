/**
 * The 14 cells (category × channel) of one contact in one universe, and the choices made in them, as two bit masks:
 * which cells are chosen, and which of those are on. The bit of a cell never changes: it is what is stored.
 */
import { CATEGORIES, CHANNELS, type Category, type Channel } from './vocabulary.js';

/** A contact's stored choice for one cell. `default` is no choice. */
export type Stored = 'on' | 'off' | 'default';
export const STORED_VALUES = ['on', 'off', 'default'] as const satisfies readonly Stored[];

/** Bits of cells; bit `cellIndex(category, channel)`. */
export type CellMask = number;

export interface Cell {
  readonly category: Category;
  readonly channel: Channel;
  readonly index: number;
  readonly bit: CellMask;
}

/** Every cell, in the order of forms and CSV columns: by category, then channel. */
export const CELLS: readonly Cell[] = CATEGORIES.flatMap((category, c) =>
  CHANNELS.map((channel, h) => {
    const index = c * CHANNELS.length + h;
    return { category, channel, index, bit: 1 << index };
  }),
);

export const ALL_CELLS: CellMask = (1 << CELLS.length) - 1;

/** What a cell is called everywhere: in assignments, headers and answers. */
export type CellName = `${Category}.${Channel}`;

export function cellName({ category, channel }: Pick<Cell, 'category' | 'channel'>): CellName {
  return `${category}.${channel}`;
}

export function cellBit(category: Category, channel: Channel): CellMask {
  return 1 << (CATEGORIES.indexOf(category) * CHANNELS.length + CHANNELS.indexOf(channel));
}

const BY_CATEGORY: ReadonlyMap<Category, readonly Cell[]> = Map.groupBy(CELLS, ({ category }) => category);

/** Interface, then e-mail. */
export function cellsOfCategory(category: Category): readonly Cell[] {
  return BY_CATEGORY.get(category) ?? [];
}

/** The cells of a mask, in order. */
export function cellsIn(mask: CellMask): readonly Cell[] {
  return CELLS.filter(({ bit }) => (mask & bit) !== 0);
}

/** Returns the mask of the cells that `holds` accepts. */
export function maskOf(holds: (cell: Cell) => boolean): CellMask {
  return CELLS.reduce((mask, cell) => (holds(cell) ? mask | cell.bit : mask), 0);
}

/** The cells of one channel. */
export const CHANNEL_CELLS: Readonly<Record<Channel, CellMask>> = {
  interface: maskOf((cell) => cell.channel === 'interface'),
  email: maskOf((cell) => cell.channel === 'email'),
};

/** One contact's choices in one universe. Invariant: `on` is within `chosen`. */
export interface Choices {
  readonly chosen: CellMask;
  readonly on: CellMask;
}

export const NO_CHOICES: Choices = Object.freeze({ chosen: 0, on: 0 });

export function storedIn(choices: Choices, bit: CellMask): Stored {
  if ((choices.chosen & bit) === 0) return 'default';
  return (choices.on & bit) === 0 ? 'off' : 'on';
}

export function withStored(choices: Choices, bit: CellMask, value: Stored): Choices {
  switch (value) {
    case 'on':
      return { chosen: choices.chosen | bit, on: choices.on | bit };
    case 'off':
      return { chosen: choices.chosen | bit, on: choices.on & ~bit };
    case 'default':
      return { chosen: choices.chosen & ~bit, on: choices.on & ~bit };
  }
}

export function sameChoices(a: Choices, b: Choices): boolean {
  return a.chosen === b.chosen && a.on === b.on;
}

/** The cells whose choice differs. */
export function changedCells(before: Choices, after: Choices): CellMask {
  return (before.chosen ^ after.chosen) | (before.on ^ after.on);
}

/** How many bits are set. */
export function countCells(mask: CellMask): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++;
  return count;
}
