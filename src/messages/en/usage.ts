/** Errors in what was typed or configured: an entry an error code, with what to do next. */
import { hint, type ErrorText } from '../text.js';
import { reason, yamlReason } from './reasons.js';

const quote = (text: string): string => `“${text}”`;
const didYouMean = (suggestion: string | undefined): string | undefined =>
  suggestion === undefined ? undefined : `Did you mean ${quote(suggestion)}?`;

const goneHint = (gone: { changeSet: number; since: string | null } | undefined): string | undefined =>
  gone &&
  (gone.since === null
    ? `Change set ${gone.changeSet} removed it; --at ${gone.changeSet - 1} answers as it was before.`
    : `Since change set ${gone.changeSet} it is ${quote(gone.since)}.`);

const ACT_AS_STAFF = 'Leave --as out to act as support staff.';

const settable = (p: { expected: readonly string[]; channels?: readonly string[] }): string =>
  p.expected.join(', ') +
  (p.channels === undefined ? '' : `; with ${p.channels.map((channel) => `.${channel}`).join(' or ')} for one channel`);

export const usage = {
  'unknown-command': (p: { name: string; command: string; suggestion?: string | undefined }): ErrorText => ({
    message: `${quote(p.name)} is not a command.`,
    hint: didYouMean(p.suggestion) ?? `See ${p.command} --help.`,
  }),
  'unknown-option': (p: { flag: string; command: string; suggestion?: string | undefined }): ErrorText => ({
    message: `${p.command} has no option ${p.flag}.`,
    hint: didYouMean(p.suggestion) ?? `See ${p.command} --help.`,
  }),
  'unknown-code': (p: { code: string; suggestion?: string | undefined }): ErrorText => ({
    message: `${quote(p.code)} is not a code that abo gives.`,
    hint: didYouMean(p.suggestion) ?? 'abo explain lists them all.',
  }),
  'no-past-here': (p: { flag: string; command: string }): ErrorText => ({
    message: `${p.command} works on what is now: it has no option ${p.flag}.`,
    hint: 'The past can be looked at: by list, show, export, find, simulate, why and audit.',
  }),
  'missing-operand': (p: { operand: string; command: string }): ErrorText => ({
    message: `${p.command} needs ${p.operand}.`,
    hint: `See ${p.command} --help.`,
  }),
  'excess-operand': (p: { operand: string; command: string }): ErrorText => ({
    message: `${p.command} does not take ${quote(p.operand)}.`,
    hint: `See ${p.command} --help.`,
  }),
  'missing-value': (p: { flag: string; command: string }): ErrorText => ({
    message: `${p.flag} needs a value.`,
    hint: `See ${p.command} --help.`,
  }),
  'missing-flag': (p: { flag: string; command: string }): ErrorText => ({
    message: `${p.command} needs ${p.flag}.`,
    hint: `See ${p.command} --help.`,
  }),
  'empty-value': (p: { name: string }): ErrorText => ({
    message: `${p.name} can't be empty.`,
    hint: 'Leave it out to leave it as it is.',
  }),
  'empty-filter': (p: { flag: string; value: string }): ErrorText => ({
    message: `${p.flag} ${quote(p.value)} names nothing.`,
    hint: 'Give it a value, or leave it out.',
  }),
  'not-a-count': (p: { flag: string; value: string; least: number }): ErrorText => ({
    message: `${quote(p.value)} is not a value for ${p.flag}.`,
    hint: `It takes a whole number from ${p.least}.`,
  }),
  'not-a-limit': (p: { flag: string; value: string }): ErrorText => ({
    message: `${quote(p.value)} is not a value for ${p.flag}.`,
    hint: 'It takes a number of recipients (25) or a share of them (40%).',
  }),
  'not-a-time': (p: { flag: string; value: string }): ErrorText => ({
    message: `${quote(p.value)} is not a value for ${p.flag}.`,
    hint: 'It takes a day (2026-11-24) or a time (2026-11-24T09:30:00Z).',
  }),
  'not-a-moment': (p: { flag: string; value: string }): ErrorText => ({
    message: `${quote(p.value)} is not a value for ${p.flag}.`,
    hint: "It takes a change set's number (12), a day (2026-11-24, its end) or a time (2026-11-24T09:30:00Z).",
  }),
  'one-value': (p: { flag: string; command: string }): ErrorText => ({
    message: `${p.command} takes one ${p.flag}.`,
    hint: 'Run it once for each.',
  }),
  'nothing-to-onboard': (p: { folder: string; files: readonly string[] }): ErrorText => ({
    message: `There is nothing to onboard in ${p.folder}.`,
    hint: `It should hold at least one of ${p.files.join(', ')}.`,
  }),
  'flag-needs': (p: { flag: string; needed: string }): ErrorText => ({
    message: `${p.flag} has no meaning without ${p.needed}.`,
    hint: `Add ${p.needed}, or leave ${p.flag} out.`,
  }),
  'bad-value': (p: {
    flag: string;
    value: string;
    expected: readonly string[];
    suggestion?: string | undefined;
  }): ErrorText => ({
    message: `${quote(p.value)} is not a value for ${p.flag}.`,
    hint: [didYouMean(p.suggestion), `It takes ${p.expected.join(', ')}.`].filter(Boolean).join(' '),
  }),
  'list-unreadable': (p: { flag: string; file: string; code: string | null; said: string }): ErrorText => ({
    message: `${p.flag}: the list ${p.file} can't be read: ${reason(p.code, p.said)}.`,
    hint: 'A list is a text file with one value a line.',
  }),
  'flags-exclude': (p: { first: string; second: string }): ErrorText => ({
    message: `${p.first} and ${p.second} can't be given together.`,
    hint: 'Keep one of the two.',
  }),
  'bad-assignment': (p: { text: string; expected: readonly string[]; channels?: readonly string[] }): ErrorText => ({
    message: `${quote(p.text)} does not say what to set.`,
    hint: `Write NAME=VALUE, with NAME one of ${settable(p)}.`,
  }),
  'unknown-name': (p: {
    name: string;
    expected: readonly string[];
    /** Each name may be followed by one of these. */
    channels?: readonly string[];
    suggestion?: string | undefined;
    elsewhere?: 'rename' | 'contact-flag' | 'never';
  }): ErrorText => ({
    message: `${quote(p.name)} can't be set here.`,
    hint:
      p.elsewhere === undefined
        ? (didYouMean(p.suggestion) ?? `What can be set: ${settable(p)}.`)
        : {
            rename: 'An address is changed by abo contact rename OLD NEW.',
            'contact-flag': 'The address is what --contact gives.',
            never: 'It never changes: add another one, and remove this one.',
          }[p.elsewhere],
  }),
  'set-twice': (p: { name: string }): ErrorText => ({
    message: `${quote(p.name)} is set twice, to two values.`,
    hint: 'Keep one of the two.',
  }),
  'needs-filter': (p: { command: string }): ErrorText => ({
    message: `${p.command} would change everything: it needs a filter.`,
    hint: 'Say which with --company, --partner or another filter, or say --all if you mean all.',
  }),
  'unknown-company': (p: { company: string; suggestion?: string | undefined }): ErrorText => ({
    message: `There is no company ${quote(p.company)}.`,
    ...hint(didYouMean(p.suggestion) ?? 'abo find TEXT looks for one by code or name.'),
  }),
  'unknown-contact': (p: {
    contact: string;
    company?: string;
    suggestion?: string | undefined;
    /** The change set that removed it; `since`: or the address that it gave. */
    gone?: { changeSet: number; since: string | null };
    /** It is a company's generic mailbox. */
    isMailbox?: boolean;
  }): ErrorText => ({
    message:
      p.company === undefined
        ? `There is no contact ${quote(p.contact)}.`
        : `There is no contact ${quote(p.contact)} in ${p.company}.`,
    ...hint(
      goneHint(p.gone) ??
        (p.isMailbox === true ? `It is a generic mailbox: abo address show ${p.contact} tells whose.` : undefined) ??
        didYouMean(p.suggestion) ??
        'abo find TEXT looks for one by name or address; * is a wildcard.',
    ),
  }),
  'ambiguous-contact': (p: {
    contact: string;
    choices: readonly string[];
    more: number;
    acts?: boolean;
  }): ErrorText => ({
    message: `${quote(p.contact)} is several contacts: ${p.choices.join(', ')}${p.more > 0 ? ` and ${p.more} more` : ''}.`,
    hint: p.acts === true ? 'Name one as CODE/ADDRESS.' : 'Name one as CODE/ADDRESS, or narrow it with --company.',
  }),
  'unknown-event': (p: { event: string; suggestion?: string | undefined; known: readonly string[] }): ErrorText => ({
    message: `${quote(p.event)} is neither an event nor a category.`,
    hint: didYouMean(p.suggestion) ?? `Events: ${p.known.join(', ')}.`,
  }),
  'unknown-change-set': (p: { number: string; last: number }): ErrorText => ({
    message: `There is no change set ${p.number}.`,
    hint: p.last === 0 ? 'Nothing has been changed yet.' : `The last one is ${p.last}; abo history lists them.`,
  }),
  'universe-not-held': (p: { company: string; universe: string; held: readonly string[] }): ErrorText => ({
    message: `${p.company} does not hold the universe ${quote(p.universe)}.`,
    hint: `It holds ${p.held.join(', ')}.`,
  }),
  'unknown-address': (p: { address: string; suggestion?: string | undefined }): ErrorText => ({
    message: `Nobody has the address ${quote(p.address)}: no contact and no mailbox.`,
    ...hint(didYouMean(p.suggestion)),
  }),
  'address-elsewhere': (p: { address: string; only: 'contact' | 'mailbox' }): ErrorText => ({
    message:
      p.only === 'contact'
        ? `No contact has the address ${quote(p.address)}; a generic mailbox has.`
        : `No generic mailbox has the address ${quote(p.address)}; a contact has.`,
    hint: 'Leave out --only, or have it name the other.',
  }),
  'bad-address': (p: { address: string }): ErrorText => ({
    message: `${quote(p.address)} is not an e-mail address.`,
    hint: 'An address looks like jean@acme.fr.',
  }),
  'already-erased': (p: { address: string }): ErrorText => ({
    message: `${quote(p.address)} stands for an address that was erased: there is nothing left of it.`,
  }),
  'erasure-is-final': (p: { number: number }): ErrorText => ({
    message: `Change set ${p.number} erased an address: nobody knows it any more, so it can't be taken back.`,
    hint: 'Set the address and the name again, if they may be.',
  }),
  'bad-replacement': (p: { from: string; to: string }): ErrorText => ({
    message: `${quote(p.from)} can't be replaced by ${quote(p.to)}.`,
    hint: 'Give two addresses (old@acme.fr new@acme.fr) or two domains (@old.fr @new.fr).',
  }),
  /** `with`: of a file that is only looked at as if it were imported. */
  conflicts: (p: { count: number; by: 'import' | 'undo' | 'with' }): ErrorText => ({
    message: `${p.count === 1 ? 'One conflict' : `${p.count} conflicts`}: ${p.by === 'with' ? 'an import would stop here' : 'nothing was written'}.`,
    hint: {
      undo: '--on-conflict current leaves them as they are now, and takes back the rest.',
      import: '--on-conflict file settles them for the file, --on-conflict current for what is now.',
      with: 'Without its column abo_revision, the file is compared with what is now.',
    }[p.by],
  }),
  'company-exists': (p: { company: string }): ErrorText => ({
    message: `There is a company ${quote(p.company)} already.`,
    hint: `To change it: abo company set NAME=VALUE --company ${p.company}`,
  }),
  'contact-exists': (p: { contact: string; company: string }): ErrorText => ({
    message: `${p.company} has a contact ${quote(p.contact)} already.`,
    hint: `To change it: abo contact set NAME=VALUE --company ${p.company} --contact ${p.contact}`,
  }),
  'company-is-partner': (p: { company: string; clients: readonly string[]; more: number }): ErrorText => ({
    message: `${p.company} is the partner of ${p.clients.join(', ')}${p.more > 0 ? ` and ${p.more} more` : ''}, and can't be removed.`,
    hint: 'Give them another partner first: abo company set partner=- --partner ' + p.company,
  }),
  'same-contact': (p: { contact: string }): ErrorText => ({
    message: `${quote(p.contact)} is both the one and the other contact.`,
    hint: 'Name two contacts.',
  }),
  /** `command`: of one that has a dry run; null where all that there is to see is shown already. */
  'confirmation-needed': (p: { command: string | null }): ErrorText => ({
    message: 'Nothing was done: this needs a confirmation, and there is no terminal to ask on.',
    hint:
      p.command === null
        ? 'What would change is shown already: to go ahead, run it with --yes.'
        : `Look at the plan with ${p.command} … --dry-run, then run it with --yes.`,
  }),
  'plan-not-shown': (): ErrorText => ({
    message: 'The plan could not be shown, since nobody reads the output any more: nothing was done.',
    hint: 'Run it again, or confirm beforehand with --yes.',
  }),
  declined: (): ErrorText => ({ message: 'Declined: nothing was done.' }),
  interrupted: ({ stage }: { stage: 'changing' | 'making-tables' | 'committing' }): ErrorText => {
    switch (stage) {
      case 'changing':
        return { message: 'Interrupted: nothing was written.' };
      case 'making-tables':
        return {
          message: 'Interrupted: no row was written; the tables that were made by then stay, and are empty.',
          hint: 'Run the same command again: it goes on where this one stopped.',
        };
      case 'committing':
        return {
          message: 'Interrupted while the changes were being committed: they are written whole, or not at all.',
          hint: 'abo history tells which.',
        };
    }
  },
  'actor-no-access': (p: { actor: string }): ErrorText => ({
    message: `${p.actor} has no access to the portal, and may see and change nothing [actor-no-access].`,
    hint: ACT_AS_STAFF,
  }),
  'not-admin': (p: { actor: string; company: string; contact: string | null }): ErrorText => ({
    message: `${p.actor} may not change the ${
      p.contact === null ? `mailboxes of ${p.company}` : `subscriptions of ${p.contact} in ${p.company}`
    }: only an administrator may; others change their own subscriptions [not-admin].`,
    hint: ACT_AS_STAFF,
  }),
  'staff-only': (p: { actor: string }): ErrorText => ({
    message: `${p.actor} may not do this: companies, contacts, undo and the database are for support staff [staff-only].`,
    hint: ACT_AS_STAFF,
  }),
  'profile-read-only': (p: { profile: string }): ErrorText => ({
    message: `The profile ${quote(p.profile)} is read-only: nothing was done.`,
    hint: 'Use another profile, or take read_only out of it.',
  }),
  'profile-protected': (p: { profile: string }): ErrorText => ({
    message: `The profile ${quote(p.profile)} is protected: nothing was done.`,
    hint: `Add --confirm ${p.profile} to change it.`,
  }),
  'database-chosen-twice': (p: { first: string; second: string }): ErrorText => ({
    message: `${p.first} and ${p.second} both choose the database.`,
    hint: 'Keep one of the two.',
  }),
  'unknown-profile': (p: { profile: string; file: string; known: readonly string[] }): ErrorText => ({
    message: `There is no profile ${quote(p.profile)} in ${p.file}.`,
    hint: p.known.length === 0 ? 'It holds no profile.' : `It holds ${p.known.join(', ')}.`,
  }),
  'config-unreadable': (p: { file: string; code: string | null; said: string }): ErrorText => ({
    message: `${p.file} can't be read: ${reason(p.code, p.said)}`,
  }),
  'config-syntax': (p: { file: string; line: number; column: number; code: string }): ErrorText => ({
    message: `${p.file}:${p.line}, column ${p.column}: this is not YAML: ${yamlReason(p.code)}.`,
  }),
  'config-exclusive': (p: { file: string; line: number; key: string; other: string }): ErrorText => ({
    message: `${p.file}:${p.line}: ${p.key} and ${p.other} both say where the password comes from.`,
    hint: 'Keep one of the two.',
  }),
  'config-value': (p: {
    file: string;
    line: number;
    key: string;
    expected: 'text' | 'mapping' | 'true-or-false' | 'list' | 'day' | 'ratio' | 'domain';
  }): ErrorText => ({
    message: `${p.file}:${p.line}: ${p.key === '' ? 'the whole file' : p.key} must be ${{ text: 'a text', mapping: 'a mapping', 'true-or-false': 'true or false', list: 'a list', day: 'a day such as 2027-01-31', ratio: 'a number above 1', domain: 'a domain such as acme.fr, or *.acme.fr for all below it' }[p.expected]}.`,
  }),
  'config-key': (p: { file: string; line: number; key: string; suggestion?: string | undefined }): ErrorText => ({
    message: `${p.file}:${p.line}: ${quote(p.key)} is not a setting.`,
    ...hint(didYouMean(p.suggestion)),
  }),
  'config-choice': (p: {
    file: string;
    line: number;
    key: string;
    value: string;
    expected: readonly string[];
    suggestion?: string | undefined;
  }): ErrorText => ({
    message: `${p.file}:${p.line}: ${quote(p.value)} is not a value for ${p.key}.`,
    hint: didYouMean(p.suggestion) ?? `It takes ${p.expected.join(', ')}.`,
  }),
  'baseline-unreadable': (p: { file: string }): ErrorText => ({
    message: `${p.file} is not a baseline of an audit.`,
    hint: 'abo audit --write-baseline FILE writes one, to a new file.',
  }),
  'config-unsafe': (p: { file: string; line: number; key: string }): ErrorText => ({
    message: `${p.file}:${p.line}: a project file may not hold ${quote(p.key)}: a folder that one walks into must not choose a database or run a command.`,
    hint: 'Put it in a profile of your own config.yaml, and name that profile here.',
  }),
};
