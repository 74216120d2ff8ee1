/**
 * The password for a server of PostgreSQL: the profile's or the URL's, else PGPASSWORD, else what the file that PGPASSFILE
 * names (`~/.pgpass`) says for this host, port, database and account.
 * Source: docs/servers.md, "Passwords". The format: PostgreSQL's manual, "The Password File".
 */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AboError } from '../../errors.js';
import { pathIn, type System } from '../../system.js';
import type { ServerAddress } from './server-url.js';

/** @throws AboError `password-missing`, `password-file-exposed` (exit 7) */
export async function passwordFor(address: ServerAddress, system: System): Promise<string> {
  const given = address.password ?? system.env['PGPASSWORD'] ?? '';
  if (given !== '') return given;
  const found = await inPasswordFile(address, system);
  if (found === null) throw new AboError('password-missing', { name: address.name });
  return found;
}

/** The account that the URL names, else PGUSER, else that of the operating system. */
export function userFor({ user }: ServerAddress, system: System): string {
  return user ?? system.env['PGUSER'] ?? system.user();
}

async function inPasswordFile(address: ServerAddress, system: System): Promise<string | null> {
  const { host, port, database } = address;
  const file = system.env['PGPASSFILE'] ?? join(system.home, '.pgpass');
  const path = pathIn(system.cwd, file);
  const wanted = [host, `${port}`, database, userFor(address, system)];
  let lines: readonly string[];
  try {
    const { mode } = await stat(path);
    // PostgreSQL's own tools don't use it either.
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) throw new AboError('password-file-exposed', { file });
    lines = (await readFile(path, 'utf8')).split(/\r?\n/u);
  } catch (error) {
    if (error instanceof AboError) throw error;
    // A missing or unreadable file is the same as none.
    return null;
  }
  for (const line of lines) {
    if (line.startsWith('#')) continue;
    // `\:` and `\\` stand for themselves.
    const fields = line.match(/(?<=^|:)(?:\\.|[^\\:])*/gu)?.map((field) => field.replaceAll(/\\(.)/gu, '$1')) ?? [];
    if (wanted.every((value, i) => fields[i] === '*' || fields[i] === value)) return fields[4] ?? null;
  }
  return null;
}
