/**
 * From the errors of drivers and of the network to those that abo reports. Each engine has tables of its codes.
 * Source: docs/contract/cli.md, "Exit codes" (6, 7).
 */
import { AboError, whyOf } from '../../errors.js';

type DatabaseError =
  | 'connection-lost'
  | 'database-busy'
  | 'database-conflict'
  | 'database-damaged'
  | 'database-full'
  | 'database-io'
  | 'database-read-only'
  | 'database-unreadable'
  | 'definer-missing'
  | 'missing-rights'
  | 'not-a-database'
  | 'server-lacks-database'
  | 'server-unknown'
  | 'server-unreachable'
  | 'tls-failed'
  | 'wrong-credentials';

/**
 * The driver's codes, by the error that they become. A code stands for all codes that begin with it: `SQLITE_IOERR` for
 * SQLite's extended codes, `23` for a class of PostgreSQL's.
 */
export type ErrorTable = readonly (readonly [DatabaseError, readonly string[]])[];

/** Everything that a message of a `DatabaseError` may name. */
interface ErrorDetails {
  readonly name: string;
  readonly detail: string;
  readonly isFile: boolean;
  readonly host: string;
  readonly reason: string;
  /** The environment variable that holds the password, or names its file. */
  readonly variable: string;
  /** The command that creates the missing database. */
  readonly command: string;
}

/** Returns the error for a code; null when the table does not have the code. */
export function errorIn(
  table: ErrorTable,
  code: string,
  details: Partial<ErrorDetails> & Pick<ErrorDetails, 'name'>,
  cause: Error,
): AboError | null {
  const [meaning] = table.find(([, codes]) => codes.some((known) => code.startsWith(known))) ?? [];
  if (meaning === undefined) return null;
  const { message } = cause;
  const all = { detail: message, isFile: false, host: '', reason: message, variable: '', command: '', ...details };
  return new AboError(meaning, all, { cause });
}

/** The code of a driver's error, or of the first of several (one for each address of the host); '' without one. */
export function codeOf(error: unknown): string {
  return whyOf(error instanceof AggregateError ? error.errors[0] : error).code ?? '';
}

/** The code of the error with which abo cuts connections to a silent server; the drivers pass it on. */
export const SILENT = 'ESILENT';

const NETWORK: ErrorTable = [
  ['server-unknown', ['ENOTFOUND', 'EAI_AGAIN']],
  ['server-unreachable', ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT']],
  ['connection-lost', ['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'PROTOCOL_CONNECTION_LOST', SILENT]],
];

interface ServerErrorCodes {
  readonly table: ErrorTable;
  /** Conflicts between transactions: the same transaction may succeed when it is tried again. */
  readonly retryable: readonly string[];
  /** Codes of connections that were killed, ended with their server, or were refused for now. */
  readonly lost: readonly string[];
  /** `codeOf`, with a code for the driver's own errors, which have none. */
  readonly codeOf: (error: Error) => string;
  readonly passwordVariable: string;
  readonly createCommand: (database: string) => string;
}

export interface ServerErrors {
  /** @param host of a connection that is being made; null later */
  errorOf(error: unknown, name: string, host?: string | null): unknown;
  isRetryable(error: unknown): boolean;
  isLost(error: unknown): boolean;
}

export function serverErrors(codes: ServerErrorCodes): ServerErrors {
  const hasCode = (error: unknown, known: readonly string[]): boolean =>
    error instanceof Error && known.includes(codes.codeOf(error));
  const lost = [...codes.lost, ...NETWORK.flatMap(([, network]) => network)];
  return {
    errorOf(error, name, host = null) {
      if (error instanceof AboError || !(error instanceof Error)) return error;
      const code = codes.codeOf(error);
      const found = errorIn(
        codes.table,
        code,
        {
          name,
          detail: withoutAdvice(error.message),
          variable: codes.passwordVariable,
          command: codes.createCommand(name.replace(/^.*\//u, '')),
        },
        error,
      );
      if (found !== null) return found;
      if (lost.includes(code)) {
        return (
          errorIn(NETWORK, code, { name, host: host ?? name, reason: code }, error) ??
          new AboError('connection-lost', { name }, { cause: error })
        );
      }
      return error;
    },
    isRetryable: (error) => hasCode(error, codes.retryable),
    isLost: (error) => hasCode(error, lost),
  };
}

/** Removes Node's advice to programmers about a certificate, and the period at the end. */
function withoutAdvice(message: string): string {
  return message.replace(/; if the root CA is installed locally.*$/u, '').replace(/\.\s*$/u, '');
}
