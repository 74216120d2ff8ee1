/**
 * Commands that an answer offers: from a suggested change to the command line that makes it, on the same database. Source: docs/contract/cli.md, "why" and "Values and filters".
 */
import type { Globals } from '../../context.js';
import type { RecordLine } from '../../csv/line.js';
import { cellName, CELLS } from '../../domain/cells.js';
import type { Contact } from '../../domain/model.js';
import { isWildcard } from '../../domain/pattern.js';
import type { SuggestedChange } from '../../domain/suggested-change.js';
import { maskedLocation } from '../../passwords.js';
import { shellWord } from '../../views/shell.js';

/** The words of a command, each quoted for a shell: joined by spaces they are the line to type. */
export type ShellLine = readonly string[];

/**
 * Returns the command that makes a change. It shows its plan and prompts, as every change does; only a command that reads a
 * file on standard input cannot prompt, and carries `--yes`.
 *
 * @param flags for the database, and the actor
 * @param csvLine writes a record of that file
 */
export function commandOf(change: SuggestedChange, flags: readonly string[], csvLine: RecordLine): ShellLine {
  const abo = (...words: readonly string[]): ShellLine => ['abo', ...words, ...flags].map(shellWord);
  switch (change.kind) {
    case 'mailbox':
      return abo('mailbox', 'clear', change.category, '--company', change.company.code, '--universe', change.universe);
    case 'domain':
      return abo('address', 'replace', change.from, change.to, '--company', change.company.code);
    default:
      return canBeNamed(change.contact.email) ? onContact(change, abo) : viaImport(change, abo, csvLine);
  }
}

type ContactChange = Extract<SuggestedChange, { readonly contact: Contact }>;
type Abo = (...words: readonly string[]) => ShellLine;

function onContact(change: ContactChange, abo: Abo): ShellLine {
  const who = ['--company', change.contact.company, '--contact', change.contact.email];
  switch (change.kind) {
    case 'contact':
      return abo('contact', 'set', ...fieldsOf(change, ',').map(([field, value]) => `${field}=${value}`), ...who);
    case 'subscription':
      return abo('subscription', 'set', `${cellName(change)}=${change.value}`, ...who, '--universe', change.universe);
    case 'no-choices':
      return abo('subscription', 'set', 'all=default', ...who);
  }
}

/** A flag splits its value at commas, and `*` is a wildcard: an address with either can only be named in a file. */
function canBeNamed(email: string): boolean {
  return !email.includes(',') && !isWildcard(email);
}

/** The same change as a file on standard input. No one can be prompted then, so it carries `--yes`. */
function viaImport(change: ContactChange, abo: Abo, csvLine: RecordLine): ShellLine {
  const { company, email } = change.contact;
  const rows = rowsOf(change);
  const header = ['company', 'contact', ...(rows[0] ?? []).map(([column]) => column)];
  const table = [header, ...rows.map((row) => [company, email, ...row.map(([, value]) => value)])];
  const lines = table.map((cells) => shellWord(csvLine(cells).trimEnd()));
  const noun = change.kind === 'contact' ? 'contact' : 'subscription';
  return ['printf', shellWord(String.raw`%s\n`), ...lines, '|', ...abo(noun, 'import', '-', '--yes')];
}

/** Returns the rows: columns with their values. */
function rowsOf(change: ContactChange): readonly (readonly (readonly [string, string])[])[] {
  switch (change.kind) {
    case 'contact':
      return [fieldsOf(change, '|')];
    case 'subscription':
      return [
        [
          ['universe', change.universe],
          [cellName(change), change.value],
        ],
      ];
    case 'no-choices':
      return change.contact.universes.map((universe) => [
        ['universe', universe],
        ...CELLS.map((cell) => [cellName(cell), 'default'] as const),
      ]);
  }
}

function fieldsOf(
  { access, universes }: Extract<SuggestedChange, { readonly kind: 'contact' }>,
  separator: string,
): readonly (readonly [string, string])[] {
  return [
    ...(access === undefined ? [] : [['access', 'yes'] as const]),
    ...(universes === undefined ? [] : [['universes', universes.join(separator)] as const]),
  ];
}

/** Returns the flags for the same database, and for the same actor if they may run the command; else it is for support staff. */
export function flagsOf(globals: Globals, actorMay: boolean): readonly string[] {
  return [...databaseFlags(globals), ...(actorMay && globals.as !== undefined ? ['--as', globals.as] : [])];
}

/**
 * Returns the flags that chose the database. The environment and the settings will choose it again by themselves. A password
 * is masked: the user fills it in.
 */
export function databaseFlags({ db, profile }: Globals): readonly string[] {
  if (db !== undefined) return ['--db', maskedLocation(db)];
  return profile === undefined ? [] : ['--profile', profile];
}
