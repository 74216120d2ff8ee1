/** What is known of a database, whatever its engine. Source: docs/contract/cli.md, "Commands". */
import type { ChangeSet } from './change-set.js';

/** What `db status` says of a database, initialised or not. */
export interface DatabaseStatus {
  readonly engine: string;
  readonly serverVersion: string;
  readonly name: string;
  /** `foreign`: another program's. */
  readonly state: 'absent' | 'not-initialised' | 'foreign' | 'behind' | 'current' | 'newer';
  readonly identity: string | null;
  /** Names of the migrations that the database has, and that this program knows. */
  readonly schemaVersion: string | null;
  readonly latestVersion: string;
  readonly companies: number | null;
  readonly contacts: number | null;
  readonly lastChangeSet: ChangeSet | null;
  /** The triggers that keep the journal from being changed and are not there: with them, none. */
  readonly missingTriggers: readonly string[];
  /** Bytes. */
  readonly size: number | null;
}
