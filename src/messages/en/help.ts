/** The texts of `--help`. */

import { COMPANY_FIELDS, SETTABLE_CONTACT_FIELDS } from '../../domain/fields.js';
import { settableFields } from '../settable-fields.js';

interface CommandHelp {
  readonly summary: string;
  /** Details, then examples. */
  readonly more?: string;
}

const help = (summary: string, more?: string): CommandHelp => (more === undefined ? { summary } : { summary, more });

const examples = (...lines: string[]): string => `Examples:\n${lines.map((line) => `  $ ${line}`).join('\n')}`;

const CELLS = `A cell is CATEGORY[.CHANNEL]=VALUE. Categories: eshop, deliveries, service-settings, service-security,
ticketing, messaging, mobile, or all. Channels: interface, email; without a channel, both.
Values: on, off, default (no choice). Without --universe: every universe that the contact holds.`;

export const helpTexts = {
  titles: {
    usage: 'Usage:',
    options: 'Options:',
    commands: 'Commands:',
    arguments: 'Arguments:',
    globals: 'Global options:',
  },
  usageOptions: '[options]',
  usageCommand: 'command',
  usageVerb: 'verb',
  commands: {
    abo: help(
      'Who is notified of what: view, change in bulk, simulate and undo.',
      `Getting started:
  $ abo demo                        take a tour, on a temporary database
  $ abo db init                     create the database
  $ abo onboard customer/           import a customer's files
  $ abo simulate ticketing -c ACME  see who would be notified, and why

For more, run abo COMMAND --help. Exit codes: 0 done, 2 wrong usage, 3 the answer is no, 4 input rejected,
5 refused, 6 conflict, 7 database, 8 part of the input rejected, 9 declined.`,
    ),
    company: help('Manage companies'),
    'company list': help(
      'List companies',
      examples('abo company list --partner PARTNER1', 'abo company list --format json --at 2026-11-24'),
    ),
    'company show': help('Show everything about a company', examples('abo company show ACME')),
    'company add': help(
      'Add a company',
      `Fields: ${settableFields(COMPANY_FIELDS)}.\n\n${examples(
        'abo company add ACME name="Acme Industrie" universes=client,ambassador partner=PARTNER1',
      )}`,
    ),
    'company set': help(
      'Change fields of companies',
      examples('abo company set name="Acme SAS" --company ACME', 'abo company set partner=- --partner OLDPARTNER'),
    ),
    'company remove': help('Remove a company, its contacts and mailboxes', examples('abo company remove ACME -n')),
    'company import': help('Add and change companies from a CSV file', examples('abo company import companies.csv -n')),
    'company export': help('Export companies as CSV', examples('abo company export > companies.csv')),
    contact: help('Manage the contacts of companies'),
    'contact list': help(
      'List contacts',
      examples('abo contact list -c ACME --role admin', "abo contact list --contact '*@acme.fr'"),
    ),
    'contact show': help(
      'Show a contact and their subscriptions',
      examples('abo contact show jean@acme.fr', 'abo contact show ACME/jean@acme.fr'),
    ),
    'contact add': help(
      'Add a contact to a company',
      `Fields: ${settableFields(SETTABLE_CONTACT_FIELDS)}.\n\n${examples(
        'abo contact add --company ACME --contact jean@acme.fr name="Jean Petit" role=admin universes=client',
      )}`,
    ),
    'contact set': help(
      'Change fields of contacts',
      examples(
        'abo contact set access=no --company ACME --contact jean@acme.fr',
        'abo contact set universes=client,operator --company ACME',
      ),
    ),
    'contact rename': help(
      "Change a contact's address",
      examples('abo contact rename jean@acme.fr jean.petit@acme.fr'),
    ),
    'contact remove': help(
      'Remove a contact and their subscriptions',
      `With --successor, the subscriptions are first copied to the successor, who also replaces the contact in mailboxes.\n\n${examples(
        'abo contact remove jean@acme.fr --successor lea@acme.fr',
        'abo contact remove jean@acme.fr --everywhere -n',
      )}`,
    ),
    'contact import': help(
      'Add and change contacts from a CSV file, and their subscriptions if it has those columns',
      examples('abo contact import contacts.csv -n'),
    ),
    'contact export': help('Export contacts as CSV', examples('abo contact export -c ACME --excel > contacts.csv')),
    mailbox: help('Manage the generic mailboxes of companies'),
    'mailbox list': help(
      'List generic mailboxes',
      examples('abo mailbox list -c ACME', "abo mailbox list --address '*@old.fr'"),
    ),
    'mailbox set': help(
      'Set generic mailboxes',
      `Write CATEGORY=ADDRESS. The category all means every category, the address - means none. Without --universe: every
universe of the company.\n\n${examples(
        'abo mailbox set ticketing=support@acme.fr deliveries=log@acme.fr --company ACME --universe client',
        'abo mailbox set all=notifications@acme.fr --company ACME',
      )}`,
    ),
    'mailbox clear': help(
      'Clear generic mailboxes',
      examples('abo mailbox clear mobile --company ACME --universe client', 'abo mailbox clear all --company ACME'),
    ),
    'mailbox import': help('Set mailboxes from a CSV file', examples('abo mailbox import mailboxes.csv -n')),
    'mailbox export': help(
      'Export mailboxes as CSV',
      examples('abo mailbox export > mailboxes.csv', 'abo mailbox export --layout long'),
    ),
    subscription: help('Manage the subscriptions of contacts (alias: sub)'),
    'subscription list': help(
      'Show who is subscribed to what: contacts by category and channel',
      examples(
        'abo subscription list -c ACME',
        'abo sub list -c ACME --notified yes --category ticketing --format csv',
      ),
    ),
    'subscription set': help(
      'Set subscriptions of contacts',
      `${CELLS}\n\n${examples(
        'abo subscription set ticketing=on mobile.email=off --contact jean@acme.fr --universe client',
        'abo subscription set mobile.email=off --partner P --exclude-company A,B --reason admin-default -n',
      )}`,
    ),
    'subscription copy': help(
      'Copy the subscriptions of one contact to another',
      `FROM and TO are an address, a name or CODE/ADDRESS. --mode add (the default) only adds subscriptions; --mode mirror also
removes those that FROM does not have.\n\n${examples('abo subscription copy jean@acme.fr lea@acme.fr')}`,
    ),
    'subscription import': help(
      'Set subscriptions from a CSV file',
      examples('abo subscription import subscriptions.csv -n', 'abo subscription import subscriptions.csv --empty off'),
    ),
    'subscription export': help(
      'Export subscriptions as CSV',
      examples(
        'abo subscription export -c ACME --excel > subscriptions.csv',
        'abo subscription export --layout long --values stored',
        'abo subscription export -c ACME --at 12 > after-12.csv',
      ),
    ),
    onboard: help(
      "Import a customer's files as one change set",
      `PATH is a folder with any of companies.csv, contacts.csv, mailboxes.csv and subscriptions.csv, or a single contacts file,
which may also have subscription columns.\n\n${examples('abo onboard customer/ -n', 'abo onboard contacts.csv --yes')}`,
    ),
    find: help(
      'Find companies, contacts and mailboxes by code, name or address',
      examples('abo find dupont', 'abo find @acme.fr'),
    ),
    address: help('Show, replace or erase an e-mail address everywhere'),
    'address show': help(
      'Show where an address is used, and what it receives',
      examples('abo address show jean@acme.fr'),
    ),
    'address replace': help(
      'Replace an address, or a whole domain, in contacts and mailboxes',
      examples('abo address replace jean@old.fr jean@new.fr', 'abo address replace @old.fr @new.fr -c ACME -n'),
    ),
    'address erase': help(
      "Erase an address and the names tied to it, in the journal too (a person's right to erasure)",
      `The address and the names of its contacts become erased-N, where N is the number of the change set, and their ref is
cleared. Without --company, this includes the actors, messages and file names of the journal. It can't be undone. It does
not reach backups, exports and saved plans. If the contact should no longer be notified, remove them first.

${examples('abo address erase jean@acme.fr -n', 'abo address erase jean@acme.fr -m "request of 3 March"')}`,
    ),
    simulate: help(
      'Show who would be notified of an event, and why; nothing is sent',
      `EVENT is an event, or a category for all its events.\n\n${examples(
        'abo simulate ticketing.ticket-created --company ACME',
        'abo simulate mobile --company ACME --explain',
        'abo simulate --events events.csv --format csv > deliveries.csv',
        'abo simulate ticketing --company ACME --at 2026-11-24',
        'abo simulate ticketing --company ACME --with subscriptions.csv',
        'abo simulate --as-expectations --all-events -c ACME > expectations.csv',
      )}`,
    ),
    verify: help(
      'Check a file of expectations: who should, or should not, be notified',
      `FILE is a CSV file with the columns event, company, universe, channel, recipient and expected (yes or no). The recipient
* with no means: no recipient at all. Exits with 3 when an expectation is not met. abo simulate --as-expectations writes
such a file. Formats: table, json, markdown, junit, github, gitlab.\n\n${examples(
        'abo verify expectations.csv',
        'abo verify expectations.csv --exact -o junit=verify.xml',
        'abo verify expectations.csv --update',
      )}`,
    ),
    audit: help(
      'Find problems in the whole configuration, for people and for CI',
      `Exits with 3 when a finding is at or above --fail-on (default: error). Severities, options, allowed domains and accepted
findings are set in abo.config.yaml: see the example in docs/audit.md.
Formats: table, json, ndjson, csv, markdown, junit, github, gitlab.\n\n${examples(
        'abo audit --company ACME',
        'abo audit --list-rules',
        'abo audit --write-baseline baseline.json',
        'abo audit --baseline baseline.json --fail-on warning -o junit=audit.xml',
      )}`,
    ),
    why: help(
      'Explain why a contact is or is not notified, and what would change it',
      `CONTACT is an address, a name or CODE/ADDRESS. EVENT is an event or a category. --company is the company that the event
concerns (default: the contact's company). For each channel: the rule that decided and those before it, who made the change
and when, the command that would change it, who is allowed to run it, and what else it would change. --at answers for a
moment in the past, without a command. --with answers as if a file were imported.\n\n${examples(
        'abo why jean@acme.fr ticketing.ticket-created',
        'abo why paul@partner.fr mobile.rio-consulted --company ACME',
        'abo why ACME/jean@acme.fr deliveries --universe client --at 2026-11-01',
        'abo why ACME/jean@acme.fr deliveries --universe client --format json',
      )}`,
    ),
    apply: help(
      'Apply a plan saved with --plan-out',
      `PLAN is the file, or - for standard input. Exactly this plan is applied, and only if no row of it has changed since it
was made; otherwise the command exits with 6. The limits on losses are checked again.\n\n${examples(
        'abo subscription set mobile.email=off --partner P -n --plan-out mobile.plan',
        'abo apply mobile.plan',
      )}`,
    ),
    plan: help('Show plans saved with --plan-out'),
    'plan show': help(
      'Show a saved plan; needs no database',
      `With --as it needs one: the plan is shown only if that contact is allowed to apply it.\n\n${examples(
        'abo plan show mobile.plan',
        'abo plan show mobile.plan --format json',
      )}`,
    ),
    can: help('Check what a contact is allowed to do, and by which rule'),
    'can view': help(
      'May a contact see the mailboxes of a company, or the subscriptions of another contact?',
      `Exits with 0 for yes, 3 for no. Without --contact: the mailboxes.\n\n${examples(
        'abo can view --as jean@acme.fr --company ACME',
      )}`,
    ),
    'can edit': help(
      'May a contact change the mailboxes of a company, or the subscriptions of another contact?',
      `Exits with 0 for yes, 3 for no. Without --contact: the mailboxes.\n\n${examples(
        'abo can edit --as jean@acme.fr --company ACME',
        'abo can edit --as jean@acme.fr --company ACME --contact lea@acme.fr',
      )}`,
    ),
    history: help(
      'List the change sets, newest first',
      `--company and --contact also take companies and contacts that were removed or renamed since.\n\n${examples(
        'abo history --company ACME --limit 10',
        'abo history --contact ACME/jean@acme.fr',
        'abo history show 12',
      )}`,
    ),
    'history show': help('Show a change set and every change in it', examples('abo history show 12')),
    undo: help(
      'Undo a change set, in whole or in part',
      `Restores every value that is still what the change set wrote. A value changed since then is a conflict: all conflicts are
listed and nothing is undone, unless --on-conflict current keeps their current values. Filters undo only a part. An undo
can itself be undone.\n\n${examples(
        'abo undo 12 -n',
        'abo undo 12 --company ACME --category ticketing',
        'abo undo 12 --on-conflict current',
      )}`,
    ),
    explain: help(
      'Explain a code, and what to do about it',
      `CODE is a reason, a refusal, an audit rule, a problem in a file or an error, as printed in the output. Without CODE, lists
all codes.\n\n${examples('abo explain not-in-universe', 'abo explain bad-email --lang fr', 'abo explain')}`,
    ),
    db: help('Manage the database'),
    'db init': help('Create the database', examples('abo db init', 'abo --db ./acme.db db init')),
    'db status': help('Show which database is used, and its state'),
    'db migrate': help("Bring the database's schema up to date"),
    'db backup': help(
      'Write a copy of the database to a new file',
      `The copy is complete, even while others write. It keeps the identity of the database: to restore, put the file in its
place. For a database on a server, the command of the server's own backup tool is shown instead.\n\n${examples('abo db backup abo-2026-11-24.db')}`,
    ),
    'db copy': help(
      'Copy everything to another database, on any engine',
      `The copy has the same companies, contacts, choices and journal, but a new identity: earlier exports and saved plans still
belong to the original. The target must be empty; a file is created if it does not exist. Every table is read back and
compared. Either everything is copied, or nothing.\n\n${examples(
        'abo db copy --to postgres://abo@db.example.net/abo -n',
        'abo db copy --to postgres://abo@db.example.net/abo',
        'abo db copy --profile prod --to ./prod.db',
        'abo db copy --to-profile prod --confirm prod',
      )}`,
    ),
    config: help(
      'Show the current settings, and where each comes from',
      `The database itself is not opened.\n\n${examples('abo config', 'abo config --profile prod --format json')}`,
    ),
    profile: help('Show the profiles in your config.yaml'),
    'profile list': help('List the profiles, and which one is chosen', examples('abo profile list')),
    demo: help(
      'Take a tour on a temporary database with example data',
      examples('abo demo', 'abo demo --keep tour.db'),
    ),
  } satisfies Readonly<Record<string, CommandHelp>>,
  flags: {
    company: 'only this company code (repeatable, comma-separated, or @FILE)',
    excludeCompany: 'leave out these companies',
    partner: 'only clients of this partner',
    universe: 'only this universe: client, ambassador or operator',
    contact: 'only this contact: an address, a name or CODE/ADDRESS; * is a wildcard',
    excludeContact: 'leave out these contacts',
    role: 'only this role: admin or user',
    access: 'only contacts with or without access to the portal',
    category: 'only these categories',
    channel: 'only this channel: interface or email',
    address: 'only this address; * is a wildcard',
    notified: 'only cells that notify, or only cells that do not',
    stored: 'only cells with this stored choice',
    reason: 'only cells decided by this rule',
    all: 'everything, instead of a filter',
    dryRun: 'show the plan without changing anything',
    detailedExitcode: 'with --dry-run: exit with 3 when there are changes',
    impact: 'show who starts and who stops being notified, by company and cell',
    planOut: 'save the plan to this file, for abo apply (with -n: only save it)',
    message: 'the reason for the change, for the journal',
    maxLosses: 'refuse if more recipients than this would receive less (default: over 10 and over 30%)',
    maxSilenced: 'refuse if more categories than this would no longer notify anyone',
    confirm: 'the name of the protected profile',
    to: 'the database to copy to: a file or a URL',
    toProfile: 'the database to copy to: that of a profile in config.yaml',
    pin: 'store the choice even if it changes nothing now',
    mode: 'only add, or also remove (default: add)',
    only: 'only contacts, or only mailboxes',
    everywhere: 'in every company that has this address',
    successor: 'who takes over subscriptions and mailboxes: an address, a name or CODE/ADDRESS',
    encoding: "the file's encoding: utf-8, utf-16le, utf-16be or windows-1252 (default: detected)",
    delimiter: "the file's delimiter: , ; tab or | (default: detected)",
    skipRows: 'skip this many lines above the header',
    fillDown: 'fill empty cells of this column from the row above',
    empty: 'what an empty cell means (default: keep)',
    updateOnly: 'treat an unknown company or contact as an error instead of adding it',
    twoWay: 'compare the file with the current state, ignoring its abo_revision',
    onConflict: "settle conflicts with the file's values, or with the current ones",
    onUndoConflict: 'keep values changed since then, and undo the rest',
    allowDuplicate: 'accept a new company code that differs from another only in zeros or case',
    constantCompany: 'the company of every row, for a file without that column',
    constantUniverse: 'the universe of every row, for a file without that column',
    layout: 'one row per company or contact and universe, or one row per cell (default: wide)',
    values: '1 and 0 as in effect, or the stored choices on, off and default (default: effective)',
    excel: 'for a French Excel: semicolons, byte-order mark, labels as headers',
    oneCompany: 'the company that the event concerns',
    oneContact: 'the contact of the company whose subscriptions to check',
    oneUniverse: 'only in this universe',
    explain: 'also show contacts that do not hold the universe',
    events: 'a CSV file of events: event, company, universe, id',
    onError: 'if rows have errors: change nothing (abort, the default), or skip them (skip)',
    rejects: 'write the rejected rows to this file, to correct and import',
    actor: 'only changes made by this person',
    since: 'only from this day or time on',
    until: 'only up to this day or time',
    limit: 'show at most this many',
    exact: 'also fail on a delivery that the file does not list',
    update: 'show the difference, then rewrite the file to match the current state',
    asExpectations: 'write the answer as a file for abo verify',
    allEvents: 'with --as-expectations: every event',
    rule: 'only these rules, even if the settings turn them off (see --list-rules)',
    skipRule: 'leave out these rules',
    listRules: 'list the rules, and what each finds',
    failOn: 'exit with 3 from this severity up: error, warning, info or never',
    baseline: 'report only findings that this file does not have',
    writeBaseline: 'record the findings in this file; keeps its entries outside the filters',
    output: 'also write this format to a file; repeatable',
    maxChars: 'with markdown: leave out whole groups beyond this many characters',
    at: 'as it was at this time or after this change set; a day means its end',
    with: 'as if this file were imported; repeatable; nothing is written',
    keep: 'keep the database of the tour in this file',
  },
  globals: {
    db: 'the database: a file or a URL',
    profile: 'a profile in config.yaml',
    as: 'act as this contact: see and change only what they are allowed to',
    staff: 'your name in the journal (default: the user of this machine)',
    lang: 'the language of messages',
    format: 'table, json, ndjson or csv; some commands have more',
    color: 'no colour',
    input: 'never prompt',
    yes: 'apply without asking for confirmation',
    quiet: 'no notices and no progress',
    verbose: 'details of failures',
    help: 'show this help',
    version: 'show the version',
  },
};
