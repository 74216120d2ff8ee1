/**
 * The conflicts of an undo: each is listed once, and one that only follows from another is left out.
 * Source: docs/contract/cli.md, "undo".
 */
import type { FieldRecord, FieldValue } from '../fields.js';
import type { Conflict } from './conflict.js';
import type { Place } from './place.js';

/** A value that should go back from what the change set left to what was before it. */
export interface Revert {
  readonly place: Place;
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
  add(revert: Revert, now: FieldValue): void {
    this.#add(revert, now, null);
  }

  /**
   * Adds a value that is as the change set left it, and that something else keeps from going back. Where that is in conflict
   * itself, this one follows from it.
   */
  addBlocked(revert: Revert, cause: Place, causeNow: FieldValue): void {
    if (this.#affected.has(keyOf(cause))) this.#affected.add(keyOf(revert.place));
    else this.#add(revert, revert.left, { ...cause, now: causeNow });
  }

  /** Adds each field that should go back, of a company or contact that no longer exists. */
  addRemoved(place: Place, left: FieldRecord, wanted: FieldRecord): void {
    for (const revert of fieldReverts(place, left, wanted)) {
      if (revert.left !== revert.wanted) this.#add(revert, null, { ...place, now: null });
    }
  }

  /** Adds the fields that changed since, of a company or contact that the change set added or removed: `left` or `wanted` is null. */
  addChanged(place: Place, left: FieldRecord | null, wanted: FieldRecord | null, now: FieldRecord): void {
    for (const revert of fieldReverts(place, left, wanted)) {
      const value = now[revert.place.field ?? ''] ?? null;
      if ((left === null ? revert.wanted : revert.left) !== value) this.add(revert, value);
    }
  }

  #add({ place, left, wanted }: Revert, now: FieldValue, cause: Conflict['cause']): void {
    const conflict = { ...place, origin: null, expected: left, wanted, now, cause };
    const { kind, company, id, universe, category, channel, field } = place;
    const key = JSON.stringify([kind, company, id, universe, category, channel, field, cause]);
    if (!this.#conflicts.has(key)) this.#conflicts.set(key, conflict);
    // No other conflict follows from that of a cell.
    if (kind === 'company' || kind === 'contact') this.#affected.add(keyOf(place));
  }
}

function fieldReverts(place: Place, left: FieldRecord | null, wanted: FieldRecord | null): readonly Revert[] {
  return Object.keys(left ?? wanted ?? {}).map((field) => ({
    place: { ...place, field },
    left: left?.[field] ?? null,
    wanted: wanted?.[field] ?? null,
  }));
}

/** Returns one key for all fields of a company or contact. */
function keyOf({ kind, company, id, universe, category, channel }: Place): string {
  return JSON.stringify(
    kind === 'company' || kind === 'contact' ? [company, id] : [company, id, universe, category, channel],
  );
}
