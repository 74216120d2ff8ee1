/**
 * The conflicts of an undo: each is listed once, and one that only follows from another is left out.
 * Source: docs/contract/cli.md, "undo".
 */
import type { FieldValue } from '../fields.js';
import type { Conflict, ConflictPlace } from './conflict.js';

/** A value that is to go back from what the change set left to what was before it. */
export interface Revert {
  readonly place: ConflictPlace;
  readonly left: FieldValue;
  readonly wanted: FieldValue;
}

export class UndoConflicts {
  readonly #conflicts = new Map<string, Conflict>();
  /** Places with a conflict of their own, or with one that follows from another. */
  readonly #affected = new Set<string>();

  get list(): readonly Conflict[] {
    return [...this.#conflicts.values()];
  }

  /** Adds a value that is neither as the change set left it nor as it was before. */
  add({ place, left, wanted }: Revert, now: FieldValue): void {
    this.#add({ ...place, origin: null, expected: left, wanted, now, cause: null });
  }

  /**
   * Adds a value that is as the change set left it, and that something else keeps from going back. Where that is in conflict
   * itself, this one follows from it.
   */
  addBlocked({ place, left, wanted }: Revert, cause: ConflictPlace, causeNow: FieldValue): void {
    if (this.#affected.has(keyOf(cause))) this.#affected.add(keyOf(place));
    else this.#add({ ...place, origin: null, expected: left, wanted, now: left, cause: { ...cause, now: causeNow } });
  }

  /** Adds each field that differs of a company or contact that no longer exists. */
  addRemoved(
    place: ConflictPlace,
    left: Readonly<Record<string, FieldValue>>,
    wanted: Readonly<Record<string, FieldValue>>,
  ): void {
    for (const field of Object.keys(left)) {
      const [expected = null, back = null] = [left[field], wanted[field]];
      if (expected === back) continue;
      this.#add({ ...place, field, origin: null, expected, wanted: back, now: null, cause: { ...place, now: null } });
    }
  }

  #add(conflict: Conflict): void {
    const { kind, company, id, universe, category, channel, field, cause } = conflict;
    const key = JSON.stringify([kind, company, id, universe, category, channel, field, cause]);
    if (!this.#conflicts.has(key)) this.#conflicts.set(key, conflict);
    // Nothing follows from the conflict of a cell.
    if (kind === 'company' || kind === 'contact') this.#affected.add(keyOf(conflict));
  }
}

/** One key for all fields of a company or contact. */
function keyOf({ kind, company, id, universe, category, channel }: ConflictPlace): string {
  return JSON.stringify(
    kind === 'company' || kind === 'contact' ? [company, id] : [company, id, universe, category, channel],
  );
}
