/**
 * How a value came to be what it is: the journal taken back step by step, and the value looked at after each change set.
 * Source: docs/contract/rules.md, "The journal"; docs/contract/csv.md, "Three-way import".
 */
import { NO_CHOICES } from '../cells.js';
import type { Snapshot } from '../model.js';
import { UNIVERSES, type Universe } from '../vocabulary.js';
import { Draft } from './draft.js';
import type { Edit, JournaledEdit } from './edits.js';

/** A change set that made a value another one. */
export interface ValueChange<T> {
  readonly changeSet: number;
  readonly before: T;
  readonly after: T;
}

/**
 * The change sets that changed a value, newest first.
 *
 * @param edits newest first
 */
export function* valueChanges<T>(
  now: Snapshot,
  edits: readonly JournaledEdit[],
  valueIn: (draft: Draft) => T,
  same: (a: T, b: T) => boolean = (a, b) => a === b,
): Generator<ValueChange<T>> {
  const draft = new Draft(now);
  let after = valueIn(draft);
  for (let i = 0; i < edits.length;) {
    const changeSet = edits[i]?.changeSet ?? 0;
    for (; edits[i]?.changeSet === changeSet; i++) {
      const journaled = edits[i];
      if (journaled !== undefined) draft.put(journaled.edit, 'before');
    }
    const before = valueIn(draft);
    if (!same(before, after)) yield { changeSet, before, after };
    after = before;
  }
}

/**
 * What the journal last made of what it changed; the rest as it is. It differs from what is where something was laid over
 * the database in memory.
 *
 * @param edits newest first
 */
export function journalHead(now: Snapshot, edits: readonly JournaledEdit[]): Draft {
  const head = new Draft(now);
  const seen = new Set<string>();
  for (const { edit } of edits) {
    const row = rowOf(edit);
    if (!seen.has(row)) head.put(edit, 'after');
    seen.add(row);
    // A contact comes without choices: one that no change set made is laid over.
    if (edit.kind !== 'contact' || edit.before !== null || head.contactById(edit.company, edit.id) === undefined)
      continue;
    for (const universe of UNIVERSES) {
      if (!seen.has(choicesRow(edit, universe))) head.putChoices(edit.company, edit.id, universe, NO_CHOICES);
    }
  }
  return head;
}

/** What an edit is of: two of the same row follow one another. */
function rowOf(edit: Edit): string {
  switch (edit.kind) {
    case 'company':
      return JSON.stringify([edit.company]);
    case 'contact':
      return JSON.stringify([edit.company, edit.id]);
    case 'mailbox':
      return JSON.stringify([edit.company, edit.universe, edit.category]);
    case 'subscription':
      return choicesRow(edit, edit.universe);
  }
}

function choicesRow({ company, id }: { readonly company: string; readonly id: number }, universe: Universe): string {
  return JSON.stringify([company, id, universe]);
}
