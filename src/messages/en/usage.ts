/** Errors in what was typed or configured: one entry per error code. */
import { type ErrorText } from '../text.js';
import { reason, yamlReason } from './reasons.js';
import { andMore, didYouMean, quote } from './text.js';

interface RemovedOrRenamed {
  readonly changeSet: number;
  /** The address since then; null for a removed contact. */
  readonly renamedTo: string | null;
}

const formerHint = (former: RemovedOrRenamed | undefined): string | undefined =>
  former &&
  (former.renamedTo === null
    ? `It was removed in change set ${former.changeSet}. To see the state before that, use --at ${former.changeSet - 1}.`
    : `It was renamed to ${quote(former.renamedTo)} in change set ${former.changeSet}.`);

/** A flag of a command. */
type FlagOf = { flag: string; command: string };

const notAValue = (p: { value: string; flag: string }): string =>
  `${quote(p.value)} is not a valid value for ${p.flag}.`;
const validValues = (expected: readonly string[]): string => `Valid values: ${expected.join(', ')}.`;
const seeHelp = (command: string): string => `See ${command} --help.`;
const ACT_AS_STAFF = 'To act as support staff, leave out --as.';
const USE_ONE = 'Use only one of them.';
const KEEP_ONE = 'Keep one of them.';

const settable = (p: { expected: readonly string[]; channels?: readonly string[] }): string =>
  p.expected.join(', ') +
  (p.channels === undefined ? '' : `; add ${p.channels.map((channel) => `.${channel}`).join(' or ')} for one channel`);

/** Where a name is set that `set` does not take. */
const ELSEWHERE = {
  rename: 'To change an address, use abo contact rename OLD NEW.',
  'contact-flag': 'Give the address with --contact.',
  never: 'It never changes. Add a new one and remove this one.',
} as const;

const SETTING_TYPES = {
  text: 'text',
  mapping: 'a mapping',
  'true-or-false': 'true or false',
  list: 'a list',
  day: 'a date such as 2027-01-31',
  ratio: 'a number above 1',
  domain: 'a domain such as acme.fr, or *.acme.fr for its subdomains',
} as const;

/** By what it was doing. */
const INTERRUPTED: Readonly<Record<'changing' | 'making-tables' | 'committing', ErrorText>> = {
  changing: ['Interrupted: nothing was written.'],
  'making-tables': [
    'Interrupted: no row was written. The tables created so far remain, empty.',
    'Run the same command again: it continues where this one stopped.',
  ],
  committing: [
    'Interrupted during the commit: the changes were written in full, or not at all.',
    'To find out, run abo history.',
  ],
};

