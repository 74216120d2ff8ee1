/**
 * Commands that an answer offers to run: from the steps of a change to the words of the command line that makes it, on the
 * database that was asked. Source: cli.md, `why` and "Values and filters".
 */
import type { Globals } from '../context.js';
import { csvLine, PLAIN } from '../csv/write.js';
import { cellName } from '../domain/cells.js';
import { isWildcard } from '../domain/pattern.js';
import type { Contact } from '../domain/model.js';
import type { Step } from '../domain/why/turn.js';
import { maskedLocation } from '../passwords.js';
import { shellWord } from '../views/shell.js';

/** A command as a shell reads it, word by word: joined by spaces it is the line to type. */
export type ShellLine = readonly string[];

/**
 * The command that makes one step. It shows its plan and asks, as any change does; but for one that has to go through a file
 * on standard input, which leaves nobody to ask and so carries `--yes`.
 *
 * @param flags for the database, and who acts
 */
export function commandOf(
  step: Step,
  contact: Pick<Contact, 'company' | 'email'>,
  flags: readonly string[],
): ShellLine {
  const { company, email } = contact;
  const abo = (...words: readonly string[]): ShellLine => ['abo', ...words, ...flags].map(shellWord);
  if (step.kind === 'mailbox') {
    return abo('mailbox', 'clear', step.category, '--company', company, '--universe', step.universe);
  }
  if (!canBeNamed(email)) return viaImport(step, contact, abo);
  const who = ['--company', company, '--contact', email];
  if (step.kind === 'contact') {
    return abo('contact', 'set', ...fieldsOf(step, ',').map(([field, value]) => `${field}=${value}`), ...who);
  }
  const { universe, value } = step;
  return abo('subscription', 'set', `${cellName(step)}=${value}`, ...who, '--universe', universe);
}

/** A list of patterns is split at commas, and `*` is a wildcard: an address that holds one is named in a file only. */
function canBeNamed(email: string): boolean {
  return !email.includes(',') && !isWildcard(email);
}

/** The same, as a file of one row on standard input; where there is nobody to ask, so it is confirmed beforehand. */
function viaImport(
  step: Exclude<Step, { readonly kind: 'mailbox' }>,
  { company, email }: Pick<Contact, 'company' | 'email'>,
  abo: (...words: readonly string[]) => ShellLine,
): ShellLine {
  const columns =
    step.kind === 'contact'
      ? fieldsOf(step, '|')
      : ([
          ['universe', step.universe],
          [cellName(step), step.value],
        ] as const);
  const header = ['company', 'contact', ...columns.map(([column]) => column)];
  const row = [company, email, ...columns.map(([, value]) => value)];
  const lines = [header, row].map((cells) => shellWord(csvLine(cells, PLAIN).trimEnd()));
  return ['printf', shellWord(String.raw`%s\n`), ...lines, '|', ...abo(step.kind, 'import', '-', '--yes')];
}

function fieldsOf(
  { access, universes }: Extract<Step, { readonly kind: 'contact' }>,
  separator: string,
): readonly (readonly [string, string])[] {
  return [
    ...(access === undefined ? [] : [['access', 'yes'] as const]),
    ...(universes === undefined ? [] : [['universes', universes.join(separator)] as const]),
  ];
}

/**
 * What was said of the database on the command line; the environment and the settings are there for the next command. A
 * password is left for whoever runs it to fill in.
 */
export function databaseFlags({ db, profile }: Globals): readonly string[] {
  if (db !== undefined) return ['--db', maskedLocation(db)];
  return profile === undefined ? [] : ['--profile', profile];
}
