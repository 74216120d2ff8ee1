/** What is said beside the answer, on stderr, and what is asked. */
import type { FileKind } from '../../domain/file-kinds.js';
import type { Delimiter } from '../notices.js';
import { minuteOf } from '../text.js';

const quote = (text: string): string => `“${text}”`;
const n = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

const DELIMITERS: Readonly<Record<Delimiter, string>> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' };
const KINDS: Readonly<Record<FileKind, string>> = {
  companies: 'companies',
  contacts: 'contacts',
  mailboxes: 'mailboxes',
  subscriptions: 'subscriptions',
  events: 'events',
  expectations: 'expectations',
};

export const notices = {
  standardInput: 'standard input',
  aFilter: 'a filter',
  confirm: 'Apply this plan?',
  confirmName: (profile: string) => `This database is protected. Type ${profile} to apply the plan:`,
  confirmDatabase: (profile: string) => `This database is protected. Type ${profile} to go on:`,
  nothing: 'Nothing to show.',
  noMatch: (patterns: readonly string[]) => `Nothing matches ${patterns.map(quote).join(', ')}.`,
  reading: (p: { file: string; encoding: string; delimiter: Delimiter; kind: FileKind; layout: string | null }) =>
    `${p.file}: ${KINDS[p.kind]}${p.layout === null ? '' : ` (${p.layout})`}, ${p.encoding}, ${DELIMITERS[p.delimiter]}`,
  unusedConstant: (p: { file: string; flag: string }) => `${p.file} has that column itself: ${p.flag} has no effect.`,
  emptyCells: (p: { file: string; cells: number; marksOnly: boolean }) =>
    `${p.file}: ${n(p.cells, 'empty cell was', 'empty cells were')} left as ${p.cells === 1 ? 'it is' : 'they are'}, where something is set. ${
      p.marksOnly
        ? 'The file holds marks and blanks only: if a blank means off, add --empty off.'
        : 'To make an empty cell mean off, add --empty off.'
    }`,
  saidOtherwise: (p: { file: string; rows: number; first: string }) =>
    `${p.file}: ${n(p.rows, 'row gives', 'rows give')} a name, role or access that is not the directory's (${p.first}); a subscriptions file does not change those.`,
  waiting: 'Somebody else is writing to the database: waiting for up to 45 s.',
  atNothing: 'As it was before the first change set: there was nothing yet.',
  at: (p: { number: number; at: Date }) => `As it was after change set ${p.number}, of ${minuteOf(p.at)} UTC.`,
  with: (files: readonly string[]) =>
    `As it would be if ${files.join(', ')} ${files.length === 1 ? 'was' : 'were'} imported: nothing is written.`,
  heldSeveral: (p: { day: string; first: number; last: number; before: number }) =>
    `${p.day} held the change sets ${p.first} to ${p.last}: this is after the last of them. Before them: --at ${p.before}.`,
  noProfile: (p: { file: string; exists: boolean }) =>
    p.exists ? `${p.file} holds no profile.` : `There is no profile: profiles stand in ${p.file}.`,
  noneChosen: (p: { database: string; by: string | null }) =>
    `None of them is chosen: the database is ${p.database} (${p.by ?? 'the default'}).`,
  planSaved: (file: string, command: string) => `The plan is saved in ${file}. To apply it: ${command}`,
  dryRun: 'Dry run: nothing was changed.',
  leftAsTheyAre: (conflicts: number) =>
    conflicts === 1 ? 'One conflict is left as it is now:' : `${conflicts} conflicts are left as they are now:`,
  mailboxesKept: (p: { mailboxes: number; address: string }) =>
    `${n(p.mailboxes, 'mailbox keeps', 'mailboxes keep')} the address ${p.address}: see abo address show ${p.address}.`,
  created: (p: { name: string; identity: string }) => `Made the database ${p.name} (${p.identity}).`,
  existed: (p: { name: string; identity: string }) =>
    `${p.name} is initialised already (${p.identity}): nothing to do.`,
  migrated: (names: readonly string[]) =>
    names.length === 0 ? 'The schema is up to date: nothing to do.' : `Migrated: ${names.join(', ')}.`,
  backedUp: (p: { name: string; file: string; size: string }) => `Backed up ${p.name} to ${p.file} (${p.size}).`,
  copied: (p: { rows: number; name: string; identity: string }) =>
    `Copied ${n(p.rows, 'row', 'rows')} to ${p.name} (${p.identity}), read again and compared.`,
  wouldCopy: (p: { rows: number; name: string }) =>
    `Would copy ${n(p.rows, 'row', 'rows')} to ${p.name}, which is empty. Nothing was written.`,
  events: (p: { events: number; deliveries: number; unreached: number; skipped: number }) =>
    `${n(p.events, 'event', 'events')}, ${n(p.deliveries, 'delivery', 'deliveries')}; ${n(p.unreached, 'event reaches', 'events reach')} nobody${
      p.skipped > 0 ? `; ${n(p.skipped, 'line', 'lines')} skipped` : ''
    }. This is what the configuration says: nothing was sent.`,
  moreProblems: (more: number) => `… and ${n(more, 'more error', 'more errors')}.`,
  writtenNotShown: (changeSet: number) =>
    `Change set ${changeSet} is written, but the answer could not be: see abo history show ${changeSet}.`,
  leftOut: (p: { rows: number; errors: number }) =>
    `Left out: ${n(p.rows, 'row', 'rows')} with ${n(p.errors, 'error', 'errors')}. The others follow.`,
  rejects: (p: { file: string; rows: number }) =>
    p.rows === 0
      ? `${p.file}: no row was rejected.`
      : `${p.file}: ${n(p.rows, 'rejected row', 'rejected rows')}, to be mended and imported.`,
  noRejects: (p: { file: string }) => `${p.file} is not written: the input itself must be mended first.`,
  /** `changes`: something would have been written. */
  rejected: (p: { errors: number; changes: boolean }) =>
    `Rejected: ${n(p.errors, 'error', 'errors')}${p.changes ? ', nothing was written' : ''}.`,
};
