/** The world as it was after a change set, rebuilt from the journal: what is, with everything since taken back. */
import type { Snapshot } from '../../domain/model.js';
import { Draft } from '../../domain/plan/draft.js';
import type { Reader } from '../../storage/store.js';

export class Past {
  readonly snapshot: Draft;
  private readonly rebuilt = new Set<string>();

  /** @param now must hold the companies asked about, where they still exist, before they are rebuilt */
  constructor(
    private readonly reader: Reader,
    private readonly number: number,
    now: Snapshot,
  ) {
    this.snapshot = new Draft(now);
  }

  async ensure(codes: Iterable<string>): Promise<void> {
    const fresh = [...new Set(codes)].filter((code) => !this.rebuilt.has(code));
    if (fresh.length === 0) return;
    for (const code of fresh) this.rebuilt.add(code);
    for await (const edits of this.reader.editsSince(this.number, fresh)) {
      for (const { edit } of edits) this.snapshot.put(edit, 'before');
    }
  }
}
