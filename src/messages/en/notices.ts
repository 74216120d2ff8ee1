/** What is written beside the answer, on stderr, and the questions at prompts. */
import type { FileKind } from '../../domain/file-kinds.js';
import { minuteOf, type Delimiter } from '../text.js';
import { counted, number, quote } from './text.js';

const DELIMITERS: Readonly<Record<Delimiter, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'vertical bar',
};

export const notices = {
  standardInput: 'standard input',
  aFilter: 'a filter',
  confirm: 'Apply this plan?',
  confirmName: (profile: string) => `This database is protected. Type ${profile} to apply the plan:`,
  confirmDatabase: (profile: string) => `This database is protected. Type ${profile} to continue:`,
  nothing: 'Nothing to show.',
  noMatch: (patterns: readonly string[]) => `Nothing matches ${patterns.map(quote).join(', ')}.`,
  reading: (p: { file: string; encoding: string; delimiter: Delimiter; kind: FileKind; layout: string | null }) =>
    `${p.file}: ${p.kind}${p.layout === null ? '' : ` (${p.layout})`}, ${p.encoding}, ${DELIMITERS[p.delimiter]}`,
  unusedConstant: (p: { file: string; flag: string }) => `${p.file} has this column: ${p.flag} has no effect.`,
  emptyCells: (p: { file: string; cells: number; marksOnly: boolean }) =>
    `${p.file}: ${counted(p.cells, 'empty cell keeps its', 'empty cells keep their')} current value. ${
      p.marksOnly
        ? 'The file contains only marks and blanks: if a blank means off, add --empty off.'
        : 'If an empty cell means off, add --empty off.'
    }`,
  differsFromDirectory: (p: { file: string; rows: number; first: string }) =>
    `${p.file}: ${counted(p.rows, 'row differs', 'rows differ')} from the directory in name, role or access (${p.first}). A subscriptions file does not change those.`,
  waiting: ({ seconds }: { readonly seconds: number }) =>
    `Another user is writing to the database: waiting for up to ${seconds} s.`,
  atNothing: 'As it was before the first change set: nothing was stored yet.',
  at: (p: { number: number; at: Date }) => `As it was after change set ${p.number} (${minuteOf(p.at)} UTC).`,
  with: (files: readonly string[]) => `As it would be after importing ${files.join(', ')}. Nothing is written.`,
  severalThatDay: (p: { day: string; first: number; last: number; before: number }) =>
    `On ${p.day} there were change sets ${p.first} to ${p.last}: this is after the last one. For the state before them, use --at ${p.before}.`,
  noProfile: (p: { file: string; exists: boolean }) =>
    p.exists ? `${p.file} has no profiles.` : `There are no profiles. They are defined in ${p.file}.`,
  noneChosen: (p: { database: string; by: string | null }) =>
    `None of them is chosen: the database is ${p.database} (${p.by ?? 'the default'}).`,
  planSaved: (file: string, command: string) => `Plan saved in ${file}. Apply with: ${command}`,
  dryRun: 'Dry run: nothing was changed.',
  keptConflicts: (conflicts: number) =>
    conflicts === 1
      ? 'One conflict keeps its current value:'
      : `${number(conflicts)} conflicts keep their current values:`,
  mailboxesKept: (p: { mailboxes: number; address: string }) =>
    `${counted(p.mailboxes, 'mailbox still has', 'mailboxes still have')} the address ${p.address}: see abo address show ${p.address}.`,
  created: (p: { name: string; identity: string }) => `Created database ${p.name} (${p.identity}).`,
  existed: (p: { name: string; identity: string }) =>
    `Database ${p.name} is already initialised (${p.identity}): nothing to do.`,
  migrated: (names: readonly string[]) =>
    names.length === 0 ? 'The schema is up to date: nothing to do.' : `Migrated: ${names.join(', ')}.`,
  backedUp: (p: { name: string; file: string; size: string }) => `Backed up ${p.name} to ${p.file} (${p.size}).`,
  copied: (p: { rows: number; name: string; identity: string }) =>
    `Copied ${counted(p.rows, 'row')} to ${p.name} (${p.identity}), and verified the copy.`,
  wouldCopy: (p: { rows: number; name: string }) =>
    `Would copy ${counted(p.rows, 'row')} to ${p.name}, which is empty. Nothing was written.`,
  events: (p: { events: number; deliveries: number; unreached: number; skipped: number }) =>
    `${counted(p.events, 'event')}, ${counted(p.deliveries, 'delivery', 'deliveries')}; ${counted(p.unreached, 'event reaches', 'events reach')} no one${
      p.skipped > 0 ? `; ${counted(p.skipped, 'line')} skipped` : ''
    }. This is what the configuration says: nothing was sent.`,
  moreProblems: (more: number) => `… and ${counted(more, 'more error')}.`,
  writtenNotShown: (changeSet: number) =>
    `Change set ${changeSet} was applied, but the answer could not be written: see abo history show ${changeSet}.`,
  leftOut: (p: { rows: number; errors: number }) =>
    `Skipped: ${counted(p.rows, 'row')} with ${counted(p.errors, 'error')}. The plan covers the others.`,
  rejects: (p: { file: string; rows: number }) =>
    p.rows === 0
      ? `${p.file}: no row was rejected.`
      : `${p.file}: ${counted(p.rows, 'rejected row')}. Correct the file, then import it.`,
  noRejects: (p: { file: string }) => `${p.file} was not written: correct the input file itself first.`,
  /** `changes`: something would have been written. */
  rejected: (p: { errors: number; changes: boolean }) =>
    `Rejected: ${counted(p.errors, 'error')}${p.changes ? ', nothing was written' : ''}.`,
};
