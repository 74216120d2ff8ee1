/**
 * The password for a server of PostgreSQL: the profile's or the URL's, else PGPASSWORD, else what the file that PGPASSFILE
 * names (`~/.pgpass`) says for this host, port, database and account.
 * Source: docs/servers.md, "Passwords". The format: PostgreSQL's manual, "The Password File".
 */
import { readFile, stat } from 'node:fs/promises';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { AboError } from '../../errors.js';
import type { ServerAddress } from './server-url.js';

/** @throws AboError `password-missing`, `password-file-exposed` (exit 7) */
export async function passwordFor(address: ServerAddress): Promise<string> {
  const given = address.password ?? process.env['PGPASSWORD'] ?? '';
  if (given !== '') return given;
  const found = await inPasswordFile(address);
  if (found === null) throw new AboError('password-missing', { name: address.name });
  return found;
}

async function inPasswordFile({ host, port, database, user }: ServerAddress): Promise<string | null> {
  const file = process.env['PGPASSFILE'] ?? join(homedir(), '.pgpass');
  const wanted = [host, `${port}`, database, user ?? process.env['PGUSER'] ?? userInfo().username];
  let lines: readonly string[];
  try {
    const { mode } = await stat(file);
    // PostgreSQL's own tools don't use it either.
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) throw new AboError('password-file-exposed', { file });
    lines = (await readFile(file, 'utf8')).split(/\r?\n/u);
  } catch (error) {
    if (error instanceof AboError) throw error;
    // Not there, or not for us: as if there were none.
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
