/** The conflicts of an undo, each told once, and none that follows from another. Source: docs/contract/cli.md, "undo". */
import type { CellValue, Conflict, ConflictPlace } from './conflict.js';

type Fields = Readonly<Record<string, CellValue>>;

export class UndoConflicts {
  private readonly told = new Map<string, Conflict>();
  /** Companies and contacts that have a conflict of their own. */
  private readonly things = new Set<string>();

  get list(): readonly Conflict[] {
    return [...this.told.values()];
  }

  /** Something that is neither as the change set left it nor as it was before. */
  tell(place: ConflictPlace, left: CellValue, wanted: CellValue, now: CellValue): void {
    this.add({ ...place, origin: null, expected: left, wanted, now, cause: null });
  }

  /** Something that is as it was left, and can't go back for something else, unless that is in conflict itself. */
  tellCause(place: ConflictPlace, left: CellValue, wanted: CellValue, cause: ConflictPlace, now: CellValue): void {
    if (this.concern(cause)) this.things.add(thingOf(place));
    else this.add({ ...place, origin: null, expected: left, wanted, now: left, cause: { ...cause, now } });
  }

  /** A company or contact that is gone: told for each of its fields that differ. */
  tellGone(thing: ConflictPlace, left: Fields, wanted: Fields): void {
    for (const field of Object.keys(left)) {
      const [expected = null, back = null] = [left[field], wanted[field]];
      if (expected === back) continue;
      this.add({ ...thing, field, origin: null, expected, wanted: back, now: null, cause: { ...thing, now: null } });
    }
  }

  /** Has the company or contact a conflict of its own? What follows from that is not told. */
  concern(place: ConflictPlace): boolean {
    return this.things.has(thingOf(place));
  }

  private add(conflict: Conflict): void {
    const { kind, company, id, universe, category, channel, field, cause } = conflict;
    const key = JSON.stringify([kind, company, id, universe, category, channel, field, cause]);
    if (!this.told.has(key)) this.told.set(key, conflict);
    if (kind === 'company' || kind === 'contact') this.things.add(thingOf(conflict));
  }
}

/** Settings have conflicts of their own only: they are no things that others hang on. */
function thingOf({ kind, company, id, universe, category, channel }: ConflictPlace): string {
  return JSON.stringify(
    kind === 'company' || kind === 'contact' ? [company, id] : [company, id, universe, category, channel],
  );
}
