/** What can be wrong with a database. Source: docs/contract/cli.md, "Exit codes" (6 and 7). */
import type { StaleRow } from '../../domain/plan/stale-row.js';
import { listStaleRows } from '../stale-rows.js';
import type { ErrorText } from '../text.js';
import { unreachable } from './reasons.js';

/** Why a profile has no password: what the system says, that there is nothing, or that nothing came in time. */
type Unavailable = { readonly said: string } | 'empty' | { readonly seconds: number };

const unavailable = ({ key, why }: { key: string; why: Unavailable }): string => {
  if (why === 'empty') return key === 'password_command' ? ': it printed nothing' : ': the file is empty';
  return 'said' in why ? ` (${why.said})` : `: it did not end within ${why.seconds} s`;
};

/** By the part of the URL that is wrong. */
const WRONG = {
  database: (url: string) => `“${url}” names no database.`,
  host: (url: string) => `“${url}” names no host.`,
  port: (url: string) => `In “${url}” the port is no number from 1 to 65535.`,
  path: (url: string) => `In “${url}” a / stands in the database's name, or behind it.`,
  escape: (url: string) => `In “${url}” a sign of a name or of the password stands as it is, or a % is no escape.`,
} as const;

const SERVERS = { postgres: 'PostgreSQL', mysql: 'MySQL or MariaDB' } as const;
const FOUND = { ...SERVERS, http: 'a web server', other: null } as const;

/** What ended work that is gone on with by the same command. */
interface Stopped {
  readonly name: string;
  readonly why: 'connection-lost' | 'database-full';
}

const stopped = (p: Stopped): string =>
  p.why === 'connection-lost' ? `The connection to ${p.name} was lost` : `There is no space left for ${p.name}`;
const AFTER = { 'connection-lost': 'When the server can be reached,', 'database-full': 'Make room, then' } as const;

