/**
 * Where a server's database is, from its URL: `postgres://user@host:port/database?sslmode=…`.
 * Source: docs/contract/cli.md, "Database". The names of the parameters are those of PostgreSQL's own tools.
 */
import { readFileSync } from 'node:fs';
import { AboError, type ErrorParams } from '../../errors.js';
import { maskedLocation } from '../../passwords.js';
import { pathIn, type System } from '../../system.js';

/** `prefer`: encrypted if the server can; `require`: always encrypted; `verify-…`: the certificate is checked too. */
const SSL_MODES = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full'] as const;
export type SslMode = (typeof SSL_MODES)[number];

export interface ServerAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string | null;
  /** From the profile, else from the URL. */
  readonly password: string | null;
  readonly database: string;
  readonly sslMode: SslMode;
  /** A file of certificates to trust beside, or instead of, Node's own. */
  readonly sslRootCert: string | null;
  /** Milliseconds. */
  readonly connectTimeout: number;
  /** How long the server may take for each answer, in milliseconds. */
  readonly answerTimeout: number;
  /** Its name in messages: `db.example.net/abo`. */
  readonly name: string;
}

type UrlPart = ErrorParams<'bad-database-url'>['wrong'];

const PARAMETERS = ['sslmode', 'sslrootcert', 'connect_timeout', 'answer_timeout'];
const CONNECT_TIMEOUT_S = 10;
/** Longer than any statement takes, except on the largest databases. */
const ANSWER_TIMEOUT_S = 600;

/** @throws AboError `bad-database-url`, `bad-database-parameter` (exit 2) */
export function serverAddress(url: string, defaultPort: number): ServerAddress {
  const parsed = URL.parse(url);
  const user = decoded(parsed?.username ?? '');
  const password = decoded(parsed?.password ?? '');
  const path = parsed?.pathname.slice(1) ?? '';
  const database = decoded(path);
  // An unescaped `/` in a password ends the host, and the rest with its `@` looks like the database: it is not.
  const isNamed =
    parsed?.pathname.startsWith('/') === true &&
    database !== null &&
    database !== '' &&
    !database.includes('/') &&
    !path.includes('@');
  if (parsed === null || parsed.port === '0' || user === null || password === null || !isNamed) {
    throw new AboError('bad-database-url', { url: maskedLocation(url), wrong: wrongPartOf(url) });
  }
  for (const parameter of parsed.searchParams.keys()) {
    if (!PARAMETERS.includes(parameter)) throw new AboError('bad-database-parameter', { parameter, known: PARAMETERS });
  }
  const host = parsed.hostname === '' ? 'localhost' : parsed.hostname.replace(/^\[(.*)\]$/u, '$1');
  return {
    host,
    port: parsed.port === '' ? defaultPort : Number(parsed.port),
    user: user === '' ? null : user,
    password: password === '' ? null : password,
    database,
    sslMode: sslModeOf(parsed.searchParams.get('sslmode')),
    sslRootCert: parsed.searchParams.get('sslrootcert'),
    connectTimeout: timeoutOf(parsed.searchParams, 'connect_timeout', CONNECT_TIMEOUT_S),
    answerTimeout: timeoutOf(parsed.searchParams, 'answer_timeout', ANSWER_TIMEOUT_S),
    name: `${parsed.host === '' ? 'localhost' : parsed.host}/${database}`,
  };
}

/** Returns which part of an invalid URL is wrong. The last `@` ends the account and its password. */
function wrongPartOf(url: string): UrlPart {
  const [, rest] = /^[^:]*:\/\/(.*)$/su.exec(url) ?? [];
  if (rest === undefined) return 'host';
  const at = rest.lastIndexOf('@');
  const account = rest.slice(0, Math.max(at, 0));
  const [, place = '', path = ''] = /^([^/?#]*)\/?([^?#]*)/su.exec(rest.slice(at + 1)) ?? [];
  if (/[/?#\s]/u.test(account) || decoded(account) === null) return 'escape';
  const [, host = '', port] = /^(\[[^\]]*\]?|[^:]*)(?::(.*))?$/su.exec(place) ?? [];
  if (port !== undefined && !(/^\d*$/u.test(port) && Number(port) <= 65_535 && port !== '0')) return 'port';
  // Without an account, no host is this machine.
  if ((host === '' && (at >= 0 || port !== undefined)) || URL.parse(url) === null) return 'host';
  if (path === '') return 'database';
  return decoded(path) === null ? 'escape' : 'path';
}

/** Whether the server's certificate must be signed by a trusted authority, and be for the host. */
export interface Encryption {
  readonly ca?: string;
  readonly rejectUnauthorized: boolean;
  readonly verifyIdentity: boolean;
}

/** @throws AboError `tls-certificate-unreadable` */
export function encryptionFor({ sslMode, sslRootCert }: ServerAddress, { cwd }: Pick<System, 'cwd'>): Encryption {
  const ca = sslRootCert === null ? {} : { ca: certificates(sslRootCert, cwd) };
  return {
    ...ca,
    rejectUnauthorized: sslMode === 'verify-ca' || sslMode === 'verify-full',
    verifyIdentity: sslMode === 'verify-full',
  };
}

function certificates(file: string, cwd: string): string {
  try {
    return readFileSync(pathIn(cwd, file), 'utf8');
  } catch (cause) {
    throw new AboError('tls-certificate-unreadable', { file }, { cause });
  }
}

function sslModeOf(value: string | null): SslMode {
  if (value === null) return 'prefer';
  const mode = SSL_MODES.find((known) => known === value);
  if (mode === undefined) throw new AboError('bad-database-parameter', { parameter: 'sslmode', known: SSL_MODES });
  return mode;
}

/** From seconds, in the URL, to milliseconds. */
function timeoutOf(parameters: URLSearchParams, parameter: string, usual: number): number {
  const value = parameters.get(parameter) ?? `${usual}`;
  if (!/^[1-9]\d{0,3}$/u.test(value)) throw new AboError('bad-database-parameter', { parameter, known: ['1…9999'] });
  return Number(value) * 1_000;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    // An invalid escape.
    return null;
  }
}
