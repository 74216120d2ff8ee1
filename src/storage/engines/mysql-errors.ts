/** Errors of MySQL, MariaDB and `mysql2`. The codes are in the servers' manuals. */
import { codeOf, serverErrors } from './driver-errors.js';

/** A check constraint failed, in MariaDB. The driver knows MySQL's names only, and gives this number another one. */
const ER_CONSTRAINT_FAILED = 4025;

export const MYSQL_ERRORS = serverErrors({
  table: [
    [
      'wrong-credentials',
      [
        'ER_ACCESS_DENIED_ERROR',
        'ER_ACCESS_DENIED_NO_PASSWORD_ERROR',
        'ER_ACCOUNT_HAS_BEEN_LOCKED',
        'ER_MUST_CHANGE_PASSWORD',
        'ER_HOST_NOT_PRIVILEGED',
        'ER_HOST_IS_BLOCKED',
      ],
    ],
    ['server-lacks-database', ['ER_BAD_DB_ERROR']],
    [
      'missing-rights',
      [
        'ER_DBACCESS_DENIED_ERROR',
        'ER_TABLEACCESS_DENIED_ERROR',
        'ER_COLUMNACCESS_DENIED_ERROR',
        'ER_SPECIFIC_ACCESS_DENIED_ERROR',
        'ER_BINLOG_CREATE_ROUTINE_NEED_SUPER',
      ],
    ],
    ['definer-missing', ['ER_NO_SUCH_USER']],
    ['database-read-only', ['ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION', 'ER_OPTION_PREVENTS_STATEMENT']],
    ['database-busy', ['ER_LOCK_WAIT_TIMEOUT', 'ER_LOCK_DEADLOCK', 'ER_CHECKREAD']],
    ['database-full', ['ER_RECORD_FILE_FULL', 'ER_DISK_FULL']],
    ['server-unreachable', ['ER_CON_COUNT_ERROR']],
    ['database-damaged', ['ER_NO_SUCH_TABLE', 'ER_BAD_FIELD_ERROR', 'ER_CRASHED_ON_USAGE']],
    [
      'database-conflict',
      [
        'ER_DUP_ENTRY',
        'ER_ROW_IS_REFERENCED_2',
        'ER_NO_REFERENCED_ROW_2',
        'ER_CHECK_CONSTRAINT_VIOLATED',
        'ER_DATA_TOO_LONG',
        'ER_BAD_NULL_ERROR',
      ],
    ],
    ['tls-failed', ['HANDSHAKE_NO_SSL_SUPPORT', 'HANDSHAKE_SSL_ERROR']],
  ],
  // The last one is MariaDB's for a connection that was killed while it read the definition of a trigger.
  retryable: ['ER_LOCK_DEADLOCK', 'ER_CHECKREAD', 'ER_ERROR_IN_UNKNOWN_TRIGGER_BODY'],
  lost: [
    'ER_SERVER_SHUTDOWN',
    'ER_CONNECTION_KILLED',
    'ER_QUERY_INTERRUPTED',
    'ER_NORMAL_SHUTDOWN',
    'ER_SHUTDOWN_COMPLETE',
    'ER_CON_COUNT_ERROR',
  ],
  codeOf(error) {
    if ('errno' in error && error.errno === ER_CONSTRAINT_FAILED) return 'ER_CHECK_CONSTRAINT_VIOLATED';
    const isClosed = /in closed state|Connection lost|Connection was killed/u.test(error.message);
    return isClosed ? 'PROTOCOL_CONNECTION_LOST' : codeOf(error);
  },
  passwordVariable: 'MYSQL_PWD',
  createCommand: (database) => `create database \`${database}\``,
});

/** Does the server have no TLS? */
export function isWithoutTls(error: unknown): boolean {
  return codeOf(error) === 'HANDSHAKE_NO_SSL_SUPPORT';
}
