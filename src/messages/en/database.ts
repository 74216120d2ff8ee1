/** What can be wrong with a database. Source: docs/contract/cli.md, "Exit codes" (6 and 7). */
import type { ErrorText } from '../text.js';
import { reason } from './reasons.js';
import { quote } from './text.js';

/** Why a profile has no password: how its command ended, why its file can't be read, no output, or no output in time. */
type Unavailable =
  | { readonly said: string }
  | { readonly file: string; readonly code: string | null; readonly said: string }
  | 'empty'
  | { readonly seconds: number };

const unavailable = ({ key, why }: { key: string; why: Unavailable }): string => {
  if (why === 'empty') return key === 'password_command' ? 'it printed nothing' : 'the file is empty';
  if ('file' in why) return `${quote(why.file)} can't be read: ${reason(why.code, why.said)}`;
  return 'said' in why ? why.said : `it did not finish within ${why.seconds} s`;
};

/** By the part of the URL that is wrong. */
const WRONG = {
  database: (url: string) => `The URL ${quote(url)} has no database name.`,
  host: (url: string) => `The URL ${quote(url)} has no host.`,
  port: (url: string) => `The port in ${quote(url)} is not a number from 1 to 65535.`,
  path: (url: string) => `In ${quote(url)} there is a / in or after the database name.`,
  escape: (url: string) =>
    `In ${quote(url)} a character of a name or of the password is not escaped, or a % is not part of an escape.`,
} as const;

const SERVERS = { postgres: 'PostgreSQL', mysql: 'MySQL or MariaDB' } as const;
const FOUND = { ...SERVERS, http: 'a web server', other: null } as const;

/** What stopped work that the same command can continue. */
interface Stopped {
  readonly name: string;
  readonly why: 'connection-lost' | 'database-full';
}

const stopped = (p: Stopped): string =>
  p.why === 'connection-lost' ? `The connection to ${p.name} was lost` : `There is no space left for ${p.name}`;
const toContinue = (p: Stopped): string =>
  `${p.why === 'connection-lost' ? 'When the server can be reached again' : 'After freeing some disk space'}, run the same command again: it continues where this one stopped.`;

