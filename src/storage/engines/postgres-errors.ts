/**
 * What PostgreSQL's errors, and those of the way to it, mean to people.
 * Source: docs/contract/cli.md, "Exit codes" (6, 7). The codes: PostgreSQL's manual, appendix A.
 */
import { AboError } from '../../errors.js';
import { codeOf, isNetworkError, networkErrorOf, withoutAdvice } from './server.js';

/** Serialization failure, deadlock. */
const RETRYABLE = new Set(['40001', '40P01']);
/** No place for one; a connection that the administrator, a crash or a shutdown ended; what lies between ended it without a word. */
const LOST = new Set(['57P01', '57P02', '57P03', '57P05', '08000', '08003', '08006', '08001', '08004', '53300']);

export function isRetryable(error: unknown): boolean {
  return RETRYABLE.has(codeOf(error));
}

export function isLostConnection(error: unknown): boolean {
  return LOST.has(codeOf(error)) || isNetworkError(error) || isSilentEnd(error);
}

/** The driver's own words for a connection that ended: its error has no code. */
function isSilentEnd(error: unknown): boolean {
  return (
    error instanceof Error &&
    /^(Connection terminated|Client has encountered a connection error|timeout (exceeded|expired))/u.test(error.message)
  );
}

/** Once a statement of a transaction failed, the others do. */
export function isAftermath(error: unknown): boolean {
  return codeOf(error) === '25P02';
}

export function isWithoutTls(error: unknown): boolean {
  return error instanceof Error && error.message.includes('does not support SSL');
}

/** An `AboError` for a failure of PostgreSQL; anything else as it is. */
export function postgresErrorOf(error: unknown, name: string, host: string | null = null): unknown {
  if (error instanceof AboError || !(error instanceof Error)) return error;
  const options = { cause: error };
  const { message: detail } = error;
  const code = codeOf(error);
  switch (code) {
    case '28P01':
    case '28000':
      return new AboError('wrong-credentials', { name, detail, variable: 'PGPASSFILE' }, options);
    case '3D000':
      return new AboError(
        'server-lacks-database',
        { name, command: `createdb ${name.replace(/^.*\//u, '')}` },
        options,
      );
    case '42501':
      return new AboError('missing-rights', { name, detail }, options);
    case '25006':
      return new AboError('database-read-only', { name, isFile: false }, options);
    case '55P03':
    case '57014':
    case '40001':
    case '40P01':
      return new AboError('database-busy', { name }, options);
    case '53100':
    case '53200':
      return new AboError('database-full', { name }, options);
    case '53300':
    case '57P03':
      return new AboError('server-unreachable', { name, reason: detail }, options);
    case '42P01':
    case '42703':
      return new AboError('database-damaged', { name, detail }, options);
    case '58030':
    case 'XX001':
    case 'XX002':
      return new AboError('database-io', { name, detail }, options);
  }
  if (code.startsWith('23')) return new AboError('database-conflict', { name, detail }, options);
  if (isWithoutTls(error) || isTlsFailure(error))
    return new AboError('tls-failed', { name, detail: withoutAdvice(detail) }, options);
  if (/timeout expired|timeout exceeded|connection timeout/u.test(detail)) {
    return new AboError('server-unreachable', { name, reason: 'ETIMEDOUT' }, options);
  }
  const network = networkErrorOf(error, name, host);
  if (network !== null) return network;
  return isLostConnection(error) ? new AboError('connection-lost', { name }, options) : error;
}

export function isTlsFailure(error: unknown): boolean {
  return /^(ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|CERT_|HOSTNAME_MISMATCH|EPROTO)/u.test(codeOf(error));
}
