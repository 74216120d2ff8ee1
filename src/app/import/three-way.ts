/** The rows of an export that come back, merged with what happened since. Source: docs/contract/csv.md, "Three-way import". */
import type { ImportRow } from '../../csv/rows/import-row.js';
import type { Snapshot } from '../../domain/model.js';
import type { Conflict, OnConflict } from '../../domain/plan/conflict.js';
import { Draft } from '../../domain/plan/draft.js';
import type { Request } from '../../domain/plan/request.js';
import { mergeThreeWay } from '../../domain/plan/three-way.js';
import type { Revision } from '../../domain/revision.js';
import type { Reader } from '../../storage/store.js';
import { Past } from '../read/past.js';

type RevisedRow = Pick<ImportRow, 'requests' | 'revision'>;

export interface MergedRow {
  readonly requests: readonly Request[];
  readonly kept: number;
  readonly unchanged: number;
}

export class ThreeWay {
  readonly conflicts: { readonly conflict: Conflict; readonly since: number }[] = [];
  private readonly pasts = new Map<number, Past>();
  private readonly now: Draft;

  constructor(
    private readonly reader: Reader,
    private readonly snapshot: Snapshot,
    private readonly identity: string,
    /** The number of the last change set, whoever may see it. */
    private readonly last: number,
    private readonly onConflict: OnConflict,
  ) {
    this.now = new Draft(snapshot);
  }

  /** Does a row of this revision come from another database, or from a time that has not been? */
  isForeign({ identity, number }: Revision): boolean {
    return identity !== this.identity || number > this.last;
  }

  /** Rebuilds what the rows were exported from. Their companies must be in the snapshot. */
  async prepare(rows: readonly RevisedRow[]): Promise<void> {
    const codes = new Map<number, Set<string>>();
    for (const row of rows) {
      if (row.revision === null || this.isForeign(row.revision)) continue;
      const wanted = codes.get(row.revision.number) ?? new Set<string>();
      for (const { company } of row.requests) wanted.add(company);
      codes.set(row.revision.number, wanted);
    }
    for (const [number, wanted] of codes) await this.past(number).ensure(wanted);
  }

  /** A row without a revision is compared two-way: it is as it was. */
  merge(row: RevisedRow): MergedRow {
    if (row.revision === null) return { requests: row.requests, kept: 0, unchanged: 0 };
    const { number } = row.revision;
    const merged = mergeThreeWay(row.requests, this.past(number).snapshot, this.now, this.onConflict);
    for (const conflict of merged.conflicts) this.conflicts.push({ conflict, since: number });
    return merged;
  }

  private past(number: number): Past {
    let past = this.pasts.get(number);
    if (past === undefined) {
      past = new Past(this.reader, number, this.snapshot);
      this.pasts.set(number, past);
    }
    return past;
  }
}
