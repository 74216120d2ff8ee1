/** The cells that a plan changes and that no event can ever reach, whichever company's. Source: docs/contract/rules.md, "Who receives an event". */
import { CELLS, changedCells } from '../cells.js';
import { isInert, type Category, type Universe } from '../vocabulary.js';
import type { Edit } from './edits.js';

export interface InertCell {
  readonly universe: Universe;
  readonly category: Category;
}

/** Each once, in the order in which the plan comes to them. */
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
