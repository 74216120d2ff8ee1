/** The world as it was after a change set, from the journal: the present world without the changes made since. */
import type { Snapshot } from '../../domain/model.js';
import { Draft } from '../../domain/plan/draft.js';
import type { Reader } from '../../storage/store.js';

export class Past {
  readonly snapshot: Draft;
  readonly #reader: Reader;
  readonly #number: number;
  readonly #rebuilt = new Set<string>();

  /** @param now must hold the companies to rebuild, where they still exist */
  constructor(reader: Reader, number: number, now: Snapshot) {
    this.snapshot = new Draft(now);
    this.#reader = reader;
    this.#number = number;
  }

  /** Rebuilds these companies, each once. */
  async ensure(codes: Iterable<string>): Promise<void> {
    const fresh = [...new Set(codes)].filter((code) => !this.#rebuilt.has(code));
    if (fresh.length === 0) return;
    for (const code of fresh) this.#rebuilt.add(code);
    for await (const edits of this.#reader.editsSince(this.#number, fresh)) {
      for (const { edit } of edits) this.snapshot.put(edit, 'before');
    }
  }
}
