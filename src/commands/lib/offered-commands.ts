/**
 * Commands that an answer offers to run: from the steps of a change to the words of the command line that makes it, on the
 * database that was asked. Source: docs/contract/cli.md, "why" and "Values and filters".
 */
import type { Globals } from '../../context.js';
import type { RecordLine } from '../../csv/line.js';
import { cellName, CELLS } from '../../domain/cells.js';
import type { Contact } from '../../domain/model.js';
import { isWildcard } from '../../domain/pattern.js';
import type { SuggestedChange } from '../../domain/suggested-change.js';
import { maskedLocation } from '../../passwords.js';
import { shellWord } from '../../views/shell.js';

/** A command as a shell reads it, word by word: joined by spaces it is the line to type. */
export type ShellLine = readonly string[];

/**
 * The command that makes one step. It shows its plan and asks, as any change does; but for one that has to go through a file
 * on standard input, which leaves nobody to ask and so carries `--yes`.
 *
 * @param flags for the database, and who acts
 * @param csvLine for a step that goes through a file
 */
export function commandOf(step: SuggestedChange, flags: readonly string[], csvLine: RecordLine): ShellLine {
  const abo = (...words: readonly string[]): ShellLine => ['abo', ...words, ...flags].map(shellWord);
  switch (step.kind) {
    case 'mailbox':
      return abo('mailbox', 'clear', step.category, '--company', step.company.code, '--universe', step.universe);
    case 'domain':
      return abo('address', 'replace', step.from, step.to, '--company', step.company.code);
    default:
      return canBeNamed(step.contact.email) ? onContact(step, abo) : viaImport(step, abo, csvLine);
  }
}

type ContactStep = Extract<SuggestedChange, { readonly contact: Contact }>;
type Abo = (...words: readonly string[]) => ShellLine;

function onContact(step: ContactStep, abo: Abo): ShellLine {
  const who = ['--company', step.contact.company, '--contact', step.contact.email];
  switch (step.kind) {
    case 'contact':
      return abo('contact', 'set', ...fieldsOf(step, ',').map(([field, value]) => `${field}=${value}`), ...who);
    case 'subscription':
      return abo('subscription', 'set', `${cellName(step)}=${step.value}`, ...who, '--universe', step.universe);
    case 'no-choices':
      return abo('subscription', 'set', 'all=default', ...who);
  }
}

/** A list of patterns is split at commas, and `*` is a wildcard: an address that holds one is named in a file only. */
function canBeNamed(email: string): boolean {
  return !email.includes(',') && !isWildcard(email);
}

/** The same, as a file on standard input; where there is nobody to ask, so it is confirmed beforehand. */
function viaImport(step: ContactStep, abo: Abo, csvLine: RecordLine): ShellLine {
  const { company, email } = step.contact;
  const rows = rowsOf(step);
  const header = ['company', 'contact', ...(rows[0] ?? []).map(([column]) => column)];
  const table = [header, ...rows.map((row) => [company, email, ...row.map(([, value]) => value)])];
  const lines = table.map((cells) => shellWord(csvLine(cells).trimEnd()));
  const noun = step.kind === 'contact' ? 'contact' : 'subscription';
  return ['printf', shellWord(String.raw`%s\n`), ...lines, '|', ...abo(noun, 'import', '-', '--yes')];
}

/** Columns and their values, a row each. */
function rowsOf(step: ContactStep): readonly (readonly (readonly [string, string])[])[] {
  switch (step.kind) {
    case 'contact':
      return [fieldsOf(step, '|')];
    case 'subscription':
      return [
        [
          ['universe', step.universe],
          [cellName(step), step.value],
        ],
      ];
    case 'no-choices':
      return step.contact.universes.map((universe) => [
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

/** For the database that was asked, and whoever asked, where they may run the command themselves; else it is support staff's. */
export function flagsOf(globals: Globals, actorMay: boolean): readonly string[] {
  return [...databaseFlags(globals), ...(actorMay && globals.as !== undefined ? ['--as', globals.as] : [])];
}

/**
 * What was said of the database on the command line; the environment and the settings are there for the next command. A
 * password is left for whoever runs it to fill in.
 */
export function databaseFlags({ db, profile }: Globals): readonly string[] {
  if (db !== undefined) return ['--db', maskedLocation(db)];
  return profile === undefined ? [] : ['--profile', profile];
}
