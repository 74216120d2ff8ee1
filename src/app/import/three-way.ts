/** Merges the rows of an edited export with what changed since it was written. Source: docs/contract/csv.md, "Three-way import". */
import type { ImportRow } from '../../csv/rows/import-row.js';
import { getOrCreate } from '../../domain/maps.js';
import type { Snapshot } from '../../domain/model.js';
import type { Conflict, OnConflict } from '../../domain/plan/conflict.js';
import { Draft } from '../../domain/plan/draft.js';
import { ThreeWayMerge } from '../../domain/plan/three-way.js';
import type { Revision } from '../../domain/revision.js';
import type { Reader } from '../../storage/store.js';
import { Past } from '../read/past-reader.js';

type RevisedRow = Pick<ImportRow, 'requests' | 'revision'>;

interface MergeBase {
  readonly reader: Reader;
  readonly snapshot: Snapshot;
  /** The database's identity. */
  readonly identity: string;
  /** The number of the last change set, even if the user may not see it. */
  readonly last: number;
  readonly onConflict: OnConflict;
}

export class ThreeWay {
  readonly conflicts: { readonly conflict: Conflict; readonly since: number }[] = [];
  readonly #base: MergeBase;
  readonly #pasts = new Map<number, Past>();
  readonly #now: Draft;

  constructor(base: MergeBase) {
    this.#base = base;
    this.#now = new Draft(base.snapshot);
  }

  /** Is it a revision of another database, or one that this database has not reached? */
  isForeign({ identity, number }: Revision): boolean {
    return identity !== this.#base.identity || number > this.#base.last;
  }

  /** Rebuilds the world that the rows were exported from. Their companies must be in the snapshot. */
  async prepare(rows: readonly RevisedRow[]): Promise<void> {
    const codes = new Map<number, Set<string>>();
    for (const row of rows) {
      if (row.revision === null || this.isForeign(row.revision)) continue;
      const wanted = getOrCreate(codes, row.revision.number, () => new Set());
      for (const { company } of row.requests) wanted.add(company);
    }
    for (const [number, wanted] of codes) await this.#past(number).ensure(wanted);
  }

  /** Returns what is left to request of a row; all of it without a revision, since it is compared two-way. */
  merge(row: RevisedRow): Pick<ThreeWayMerge, 'kept' | 'unchanged'> & Pick<ImportRow, 'requests'> {
    if (row.revision === null) return { requests: row.requests, kept: 0, unchanged: 0 };
    const { number } = row.revision;
    const merged = new ThreeWayMerge(row.requests, this.#past(number).snapshot, this.#now, this.#base.onConflict);
    for (const conflict of merged.conflicts) this.conflicts.push({ conflict, since: number });
    return merged;
  }

  #past(number: number): Past {
    return getOrCreate(this.#pasts, number, () => new Past(this.#base.reader, number, this.#base.snapshot));
  }
}
