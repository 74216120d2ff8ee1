/**
 * What the errors of MySQL and MariaDB, and those of the way to them, mean to people.
 * Source: docs/contract/cli.md, "Exit codes" (6, 7). The codes are in the servers' manuals.
 */
import { AboError } from '../../errors.js';
import { codeOf, isNetworkError, networkErrorOf, withoutAdvice } from './server.js';

const RETRYABLE = new Set(['ER_LOCK_DEADLOCK', 'ER_CHECKREAD']);
/** A connection that was killed, or ended with its server. */
const LOST = new Set([
  'ER_SERVER_SHUTDOWN',
  'ER_CONNECTION_KILLED',
  'ER_QUERY_INTERRUPTED',
  'ER_NORMAL_SHUTDOWN',
  'ER_SHUTDOWN_COMPLETE',
  'ER_CON_COUNT_ERROR',
]);

const ER_CONSTRAINT_FAILED = 4025;

export function isRetryable(error: unknown): boolean {
  return RETRYABLE.has(codeOf(error));
}

export function isLostConnection(error: unknown): boolean {
  return LOST.has(codeOf(error)) || isNetworkError(error) || isClosed(error);
}

/** The driver's own words for a connection that ended: its error has no code. */
function isClosed(error: unknown): boolean {
  return error instanceof Error && /in closed state|Connection lost|Connection was killed/u.test(error.message);
}

export function isWithoutTls(error: unknown): boolean {
  return codeOf(error) === 'HANDSHAKE_NO_SSL_SUPPORT';
}

/** An `AboError` for a failure of MySQL or MariaDB; anything else as it is. */
export function mysqlErrorOf(error: unknown, name: string, host: string | null = null): unknown {
  if (error instanceof AboError || !(error instanceof Error)) return error;
  const options = { cause: error };
  const { message: detail } = error;
  // MariaDB's own, for which the driver has the name that MySQL gives the number.
  if ('errno' in error && error.errno === ER_CONSTRAINT_FAILED)
    return new AboError('database-conflict', { name, detail }, options);
  switch (codeOf(error)) {
    case 'ER_ACCESS_DENIED_ERROR':
    case 'ER_ACCESS_DENIED_NO_PASSWORD_ERROR':
    case 'ER_ACCOUNT_HAS_BEEN_LOCKED':
    case 'ER_MUST_CHANGE_PASSWORD':
    case 'ER_MUST_CHANGE_PASSWORD_LOGIN':
    case 'ER_HOST_NOT_PRIVILEGED':
    case 'ER_HOST_IS_BLOCKED':
      return new AboError('wrong-credentials', { name, detail, variable: 'MYSQL_PWD' }, options);
    case 'ER_BAD_DB_ERROR':
      return new AboError(
        'server-lacks-database',
        { name, command: `create database \`${name.replace(/^.*\//u, '')}\`` },
        options,
      );
    case 'ER_DBACCESS_DENIED_ERROR':
    case 'ER_TABLEACCESS_DENIED_ERROR':
    case 'ER_COLUMNACCESS_DENIED_ERROR':
    case 'ER_SPECIFIC_ACCESS_DENIED_ERROR':
    case 'ER_BINLOG_CREATE_ROUTINE_NEED_SUPER':
      return new AboError('missing-rights', { name, detail }, options);
    case 'ER_NO_SUCH_USER':
      return new AboError('definer-missing', { name, detail: detail.replace(/\.\s*$/u, '') }, options);
    case 'ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION':
    case 'ER_OPTION_PREVENTS_STATEMENT':
      return new AboError('database-read-only', { name, isFile: false }, options);
    case 'ER_LOCK_WAIT_TIMEOUT':
    case 'ER_LOCK_DEADLOCK':
    case 'ER_CHECKREAD':
      return new AboError('database-busy', { name }, options);
    case 'ER_RECORD_FILE_FULL':
    case 'ER_DISK_FULL':
      return new AboError('database-full', { name }, options);
    case 'ER_CON_COUNT_ERROR':
      return new AboError('server-unreachable', { name, reason: detail }, options);
    case 'ER_NO_SUCH_TABLE':
    case 'ER_BAD_FIELD_ERROR':
    case 'ER_CRASHED_ON_USAGE':
      return new AboError('database-damaged', { name, detail }, options);
    case 'ER_DUP_ENTRY':
    case 'ER_ROW_IS_REFERENCED_2':
    case 'ER_NO_REFERENCED_ROW_2':
    case 'ER_CHECK_CONSTRAINT_VIOLATED':
    case 'ER_DATA_TOO_LONG':
    case 'ER_BAD_NULL_ERROR':
      return new AboError('database-conflict', { name, detail }, options);
    case 'HANDSHAKE_NO_SSL_SUPPORT':
    case 'HANDSHAKE_SSL_ERROR':
      return new AboError('tls-failed', { name, detail: withoutAdvice(detail) }, options);
  }
  const network = networkErrorOf(error, name, host);
  if (network !== null) return network;
  return isLostConnection(error) ? new AboError('connection-lost', { name }, options) : error;
}
