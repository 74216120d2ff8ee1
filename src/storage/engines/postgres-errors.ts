/** Errors of PostgreSQL and `pg`. The codes: PostgreSQL's manual, appendix A. */
import { codeOf, serverErrors } from './driver-errors.js';

/** OpenSSL's codes, and Node's for a certificate that it does not accept. */
const TLS = [
  'ERR_TLS',
  'ERR_SSL',
  'DEPTH_ZERO',
  'SELF_SIGNED',
  'UNABLE_TO',
  'CERT_',
  'HOSTNAME_MISMATCH',
  'EPROTO',
] as const;

export const POSTGRES_ERRORS = serverErrors({
  table: [
    ['wrong-credentials', ['28P01', '28000']],
    ['server-lacks-database', ['3D000']],
    ['missing-rights', ['42501']],
    ['database-read-only', ['25006']],
    ['database-busy', ['55P03', '57014', '40001', '40P01']],
    ['database-full', ['53100', '53200']],
    ['server-unreachable', ['53300', '57P03']],
    ['database-damaged', ['42P01', '42703']],
    ['database-io', ['58030', 'XX001', 'XX002']],
    ['database-conflict', ['23']],
    ['tls-failed', TLS],
  ],
  // Serialization failure, deadlock.
  retryable: ['40001', '40P01'],
  // No free connection; ended by the administrator, a crash, a shutdown or an idle timeout; lost on the network.
  lost: ['57P01', '57P02', '57P03', '57P05', '08000', '08003', '08006', '08001', '08004', '53300'],
  codeOf(error) {
    const code = codeOf(error);
    const { message } = error;
    if (code !== '') return code;
    if (isWithoutTls(error)) return TLS[0];
    if (/timeout expired|timeout exceeded|connection timeout/u.test(message)) return 'ETIMEDOUT';
    return /^(Connection terminated|Client has encountered a connection error)/u.test(message) ? 'ECONNRESET' : '';
  },
  passwordVariable: 'PGPASSFILE',
  createCommand: (database) => `createdb ${database}`,
});

/** In a transaction in which a statement failed, does this one fail for that reason only? */
export function isAftermath(error: unknown): boolean {
  return codeOf(error) === '25P02';
}

/** Does the server have no TLS? */
export function isWithoutTls(error: unknown): boolean {
  return error instanceof Error && error.message.includes('does not support SSL');
}