export const database = {
  'unsupported-engine': (p: { engine: string }): ErrorText => ({
    message: `abo has no engine for “${p.engine}:” databases.`,
    hint: 'Give the path of an SQLite file, or a URL that begins with sqlite:, postgres: or mysql:.',
  }),
  'bad-database-url': (p: { url: string; wrong: keyof typeof WRONG }): ErrorText => ({
    message: WRONG[p.wrong](p.url),
    hint: 'Write sqlite:PATH (or the path alone), postgres://USER@HOST:PORT/DATABASE or mysql://USER@HOST:PORT/DATABASE; in a name or password @ as %40, : as %3A, / as %2F, # as %23, ? as %3F, % as %25.',
  }),
  'bad-database-parameter': (p: { parameter: string; known: readonly string[] }): ErrorText => ({
    message: `“${p.parameter}” in the database's URL is not known, or not with this value.`,
    hint: `Known: ${p.known.join(', ')}.`,
  }),
  'tls-certificate-unreadable': (p: { file: string }): ErrorText => ({
    message: `The certificates in ${p.file} can't be read.`,
    hint: 'sslrootcert names a file of certificates in PEM; check its path and rights.',
  }),
  'password-unavailable': (p: {
    profile: string;
    key: 'password_command' | 'password_file';
    why: Unavailable;
  }): ErrorText => ({
    message: `The ${p.key} of the profile ${p.profile} gives no password${unavailable(p)}.`,
    hint: 'Correct it in config.yaml; abo config says where that is.',
  }),
  'server-unknown': (p: { name: string; host: string }): ErrorText => ({
    message: `The database ${p.name} can't be reached: no server is known as ${p.host}.`,
    hint: 'Check the name in the URL, and that this machine is on the right network.',
  }),
  'server-unreachable': (p: { name: string; reason: string }): ErrorText => ({
    message: `The database ${p.name} can't be reached: ${unreachable(p.reason)}.`,
    hint: 'Check the host and port in the URL, that the server runs, and what lies between.',
  }),
  'other-server': (p: {
    name: string;
    expected: 'postgres' | 'mysql';
    found: 'postgres' | 'mysql' | 'http' | 'other';
  }): ErrorText => ({
    message: `What answers at ${p.name} is not ${SERVERS[p.expected]}${FOUND[p.found] === null ? '' : `, but ${FOUND[p.found]}`}.`,
    hint: 'Check the host and port in the URL, and what it begins with.',
  }),
  'wrong-credentials': (p: { name: string; detail: string; variable: string }): ErrorText => ({
    message: `The server of ${p.name} refuses the account: ${p.detail}.`,
    hint: `Check the user in the URL, and its password: password_command or password_file of the profile, or ${p.variable}.`,
  }),
  'password-missing': (p: { name: string }): ErrorText => ({
    message: `The server of ${p.name} asks for a password, and there is none.`,
    hint: 'Give the profile a password_command or password_file, or name a file of passwords in PGPASSFILE.',
  }),
  'password-file-exposed': (p: { file: string }): ErrorText => ({
    message: `The passwords in ${p.file} may be read by others, so it is not used.`,
    hint: `Keep it to yourself: chmod 600 ${p.file}`,
  }),
  'server-lacks-database': (p: { name: string; command: string }): ErrorText => ({
    message: `The server has no database ${p.name}.`,
    hint: `Have its administrator make it (${p.command}); abo db init, or db copy, then makes its tables.`,
  }),
  'missing-rights': (p: { name: string; detail: string }): ErrorText => ({
    message: `The account has no right to do that in ${p.name}: ${p.detail}.`,
    hint: 'An account that may only read can list, export, simulate and audit. For more, ask its administrator.',
  }),
  'definer-missing': (p: { name: string; detail: string }): ErrorText => ({
    message: `The server of ${p.name} lacks the account that the journal's triggers belong to: ${p.detail}. Nothing was written.`,
    hint: 'Have its administrator make that account, with the rights in docs/servers.md; or make a db copy, whose triggers are your own.',
  }),
  'database-encoding': (p: { name: string; encoding: string }): ErrorText => ({
    message: `The database ${p.name} keeps its text as ${p.encoding}, in which not every name can be written: abo needs UTF8.`,
    hint: 'Have its administrator make another one: createdb --encoding=UTF8 --template=template0 NAME',
  }),
  'server-too-old': (p: { name: string; server: string; version: string; needed: string }): ErrorText => ({
    message: `The server of ${p.name} is too old: ${p.server} ${p.version}.`,
    hint: `abo needs ${p.server} ${p.needed} or newer.`,
  }),
  'tls-failed': (p: { name: string; detail: string }): ErrorText => ({
    message: `No encrypted connection to ${p.name} as asked for: ${p.detail}.`,
    hint: 'Check sslmode and sslrootcert in the URL.',
  }),
  'connection-lost': (p: { name: string }): ErrorText => ({
    message: `The connection to ${p.name} was lost. Nothing was written.`,
    hint: 'Run it again when the server can be reached.',
  }),
  'commit-unknown': (p: { name: string }): ErrorText => ({
    message: `The connection to ${p.name} was lost while the changes were being committed, and the server can't be asked since: they are written whole, or not at all.`,
    hint: 'When the server can be reached, abo history tells which.',
  }),
  'database-without-identity': (p: { name: string }): ErrorText => ({
    message: `The database ${p.name} is damaged: it has no identity.`,
    hint: 'Restore a backup.',
  }),
  'database-missing': (p: { name: string }): ErrorText => ({
    message: `There is no database at ${p.name}.`,
    hint: 'Make it with abo db init, or name another one with --db.',
  }),
  'database-is-folder': (p: { name: string }): ErrorText => ({
    message: `${p.name} is a folder, not a database file.`,
    hint: 'Name the file inside it with --db.',
  }),
  'database-folder-missing': (p: { name: string; folder: string }): ErrorText => ({
    message: `There is no folder ${p.folder} to make the database ${p.name} in.`,
    hint: 'Make the folder, or check --db.',
  }),
  'database-not-initialised': (p: { name: string }): ErrorText => ({
    message: `The database ${p.name} is not initialised: it has no tables of abo.`,
    hint: 'Run abo db init.',
  }),
  'database-not-empty': (p: { name: string }): ErrorText => ({
    message: `${p.name} is the database of something else: it has tables, and none of them is abo's.`,
    hint: 'Name another one with --db.',
  }),
  'backup-by-server': (p: { name: string; command: string; hasDefiners: boolean }): ErrorText => ({
    message: `abo makes no backup of ${p.name}: its server's own tool does, and knows how to put it back.`,
    hint: `${p.hasDefiners ? 'The server that it is put back on needs the account that made the tables: see docs/servers.md.\n' : ''}Run:\n  ${p.command}`,
  }),
  'copy-target-not-empty': (p: { name: string }): ErrorText => ({
    message: `${p.name} is not empty: a copy takes an empty database, and overwrites nothing. Nothing was written.`,
    hint: 'Name another one with --to.',
  }),
  'copy-onto-itself': (p: { name: string }): ErrorText => ({
    message: `${p.name} is the database to be copied, or its file under another name. Nothing was written.`,
    hint: 'Name another one with --to.',
  }),
  'copy-differs': (p: { name: string; table: string }): ErrorText => ({
    message: `What ${p.name} gives back of the table ${p.table} is not what was copied to it: the copy was undone.`,
    hint: 'Look for triggers, or anything else, that changes what is written to it; then run it again.',
  }),
  'copy-unfinished': (p: Stopped): ErrorText => ({
    message: `${stopped(p)}: no row was copied. Its tables were made by then; they stay, and are empty.`,
    hint: `${AFTER[p.why]} run the same command again: it goes on where this one stopped.`,
  }),
  'schema-unfinished': (p: Stopped): ErrorText => ({
    message: `${stopped(p)} while its tables were being made. Those that were made by then stay.`,
    hint: `${AFTER[p.why]} run the same command again: it goes on where this one stopped.`,
  }),
  'database-behind': (p: { name: string; missing: readonly string[] }): ErrorText => ({
    message: `The database ${p.name} was made by an older abo; missing: ${p.missing.join(', ')}.`,
    hint: 'Run abo db migrate.',
  }),
  'database-newer': (p: { name: string; unknown: readonly string[] }): ErrorText => ({
    message: `The database ${p.name} was made by a newer abo; unknown here: ${p.unknown.join(', ')}.`,
    hint: 'Update abo.',
  }),
  'not-a-database': (p: { name: string }): ErrorText => ({
    message: `${p.name} is not an SQLite database.`,
    hint: 'Check --db, or the profile that names it.',
  }),
  'database-damaged': (p: { name: string; detail: string }): ErrorText => ({
    message: `The database ${p.name} is damaged: ${p.detail}.`,
    hint: 'Restore a backup.',
  }),
  'database-unreadable': (p: { name: string; detail: string }): ErrorText => ({
    message: `The database ${p.name} can't be opened: ${p.detail}.`,
    hint: 'Check the permissions of the file and of its folder.',
  }),
  'database-read-only': (p: { name: string; isFile: boolean }): ErrorText => ({
    message: `The database ${p.name} is read-only: it can be looked at, not changed.`,
    hint: p.isFile
      ? 'To change it, check the permissions of the file and of its folder.'
      : 'To change it, use an account that may write, on a server that is no replica.',
  }),
  'database-full': (p: { name: string }): ErrorText => ({
    message: `No space left for the database ${p.name}. Nothing was written.`,
    hint: 'Make room on the disk, then run it again.',
  }),
  'database-io': (p: { name: string; detail: string }): ErrorText => ({
    message: `The database ${p.name} could not be read or written: ${p.detail}. Nothing was changed.`,
    hint: 'Check the disk and the space left on it, then run it again.',
  }),
  'database-busy': (p: { name: string }): ErrorText => ({
    message: `The database ${p.name} is busy: somebody else is writing to it. Nothing was done.`,
    hint: 'Run it again in a moment.',
  }),
  'database-conflict': (p: { name: string; detail: string }): ErrorText => ({
    message: `The database ${p.name} refused the change: ${p.detail}. Nothing was written.`,
    hint: 'Something other than abo has written to it. Compare with abo db status.',
  }),
  'stale-rows': (p: { rows: readonly StaleRow[] }): ErrorText => ({
    message: `Changed since the plan was made, so nothing was written: ${listStaleRows(p.rows, (more) => `and ${more} more`)}.`,
    hint: 'Run it again: it will make a new plan.',
  }),
};
