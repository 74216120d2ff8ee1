/** The inert cells that a plan changes: no event can ever reach them. Source: docs/contract/rules.md, "Who receives an event". */
import { cellsIn, changedCells } from '../cells.js';
import { isInert, type Category, type Universe } from '../vocabulary.js';
import type { Edit } from './edits.js';
import { LIVE_CELLS } from './losses.js';

export interface InertCell {
  readonly universe: Universe;
  readonly category: Category;
}

/** Yields the cell of each change to an inert one: a mailbox, or a subscription on one channel. */
function* inertChanges(edits: readonly Edit[]): Generator<InertCell> {
  for (const edit of edits) {
    if (edit.kind === 'mailbox' && isInert(edit.universe, edit.category)) {
      yield { universe: edit.universe, category: edit.category };
    } else if (edit.kind === 'subscription') {
      const inert = changedCells(edit.before, edit.after) & ~LIVE_CELLS[edit.universe];
      if (inert !== 0) for (const { category } of cellsIn(inert)) yield { universe: edit.universe, category };
    }
  }
}

/** Returns each universe and category once, in the order of the edits, whichever companies they belong to. */
export function inertCells(edits: readonly Edit[]): readonly InertCell[] {
  const cells = Array.from(inertChanges(edits), (cell) => [`${cell.universe} ${cell.category}`, cell] as const);
  return [...new Map(cells).values()];
}

export function countInert(edits: readonly Edit[]): number {
  return [...inertChanges(edits)].length;
}
