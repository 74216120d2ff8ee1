/**
 * How a value came to be what it is: the change sets of the journal are reverted one by one, and the value is read after each.
 * Source: docs/contract/rules.md, "The journal"; docs/contract/csv.md, "Three-way import".
 */
import { NO_CHOICES } from '../cells.js';
import type { Snapshot } from '../model.js';
import { UNIVERSES } from '../vocabulary.js';
import { Draft } from './draft.js';
import type { Edit, JournaledEdit } from './edits.js';

/** Yields the change sets that changed a value: newest first, as `edits` are. */
export function* valueChanges<T>(
  now: Snapshot,
  edits: readonly JournaledEdit[],
  valueIn: (draft: Draft) => T,
  same: (a: T, b: T) => boolean = (a, b) => a === b,
): Generator<{ readonly changeSet: number; readonly before: T; readonly after: T }> {
  const draft = new Draft(now);
  let after = valueIn(draft);
  for (const [changeSet, journaled] of Map.groupBy(edits, ({ changeSet: number }) => number)) {
    for (const { edit } of journaled) draft.put(edit, 'before');
    const before = valueIn(draft);
    if (!same(before, after)) yield { changeSet, before, after };
    after = before;
  }
}

/**
 * Returns the state that the journal says is current. It differs from `now` where changes were made in memory only, as by `--with`.
 *
 * @param edits newest first
 */
export function journalHead(now: Snapshot, edits: readonly JournaledEdit[]): Draft {
  const head = new Draft(now);
  const seen = new Set<string>();
  for (const { edit } of edits) {
    const key = keyOf(edit);
    if (!seen.has(key)) head.put(edit, 'after');
    seen.add(key);
    // A new contact has no choices: one that no change set made is in memory only.
    if (edit.kind !== 'contact' || edit.before !== null || head.contactById(edit.company, edit.id) === undefined)
      continue;
    for (const universe of UNIVERSES) {
      if (!seen.has(keyOf(edit, universe))) head.putChoices(edit.company, edit.id, universe, NO_CHOICES);
    }
  }
  return head;
}

/** Returns the same key for two edits that follow one another: of one company, contact, mailbox, or choices in a universe. */
function keyOf(edit: Edit, universe = 'universe' in edit ? edit.universe : null): string {
  const id = 'id' in edit ? edit.id : null;
  return JSON.stringify([edit.company, id, universe, 'category' in edit ? edit.category : null]);
}
