/** The inert cells that a plan changes: no event can ever reach them. Source: docs/contract/rules.md, "Who receives an event". */
import { CELLS, changedCells, countCells } from '../cells.js';
import { isInert, type Category, type Universe } from '../vocabulary.js';
import type { Edit } from './edits.js';
import { LIVE_CELLS } from './losses.js';

export interface InertCell {
  readonly universe: Universe;
  readonly category: Category;
}

/** Returns each universe and category once, in the order of the edits, whichever companies they belong to. */
export function inertCells(edits: readonly Edit[]): readonly InertCell[] {
  const cells = new Map<string, InertCell>();
  const note = (universe: Universe, category: Category): void => {
    if (isInert(universe, category)) cells.set(`${universe} ${category}`, { universe, category });
  };
  for (const edit of edits) {
    if (edit.kind === 'mailbox') note(edit.universe, edit.category);
    if (edit.kind !== 'subscription') continue;
    const changed = changedCells(edit.before, edit.after);
    for (const { bit, category } of CELLS) if ((changed & bit) !== 0) note(edit.universe, category);
  }
  return [...cells.values()];
}

/** Returns how many changes are to inert cells. */
export function countInert(edits: readonly Edit[]): number {
  let inert = 0;
  for (const edit of edits) {
    if (edit.kind === 'mailbox' && isInert(edit.universe, edit.category)) inert++;
    if (edit.kind === 'subscription') {
      inert += countCells(changedCells(edit.before, edit.after) & ~LIVE_CELLS[edit.universe]);
    }
  }
  return inert;
}