export const database = {
  'unsupported-engine': (p: { engine: string }): ErrorText => [
    `abo does not support ${quote(`${p.engine}:`)} databases.`,
    'Give the path of an SQLite file, or a URL that starts with sqlite:, postgres: or mysql:.',
  ],
  'bad-database-url': (p: { url: string; wrong: keyof typeof WRONG }): ErrorText => [
    WRONG[p.wrong](p.url),
    'Write sqlite:PATH (or only the path), postgres://USER@HOST:PORT/DATABASE or mysql://USER@HOST:PORT/DATABASE. In a name or password, write @ as %40, : as %3A, / as %2F, # as %23, ? as %3F, % as %25.',
  ],
  'bad-database-parameter': (p: { parameter: string; known: readonly string[] }): ErrorText => [
    `Unknown parameter or value in the database URL: ${quote(p.parameter)}.`,
    `Parameters: ${p.known.join(', ')}.`,
  ],
  'tls-certificate-unreadable': (p: { file: string }): ErrorText => [
    `The certificates in ${p.file} can't be read.`,
    'sslrootcert must name a file of PEM certificates. Check its path and permissions.',
  ],
  'password-unavailable': (p: {
    profile: string;
    key: 'password_command' | 'password_file';
    why: Unavailable;
  }): ErrorText => [
    `The ${p.key} of the profile ${p.profile} returned no password: ${unavailable(p)}.`,
    'Correct it in config.yaml. To see where that file is, run abo config.',
  ],
  'server-unknown': (p: { name: string; host: string }): ErrorText => [
    `The database ${p.name} can't be reached: unknown host ${p.host}.`,
    'Check the host in the URL, and that this machine is on the right network.',
  ],
  'server-unreachable': (p: { name: string; reason: string }): ErrorText => [
    `The database ${p.name} can't be reached: ${reason(p.reason, p.reason)}.`,
    'Check the host and port in the URL, that the server is running, and the network in between.',
  ],
  'other-server': (p: {
    name: string;
    expected: 'postgres' | 'mysql';
    found: 'postgres' | 'mysql' | 'http' | 'other';
  }): ErrorText => [
    `The server at ${p.name} is not ${SERVERS[p.expected]}${FOUND[p.found] === null ? '' : ` but ${FOUND[p.found]}`}.`,
    'Check the host and port in the URL, and whether it should start with postgres: or mysql:.',
  ],
  'wrong-credentials': (p: { name: string; detail: string; variable: string }): ErrorText => [
    `The server of ${p.name} rejected the user or password: ${p.detail}.`,
    `Check the user in the URL, and its password: password_command or password_file of the profile, or ${p.variable}.`,
  ],
  'password-missing': (p: { name: string }): ErrorText => [
    `The server of ${p.name} requires a password, and none is configured.`,
    'Give the profile a password_command or password_file, or name a password file in PGPASSFILE.',
  ],
  'password-file-exposed': (p: { file: string }): ErrorText => [
    `The password file ${p.file} is not used, because other users can read it.`,
    `Make it private: chmod 600 ${p.file}`,
  ],
  'server-lacks-database': (p: { name: string; command: string }): ErrorText => [
    `The server has no database ${p.name}.`,
    `Ask its administrator to create it (${p.command}). After that, abo db init or db copy creates its tables.`,
  ],
  'missing-rights': (p: { name: string; detail: string }): ErrorText => [
    `The database user has no permission to do that in ${p.name}: ${p.detail}.`,
    'Read access is enough to list, export, simulate and audit. For more, ask the administrator of the database.',
  ],
  'definer-missing': (p: { name: string; detail: string }): ErrorText => [
    `The server of ${p.name} lacks the database user that owns the journal's triggers: ${p.detail}. Nothing was written.`,
    'Ask its administrator to create that user with the rights in docs/servers.md, or make a db copy, whose triggers belong to you.',
  ],
  'database-encoding': (p: { name: string; encoding: string }): ErrorText => [
    `The database ${p.name} has the encoding ${p.encoding}, which can't store every name. abo needs UTF8.`,
    'Ask its administrator to create another one: createdb --encoding=UTF8 --template=template0 NAME',
  ],
  'server-too-old': (p: { name: string; server: string; version: string; minimum: string }): ErrorText => [
    `The server of ${p.name} is too old: ${p.server} ${p.version}.`,
    `abo needs ${p.server} ${p.minimum} or newer.`,
  ],
  'tls-failed': (p: { name: string; detail: string }): ErrorText => [
    `The connection to ${p.name} can't be encrypted as requested: ${p.detail}.`,
    'Check sslmode and sslrootcert in the URL.',
  ],
  'connection-lost': (p: { name: string }): ErrorText => [
    `The connection to ${p.name} was lost. Nothing was written.`,
    'Run it again when the server can be reached.',
  ],
  'commit-unknown': (p: { name: string }): ErrorText => [
    `The connection to ${p.name} was lost during the commit, and the server has not answered since: the changes were written in full, or not at all.`,
    'To find out, run abo history when the server can be reached again.',
  ],
  'database-without-identity': (p: { name: string }): ErrorText => [
    `The database ${p.name} is damaged: it has no identity.`,
    'Restore a backup.',
  ],
  'database-missing': (p: { name: string }): ErrorText => [
    `There is no database at ${p.name}.`,
    'Create it with abo db init, or choose another one with --db.',
  ],
  'database-is-folder': (p: { name: string }): ErrorText => [
    `${p.name} is a folder, not a database file.`,
    'Name a file in it with --db.',
  ],
  'database-folder-missing': (p: { name: string; folder: string }): ErrorText => [
    `The database ${p.name} can't be created: there is no folder ${p.folder}.`,
    'Create the folder, or check --db.',
  ],
  'database-not-initialised': (p: { name: string }): ErrorText => [
    `The database ${p.name} is not initialised: it has no abo tables.`,
    'Run abo db init.',
  ],
  'database-not-empty': (p: { name: string }): ErrorText => [
    `${p.name} belongs to another program: it has tables, but none of abo's.`,
    'Choose another database with --db.',
  ],
  'backup-by-server': (p: { name: string; command: string; hasDefiners: boolean }): ErrorText => [
    `abo can't back up ${p.name}. Use the server's own tool, which can also restore the backup.`,
    `${p.hasDefiners ? 'The server where you restore it needs the database user that created the tables: see docs/servers.md.\n' : ''}Run:\n  ${p.command}`,
  ],
  'copy-target-not-empty': (p: { name: string }): ErrorText => [
    `${p.name} is not empty. A copy needs an empty database and overwrites nothing. Nothing was written.`,
    'Choose another one with --to.',
  ],
  'copy-onto-itself': (p: { name: string }): ErrorText => [
    `${p.name} is the database to copy, perhaps under another name. Nothing was written.`,
    'Choose another one with --to.',
  ],
  'copy-differs': (p: { name: string; table: string }): ErrorText => [
    `The table ${p.table} of ${p.name} does not hold what was copied to it. The copy was undone.`,
    'Look for a trigger or anything else that changes what is written there, then run it again.',
  ],
  'copy-unfinished': (p: Stopped): ErrorText => [
    `${stopped(p)}. No row was copied. The tables created so far remain, empty.`,
    toContinue(p),
  ],
  'schema-unfinished': (p: Stopped): ErrorText => [
    `${stopped(p)} while creating its tables. The tables created so far remain.`,
    toContinue(p),
  ],
  'database-behind': (p: { name: string; missing: readonly string[] }): ErrorText => [
    `The database ${p.name} was created by an older abo. Missing: ${p.missing.join(', ')}.`,
    'Make a backup (abo db backup), then run abo db migrate.',
  ],
  'database-newer': (p: { name: string; unknown: readonly string[] }): ErrorText => [
    `The database ${p.name} was created by a newer abo. Unknown here: ${p.unknown.join(', ')}.`,
    'Update abo.',
  ],
  'not-a-database': (p: { name: string }): ErrorText => [
    `${p.name} is not an SQLite database.`,
    'Check --db, or the profile that names it.',
  ],
  'database-damaged': (p: { name: string; detail: string }): ErrorText => [
    `The database ${p.name} is damaged: ${p.detail}.`,
    'Restore a backup.',
  ],
  'database-unreadable': (p: { name: string; detail: string }): ErrorText => [
    `The database ${p.name} can't be opened: ${p.detail}.`,
    'Check the permissions of the file and its folder.',
  ],
  'database-read-only': (p: { name: string; isFile: boolean }): ErrorText => [
    `The database ${p.name} is read-only. Nothing was written.`,
    p.isFile
      ? 'To make changes, check the permissions of the file and its folder.'
      : 'To make changes, use a database user with write access, on a server that is not a replica.',
  ],
  'database-full': (p: { name: string }): ErrorText => [
    `There is no space left for the database ${p.name}. Nothing was written.`,
    'Free some disk space, then run it again.',
  ],
  'database-io': (p: { name: string; detail: string }): ErrorText => [
    `The database ${p.name} can't be read or written: ${p.detail}. Nothing was changed.`,
    'Check the disk and its free space, then run it again.',
  ],
  'database-busy': (p: { name: string }): ErrorText => [
    `The database ${p.name} is busy: another user is writing to it. Nothing was changed.`,
    'Run it again in a moment.',
  ],
  'database-conflict': (p: { name: string; detail: string }): ErrorText => [
    `The database ${p.name} rejected the change: ${p.detail}. Nothing was written.`,
    'Another program has written to it. To check it, run abo db status.',
  ],
};