export const usage = {
  'unknown-command': (p: { name: string; command: string; suggestion?: string | undefined }): ErrorText => [
    `${quote(p.name)} is not a command.`,
    didYouMean(p.suggestion) ?? seeHelp(p.command),
  ],
  'unknown-option': (p: { flag: string; command: string; suggestion?: string | undefined }): ErrorText => [
    `${p.command} has no option ${p.flag}.`,
    didYouMean(p.suggestion) ?? seeHelp(p.command),
  ],
  'unknown-code': (p: { code: string; suggestion?: string | undefined }): ErrorText => [
    `${quote(p.code)} is not a code that abo uses.`,
    didYouMean(p.suggestion) ?? 'For the list of codes, run abo explain.',
  ],
  'no-past-here': (p: FlagOf): ErrorText => [
    `${p.command} works on the current state and has no option ${p.flag}.`,
    'To look at the past, use list, show, export, find, simulate, why or audit.',
  ],
  'missing-operand': (p: { operand: string; command: string }): ErrorText => [
    `${p.command} needs ${p.operand}.`,
    seeHelp(p.command),
  ],
  'excess-operand': (p: { operand: string; command: string }): ErrorText => [
    `${p.command} does not take ${quote(p.operand)}.`,
    `Put quotes around a value that contains spaces. ${seeHelp(p.command)}`,
  ],
  'missing-value': (p: FlagOf): ErrorText => [`${p.flag} needs a value.`, seeHelp(p.command)],
  'missing-flag': (p: FlagOf): ErrorText => [`${p.command} needs ${p.flag}.`, seeHelp(p.command)],
  'empty-value': (p: { name: string }): ErrorText => [`${p.name} can't be empty.`, 'To keep its value, leave it out.'],
  'empty-filter': (p: { flag: string; value: string }): ErrorText => [
    `${p.flag} ${quote(p.value)} contains no value.`,
    'Give it a value, or leave it out.',
  ],
  'not-a-count': (p: { flag: string; value: string; least: number }): ErrorText => [
    notAValue(p),
    `Use a whole number of at least ${p.least}.`,
  ],
  'not-a-limit': (p: { flag: string; value: string }): ErrorText => [
    notAValue(p),
    'Use a number of recipients (25) or a percentage of them (40%).',
  ],
  'not-a-time': (p: { flag: string; value: string }): ErrorText => [
    notAValue(p),
    'Use a day (2026-11-24) or a time (2026-11-24T09:30:00Z).',
  ],
  'not-a-moment': (p: { flag: string; value: string }): ErrorText => [
    notAValue(p),
    'Use a change set number (12), a day (2026-11-24, meaning its end) or a time (2026-11-24T09:30:00Z).',
  ],
  'one-value': (p: FlagOf): ErrorText => [`${p.command} takes only one ${p.flag}.`, 'Run it once for each value.'],
  'nothing-to-onboard': (p: { folder: string; files: readonly string[] }): ErrorText => [
    `There is nothing to onboard in ${p.folder}.`,
    `The folder must contain at least one of ${p.files.join(', ')}.`,
  ],
  'flag-needs': (p: { flag: string; needed: string }): ErrorText => [
    `${p.flag} requires ${p.needed}.`,
    `Add ${p.needed}, or leave out ${p.flag}.`,
  ],
  'bad-value': (p: {
    flag: string;
    value: string;
    expected: readonly string[];
    suggestion?: string | undefined;
  }): ErrorText => [notAValue(p), [didYouMean(p.suggestion), validValues(p.expected)].filter(Boolean).join(' ')],
  'list-unreadable': (p: { flag: string; file: string; code: string | null; said: string }): ErrorText => [
    `${p.flag}: the list ${p.file} can't be read: ${reason(p.code, p.said)}.`,
    'A list is a text file with one value per line.',
  ],
  'flags-exclude': (p: { first: string; second: string }): ErrorText => [
    `${p.first} and ${p.second} can't be used together.`,
    USE_ONE,
  ],
  'bad-assignment': (p: { text: string; expected: readonly string[]; channels?: readonly string[] }): ErrorText => [
    `${quote(p.text)} is not an assignment.`,
    `Write NAME=VALUE, where NAME is one of ${settable(p)}.`,
  ],
  'unknown-name': (p: {
    name: string;
    expected: readonly string[];
    /** Each name may be followed by one of these. */
    channels?: readonly string[];
    suggestion?: string | undefined;
    elsewhere?: keyof typeof ELSEWHERE;
  }): ErrorText => [
    `${quote(p.name)} can't be set here.`,
    p.elsewhere === undefined
      ? (didYouMean(p.suggestion) ?? `These can be set: ${settable(p)}.`)
      : ELSEWHERE[p.elsewhere],
  ],
  'set-twice': (p: { name: string }): ErrorText => [`${quote(p.name)} is set twice, to different values.`, KEEP_ONE],
  'needs-filter': (p: { command: string }): ErrorText => [
    `${p.command} would change everything: it needs a filter.`,
    'Add --company, --partner or another filter. To change everything, add --all.',
  ],
  'unknown-company': (p: { company: string; suggestion?: string | undefined }): ErrorText => [
    `There is no company ${quote(p.company)}.`,
    didYouMean(p.suggestion) ?? 'To search by code or name, use abo find TEXT.',
  ],
  'unknown-contact': (p: {
    contact: string;
    company?: string;
    suggestion?: string | undefined;
    former?: RemovedOrRenamed;
    /** It is a company's generic mailbox. */
    isMailbox?: boolean;
  }): ErrorText => [
    `There is no contact ${quote(p.contact)}${p.company === undefined ? '' : ` in ${p.company}`}.`,
    formerHint(p.former) ??
      (p.isMailbox === true ? `It is a generic mailbox: see abo address show ${p.contact}.` : undefined) ??
      didYouMean(p.suggestion) ??
      'To search by name or address, use abo find TEXT. In a pattern, * is a wildcard.',
  ],
  'ambiguous-contact': (p: {
    contact: string;
    choices: readonly string[];
    more: number;
    acts?: boolean;
  }): ErrorText => [
    `${quote(p.contact)} matches several contacts: ${andMore(p.choices, p.more)}.`,
    `Name one as CODE/ADDRESS${p.acts === true ? '' : ', or narrow it down with --company'}.`,
  ],
  'unknown-event': (p: { event: string; suggestion?: string | undefined; known: readonly string[] }): ErrorText => [
    `${quote(p.event)} is neither an event nor a category.`,
    didYouMean(p.suggestion) ?? `Events: ${p.known.join(', ')}.`,
  ],
  'unknown-change-set': (p: { number: string; last: number }): ErrorText => [
    `There is no change set ${p.number}.`,
    p.last === 0 ? 'There are no change sets yet.' : `The last one is ${p.last}. For a list, run abo history.`,
  ],
  'universe-not-held': (p: { company: string; universe: string; held: readonly string[] }): ErrorText => [
    `${p.company} does not hold the universe ${quote(p.universe)}.`,
    `It holds ${p.held.join(', ')}.`,
  ],
  'unknown-address': (p: { address: string; suggestion?: string | undefined }): ErrorText => [
    `No contact and no mailbox has the address ${quote(p.address)}.`,
    didYouMean(p.suggestion) ?? 'To search for part of an address, use abo find TEXT.',
  ],
  'address-elsewhere': (p: { address: string; only: 'contact' | 'mailbox' }): ErrorText => [
    p.only === 'contact'
      ? `No contact has the address ${quote(p.address)}, but a generic mailbox does.`
      : `No generic mailbox has the address ${quote(p.address)}, but a contact does.`,
    'Leave out --only, or give it the other value.',
  ],
  'already-erased': (p: { address: string }): ErrorText => [
    `${quote(p.address)} stands for an address that was already erased.`,
    'There is nothing left to erase.',
  ],
  'erasure-is-final': (p: { number: string }): ErrorText => [
    `Change set ${p.number} erased an address and can't be undone: the address is no longer stored anywhere.`,
    'If you are allowed to keep the address and the name, enter them again.',
  ],
  'bad-replacement': (p: { from: string; to: string }): ErrorText => [
    `${quote(p.from)} can't be replaced with ${quote(p.to)}.`,
    'Give two addresses (old@acme.fr new@acme.fr) or two domains (@old.fr @new.fr).',
  ],
  /** `with`: of a file that is only read as if it were imported. */
  conflicts: (p: { count: number; by: 'import' | 'undo' | 'with' }): ErrorText => [
    `${p.count === 1 ? 'One conflict' : `${p.count} conflicts`}: ${p.by === 'with' ? 'an import would stop here' : 'nothing was written'}.`,
    {
      undo: 'To keep the current values and undo the rest, add --on-conflict current.',
      import: 'To apply the file, add --on-conflict file. To keep the current values, add --on-conflict current.',
      with: 'To compare the file with the current state, remove its column abo_revision.',
    }[p.by],
  ],
  'company-exists': (p: { company: string }): ErrorText => [
    `The company ${quote(p.company)} already exists.`,
    `To change it: abo company set NAME=VALUE --company ${p.company}`,
  ],
  'contact-exists': (p: { contact: string; company: string }): ErrorText => [
    `${p.company} already has a contact ${quote(p.contact)}.`,
    `To change it: abo contact set NAME=VALUE --company ${p.company} --contact ${p.contact}`,
  ],
  'company-is-partner': (p: { company: string; clients: readonly string[]; more: number }): ErrorText => [
    `${p.company} can't be removed: it is the partner of ${andMore(p.clients, p.more)}.`,
    `First give them another partner, or none: abo company set partner=- --partner ${p.company}`,
  ],
  'same-contact': (p: { contact: string }): ErrorText => [
    `Both contacts are the same: ${quote(p.contact)}.`,
    'Name two different contacts.',
  ],
  /** `command`: of one that has a dry run; null where the changes are already shown. */
  'confirmation-needed': (p: { command: string | null }): ErrorText => [
    'This needs a confirmation, but there is no terminal to ask on. Nothing was changed.',
    p.command === null
      ? 'To make the changes shown above, run it again with --yes.'
      : `Review the plan with ${p.command} … --dry-run, then run it with --yes.`,
  ],
  'plan-not-shown': (): ErrorText => [
    'The output was closed before the plan could be shown. Nothing was changed.',
    'Run it again, or confirm in advance with --yes.',
  ],
  declined: (): ErrorText => ['Declined: nothing was changed.'],
  interrupted: (p: { stage: keyof typeof INTERRUPTED }): ErrorText => INTERRUPTED[p.stage],
  'actor-no-access': (p: { actor: string }): ErrorText => [
    `${p.actor} has no access to the portal and can't see or change anything [actor-no-access].`,
    ACT_AS_STAFF,
  ],
  'not-admin': (p: { actor: string; company: string; contact: string | null }): ErrorText => [
    `${p.actor} can't change the ${
      p.contact === null ? `mailboxes of ${p.company}` : `subscriptions of ${p.contact} in ${p.company}`
    }: only administrators can. Others can only change their own subscriptions [not-admin].`,
    ACT_AS_STAFF,
  ],
  'staff-only': (p: { actor: string }): ErrorText => [
    `${p.actor} can't do this: companies, contacts, undo and the database are for support staff only [staff-only].`,
    ACT_AS_STAFF,
  ],
  'profile-read-only': (p: { profile: string }): ErrorText => [
    `The profile ${quote(p.profile)} is read-only: nothing was changed.`,
    'Use another profile, or remove read_only from this one.',
  ],
  'profile-protected': (p: { profile: string }): ErrorText => [
    `The profile ${quote(p.profile)} is protected: nothing was changed.`,
    `To make changes, add --confirm ${p.profile}.`,
  ],
  'database-chosen-twice': (p: { first: string; second: string }): ErrorText => [
    `${p.first} and ${p.second} both choose the database.`,
    USE_ONE,
  ],
  'unknown-profile': (p: { profile: string; file: string; known: readonly string[] }): ErrorText => [
    `There is no profile ${quote(p.profile)} in ${p.file}.`,
    p.known.length === 0 ? 'The file has no profiles.' : `Profiles: ${p.known.join(', ')}.`,
  ],
  'config-unreadable': (p: { file: string; code: string | null; said: string }): ErrorText => [
    `${p.file} can't be read: ${reason(p.code, p.said)}.`,
    'Check its path and permissions.',
  ],
  'config-syntax': (p: { file: string; line: number; column: number; code: string }): ErrorText => [
    `${p.file}:${p.line}, column ${p.column}: this is not valid YAML: ${yamlReason(p.code)}.`,
  ],
  'config-exclusive': (p: { file: string; line: number; key: string; other: string }): ErrorText => [
    `${p.file}:${p.line}: ${p.key} and ${p.other} can't be used together.`,
    KEEP_ONE,
  ],
  'config-value': (p: { file: string; line: number; key: string; expected: keyof typeof SETTING_TYPES }): ErrorText => [
    `${p.file}:${p.line}: ${p.key === '' ? 'the whole file' : p.key} must be ${SETTING_TYPES[p.expected]}.`,
  ],
  'config-key': (p: { file: string; line: number; key: string; suggestion?: string | undefined }): ErrorText => [
    `${p.file}:${p.line}: ${quote(p.key)} is not a setting.`,
    didYouMean(p.suggestion),
  ],
  'config-choice': (p: {
    file: string;
    line: number;
    key: string;
    value: string;
    expected: readonly string[];
    suggestion?: string | undefined;
  }): ErrorText => [
    `${p.file}:${p.line}: ${quote(p.value)} is not a valid value for ${p.key}.`,
    didYouMean(p.suggestion) ?? validValues(p.expected),
  ],
  'baseline-unreadable': (p: { file: string }): ErrorText => [
    `${p.file} is not an audit baseline.`,
    'To write a new one, use abo audit --write-baseline FILE.',
  ],
  'config-unsafe': (p: { file: string; line: number; key: string }): ErrorText => [
    `${p.file}:${p.line}: a project file can't contain ${quote(p.key)}: entering a folder must not choose a database or run a command.`,
    'Put it in a profile of your own config.yaml, and name that profile here.',
  ],
};
