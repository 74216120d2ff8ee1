/** What can be wrong with a database. Source: cli.md, "Exit codes" (6 and 7). */
import type { StaleRow } from '../../domain/plan/stale.js';
import { listStaleRows } from '../stale-rows.js';
import type { ErrorText } from '../text.js';

export const database = {
  'unsupported-engine': (p: { engine: string }): ErrorText => ({
    message: `This version of abo has no engine for “${p.engine}:” databases.`,
    hint: 'Give the path of an SQLite file, or sqlite:PATH.',
  }),
  'bad-database-url': (p: { url: string }): ErrorText => ({
    message: `“${p.url}” names no database file.`,
    hint: 'Write sqlite:PATH, with % signs of the path as %25; or the path alone.',
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
    message: `${p.name} is the SQLite database of something else: it has tables, and none of them is abo's.`,
    hint: 'Name another file with --db.',
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
  'database-read-only': (p: { name: string }): ErrorText => ({
    message: `The database ${p.name} is read-only: it can be looked at, not changed.`,
    hint: 'To change it, check the permissions of the file and of its folder.',
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
