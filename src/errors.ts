/** The errors that are reported to the user, and their exit codes. Source: docs/contract/cli.md, "Exit codes". */
import type { StaleRow } from './domain/plan/stale-row.js';
import type { Conflict } from './domain/plan/conflict.js';
import type { Problem, ProblemSource } from './domain/problems.js';
import type { Messages } from './messages/index.js';

export const EXIT = {
  done: 0,
  unexpected: 1,
  usage: 2,
  no: 3,
  rejected: 4,
  refused: 5,
  conflict: 6,
  database: 7,
  partial: 8,
  declined: 9,
  interrupted: 130,
  terminated: 143,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/**
 * How far a change has come, which decides whether a signal may still stop it, and what is true then. `changing`: nothing is
 * written yet. `waiting`: nor is anything, since another writer has the database. `making-tables`: those created so far
 * remain, empty. `committing`: only the database knows. `written`: it is done.
 */
export type Stage = 'changing' | 'waiting' | 'making-tables' | 'committing' | 'written';
export type Unfinished = Exclude<Stage, 'waiting' | 'written'>;

export type ErrorCode = keyof Messages['errors'];
export type ErrorParams<C extends ErrorCode> =
  Parameters<Messages['errors'][C]> extends [infer P] ? P : Readonly<Record<string, never>>;

/** Every error that is not one of what was typed or configured, which is exit 2. */
const OTHER_EXITS: Readonly<Partial<Record<ErrorCode, ExitCode>>> = {
  unexpected: EXIT.unexpected,
  'output-failed': EXIT.unexpected,
  'erasure-is-final': EXIT.refused,
  'over-limits': EXIT.refused,
  'actor-no-access': EXIT.refused,
  'not-admin': EXIT.refused,
  'staff-only': EXIT.refused,
  'profile-read-only': EXIT.refused,
  'profile-protected': EXIT.refused,
  conflicts: EXIT.conflict,
  'foreign-plan': EXIT.conflict,
  'stale-plan': EXIT.conflict,
  'database-busy': EXIT.conflict,
  'database-conflict': EXIT.conflict,
  'stale-rows': EXIT.conflict,
  'company-exists': EXIT.rejected,
  'contact-exists': EXIT.rejected,
  'company-is-partner': EXIT.rejected,
  'not-a-plan': EXIT.rejected,
  'bad-plan': EXIT.rejected,
  'baseline-unreadable': EXIT.rejected,
  declined: EXIT.declined,
  interrupted: EXIT.interrupted,
  'password-unavailable': EXIT.database,
  'server-unknown': EXIT.database,
  'server-unreachable': EXIT.database,
  'other-server': EXIT.database,
  'wrong-credentials': EXIT.database,
  'password-missing': EXIT.database,
  'password-file-exposed': EXIT.database,
  'server-lacks-database': EXIT.database,
  'missing-rights': EXIT.database,
  'definer-missing': EXIT.database,
  'database-encoding': EXIT.database,
  'server-too-old': EXIT.database,
  'tls-failed': EXIT.database,
  'connection-lost': EXIT.database,
  'commit-unknown': EXIT.database,
  'database-without-identity': EXIT.database,
  'database-missing': EXIT.database,
  'database-is-folder': EXIT.database,
  'database-folder-missing': EXIT.database,
  'database-not-initialised': EXIT.database,
  'database-not-empty': EXIT.database,
  'copy-differs': EXIT.database,
  'copy-unfinished': EXIT.database,
  'schema-unfinished': EXIT.database,
  'database-behind': EXIT.database,
  'database-newer': EXIT.database,
  'not-a-database': EXIT.database,
  'database-damaged': EXIT.database,
  'database-unreadable': EXIT.database,
  'database-read-only': EXIT.database,
  'database-full': EXIT.database,
  'database-io': EXIT.database,
};

export function exitOf(code: ErrorCode): ExitCode {
  return OTHER_EXITS[code] ?? EXIT.usage;
}

/** What an error of the operating system says: its code, for words of our own, and its own words. */
export function whyOf(error: unknown): { readonly code: string | null; readonly said: string } {
  const said = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
  return { code, said };
}

/** A failure with a code and what its message needs. Only `main` converts it to words and an exit code. */
export class AboError<C extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'AboError';
  readonly exitCode: ExitCode;

  constructor(
    readonly code: C,
    readonly params: ErrorParams<C>,
    options: { cause?: unknown } = {},
  ) {
    super(code, options);
    this.exitCode = exitOf(code);
  }
}

/** Is it an error of one of these codes? */
export function isErrorOf<C extends ErrorCode>(error: unknown, codes: readonly C[]): error is AboError<C> {
  return error instanceof AboError && codes.some((code) => code === error.code);
}

/** An input that was rejected whole: nothing was written. Holds every problem found, not just the first. */
export class RejectedInput extends Error {
  override readonly name = 'RejectedInput';
  readonly exitCode = EXIT.rejected;

  constructor(
    readonly problems: readonly Problem[],
    /** The input's files, by `Origin.source`. */
    readonly sources: readonly ProblemSource[],
  ) {
    super('rejected');
  }
}

/** A plan that can't be applied: these rows are no longer what it says they were. Nothing was written. */
export class StaleRows extends AboError<'stale-rows'> {
  constructor(readonly rows: readonly StaleRow[]) {
    super('stale-rows', { rows });
  }
}

/** A conflict, and the change set that made it; null when the journal names none. */
export interface ExplainedConflict extends Conflict {
  readonly changedBy: { readonly number: number; readonly at: Date; readonly actor: string | null } | null;
}

/** What was requested was changed to something else since: every such conflict is listed, and nothing was written. */
export class ConflictsFound extends AboError<'conflicts'> {
  constructor(
    readonly conflicts: readonly ExplainedConflict[],
    /** The input's files, by `Origin.source`. */
    readonly sources: readonly ProblemSource[],
    by: ErrorParams<'conflicts'>['by'],
  ) {
    super('conflicts', { count: conflicts.length, by });
  }
}
