/** The words of `--help`: commands, flags, titles. */

import { COMPANY_FIELDS, SETTABLE_CONTACT_FIELDS } from '../../domain/fields.js';
import { settableFields } from '../settable-fields.js';

interface CommandHelp {
  readonly summary: string;
  /** Examples and what else a first reader needs. */
  readonly more?: string;
}

const help = (summary: string, more?: string): CommandHelp => (more === undefined ? { summary } : { summary, more });

const examples = (...lines: string[]): string => `Examples:\n${lines.map((line) => `  $ ${line}`).join('\n')}`;

const CELLS = `A cell is CATEGORY[.CHANNEL]=VALUE. Categories: eshop, deliveries, service-settings, service-security,
ticketing, messaging, mobile, or all. Channels: interface, email; without one, both.
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
      'Who is notified of what: look, change in bulk, simulate, take back.',
      `Start with:
  $ abo demo                        a tour, on a throw-away database
  $ abo db init                     make the database
  $ abo onboard customer/           import a customer's files
  $ abo simulate ticketing -c ACME  who would be notified, and why

abo COMMAND --help says more. Exit codes: 0 done, 2 wrong usage, 3 the answer is no, 4 input rejected,
5 refused, 6 conflict, 7 database, 8 part of the input rejected, 9 declined.`,
    ),
    company: help('The directory of companies'),
    'company list': help(
      'List companies',
      examples('abo company list --partner PARTNER1', 'abo company list --format json --at 2026-11-24'),
    ),
    'company show': help('Everything about one company', examples('abo company show ACME')),
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
    'company export': help('Write companies as CSV', examples('abo company export > companies.csv')),
    contact: help('The contacts of companies'),
    'contact list': help(
      'List contacts',
      examples('abo contact list -c ACME --role admin', "abo contact list --contact '*@acme.fr'"),
    ),
    'contact show': help(
      'One contact, with their subscriptions',
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
      `With --successor, the successor first gets what the contact receives, and takes their place in mailboxes.\n\n${examples(
        'abo contact remove jean@acme.fr --successor lea@acme.fr',
        'abo contact remove jean@acme.fr --everywhere -n',
      )}`,
    ),
    'contact import': help(
      'Add and change contacts from a CSV file, boxes included',
      examples('abo contact import contacts.csv -n'),
    ),
    'contact export': help('Write contacts as CSV', examples('abo contact export -c ACME --excel > contacts.csv')),
    mailbox: help('Generic mailboxes of companies'),
    'mailbox list': help(
      'List generic mailboxes',
      examples('abo mailbox list -c ACME', "abo mailbox list --address '*@old.fr'"),
    ),
    'mailbox set': help(
      'Set generic mailboxes',
      `CATEGORY=ADDRESS; all is every category, - is no address. Without --universe: every universe of the company.\n\n${examples(
        'abo mailbox set ticketing=support@acme.fr deliveries=log@acme.fr --company ACME --universe client',
        'abo mailbox set all=notifications@acme.fr --company ACME',
      )}`,
    ),
    'mailbox clear': help(
      'Take generic mailboxes away',
      examples('abo mailbox clear mobile --company ACME --universe client', 'abo mailbox clear all --company ACME'),
    ),
    'mailbox import': help('Set mailboxes from a CSV file', examples('abo mailbox import mailboxes.csv -n')),
    'mailbox export': help(
      'Write mailboxes as CSV',
      examples('abo mailbox export > mailboxes.csv', 'abo mailbox export --layout long'),
    ),
    subscription: help('The subscriptions of contacts (also: sub)'),
    'subscription list': help(
      'The dashboard: contacts against categories and channels',
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
      'Give one contact the subscriptions of another',
      `FROM and TO are addresses, names, or CODE/ADDRESS. --mode add (the default) only adds; mirror also takes away.\n\n${examples(
        'abo subscription copy jean@acme.fr lea@acme.fr',
      )}`,
    ),
    'subscription import': help(
      'Set subscriptions from a CSV file',
      examples('abo subscription import boxes.csv -n', 'abo subscription import boxes.csv --empty off'),
    ),
    'subscription export': help(
      'Write subscriptions as CSV',
      examples(
        'abo subscription export -c ACME --excel > boxes.csv',
        'abo subscription export --layout long --values stored',
        'abo subscription export -c ACME --at 12 > then.csv',
      ),
    ),
    onboard: help(
      "Import a customer's files as one change set",
      `PATH is a folder with companies.csv, contacts.csv, mailboxes.csv, subscriptions.csv (those that are there), or one
contacts file, with boxes if wanted.\n\n${examples('abo onboard customer/ -n', 'abo onboard contacts.csv --yes')}`,
    ),
    find: help(
      'Find companies, contacts and mailboxes by code, name or address',
      examples('abo find dupont', 'abo find @acme.fr'),
    ),
    address: help('One e-mail address, wherever it stands'),
    'address show': help('Everything that an address is and receives', examples('abo address show jean@acme.fr')),
    'address replace': help(
      'Replace an address, or a whole domain, in contacts and mailboxes',
      examples('abo address replace jean@old.fr jean@new.fr', 'abo address replace @old.fr @new.fr -c ACME -n'),
    ),
    'address erase': help(
      "A person's right to be forgotten: replace an address and its names everywhere, in the journal too",
      `The address, and the names of the contacts known by it, become erased-N (N is the change set), and their ref goes;
also in actors, messages and file names of the journal, unless --company says where. It can't be undone, and does not
reach backups, exports and saved plans. Remove the contact first, if they are to receive nothing.

${examples('abo address erase jean@acme.fr -n', 'abo address erase jean@acme.fr -m "request of 3 March"')}`,
    ),
    simulate: help(
      'Who would be notified of an event, and why; nothing is sent',
      `EVENT is an event, or a category, which stands for its events.\n\n${examples(
        'abo simulate ticketing.ticket-created --company ACME',
        'abo simulate mobile --company ACME --explain',
        'abo simulate --events events.csv --format csv > deliveries.csv',
        'abo simulate ticketing --company ACME --at 2026-11-24',
        'abo simulate ticketing --company ACME --with boxes.csv',
        'abo simulate --as-expectations --all-events -c ACME > expectations.csv',
      )}`,
    ),
    verify: help(
      'Check a file of expectations: who is, or is not, to be notified',
      `FILE is CSV: event, company, universe, channel, recipient (* with no: nobody), expected (yes or no). Exits 3 when one is
not met. abo simulate --as-expectations writes such a file. Formats: table, json, markdown, junit, github, gitlab.\n\n${examples(
        'abo verify expectations.csv',
        'abo verify expectations.csv --exact -o junit=verify.xml',
        'abo verify expectations.csv --update',
      )}`,
    ),
    audit: help(
      'Findings on the whole configuration, for people and for CI',
      `Exits 3 when a finding is at or above --fail-on (default: error). Severities, options, allowed domains and accepted
findings are set in abo.config.yaml: docs/audit.md has a whole one.
Formats: table, json, ndjson, csv, markdown, junit, github, gitlab.\n\n${examples(
        'abo audit --company ACME',
        'abo audit --list-rules',
        'abo audit --write-baseline baseline.json',
        'abo audit --baseline baseline.json --fail-on warning -o junit=audit.xml',
      )}`,
    ),
    why: help(
      'Why somebody is or is not notified, and what would change it',
      `CONTACT is an address, a name, or CODE/ADDRESS; EVENT an event, or a category. --company is the company that the
event concerns: the contact's own, unless told. For each channel: the rule that decided and those before it, who brought
that about and when, the command that would change it, who may run it, and what else it would change. --at answers as it
was then, with no command, since the past can't be changed; --with as it would be if a file were imported.\n\n${examples(
        'abo why jean@acme.fr ticketing.ticket-created',
        'abo why paul@partner.fr mobile.rio-consulted --company ACME',
        'abo why ACME/jean@acme.fr deliveries --universe client --at 2026-11-01',
        'abo why ACME/jean@acme.fr deliveries --universe client --format json',
      )}`,
    ),
    apply: help(
      'Carry out a plan that was saved with --plan-out',
      `PLAN is the file; - is standard input. Nothing but the plan is done, and only if each row is still what it was when
the plan was made; else exit 6. The limits of losses are judged anew.\n\n${examples(
        'abo subscription set mobile.email=off --partner P -n --plan-out mobile.plan',
        'abo apply mobile.plan',
      )}`,
    ),
    plan: help('Plans that were saved with --plan-out'),
    'plan show': help(
      'Show a saved plan; needs no database',
      `With --as it does: it is shown as that contact may apply it, or not at all.\n\n${examples(
        'abo plan show mobile.plan',
        'abo plan show mobile.plan --format json',
      )}`,
    ),
    can: help('May a contact do that, and by which rule?'),
    'can view': help(
      'May they see the mailboxes of a company, or the subscriptions of a contact?',
      `Exit code 0: yes, 3: no. Without --contact: the mailboxes.\n\n${examples(
        'abo can view --as jean@acme.fr --company ACME',
      )}`,
    ),
    'can edit': help(
      'May they change the mailboxes of a company, or the subscriptions of a contact?',
      `Exit code 0: yes, 3: no. Without --contact: the mailboxes.\n\n${examples(
        'abo can edit --as jean@acme.fr --company ACME',
        'abo can edit --as jean@acme.fr --company ACME --contact lea@acme.fr',
      )}`,
    ),
    history: help(
      'The change sets, newest first',
      `--company and --contact also name what was removed or renamed since.\n\n${examples(
        'abo history --company ACME --limit 10',
        'abo history --contact ACME/jean@acme.fr',
        'abo history show 12',
      )}`,
    ),
    'history show': help('One change set, with every change', examples('abo history show 12')),
    undo: help(
      'Take a change set back, whole or in part',
      `What still holds what it wrote goes back. What was changed since is a conflict: all are told, and nothing is done, unless
--on-conflict current leaves them as they are. Filters take back a part. An undo can be undone.\n\n${examples(
        'abo undo 12 -n',
        'abo undo 12 --company ACME --category ticketing',
        'abo undo 12 --on-conflict current',
      )}`,
    ),
    explain: help(
      'What a code means, and what to do',
      `CODE is a reason, an error, a problem of a file, a refusal or an audit rule, as answers give it. Without it: all.\n\n${examples(
        'abo explain not-in-universe',
        'abo explain bad-email --lang fr',
        'abo explain',
      )}`,
    ),
    db: help('The database'),
    'db init': help('Make the database', examples('abo db init', 'abo --db ./acme.db db init')),
    'db status': help('What the database is, and how it is'),
    'db migrate': help("Bring the database's schema up to date"),
    'db backup': help(
      'Write a copy of the database to a new file',
      `Whole or not at all, while others write. It is the same database: put it back in the place of the one that was lost. A\ndatabase on a server is backed up by the server's own tool: the command is named.\n\n${examples('abo db backup abo-2026-11-24.db')}`,
    ),
    'db copy': help(
      'Move everything to another database, on any engine',
      `The copy holds the same companies, contacts and choices and the same journal, under an identity of its own: files exported\nbefore, and saved plans, belong to the database that they came from. It must be empty, and is made if it is a file. Every\ntable is read again and compared; all of it is copied, or nothing.\n\n${examples(
        'abo db copy --to postgres://abo@db.example.net/abo -n',
        'abo db copy --to postgres://abo@db.example.net/abo',
        'abo db copy --profile prod --to ./prod.db',
        'abo db copy --to-profile prod --confirm prod',
      )}`,
    ),
    config: help(
      'The settings in force, and where each came from',
      `The database itself is not opened.\n\n${examples('abo config', 'abo config --profile prod --format json')}`,
    ),
    profile: help('The profiles of your config.yaml'),
    'profile list': help('The profiles, and which one is chosen', examples('abo profile list')),
    demo: help('A tour on a throw-away database with example data', examples('abo demo', 'abo demo --keep tour.db')),
  } satisfies Readonly<Record<string, CommandHelp>>,
  flags: {
    company: 'companies with this code (repeatable, comma-joined, or @file)',
    excludeCompany: 'not these companies',
    partner: 'the clients of this partner',
    universe: 'client, ambassador or operator',
    contact: 'an address, a name, or CODE/ADDRESS; * is a wildcard',
    excludeContact: 'not these contacts',
    role: 'admin or user',
    access: 'with access to the portal, or without',
    category: 'these categories',
    channel: 'interface or email',
    address: 'this address; * is a wildcard',
    notified: 'cells that notify, or that do not',
    stored: 'cells with this stored choice',
    reason: 'cells decided by this rule',
    all: 'everything: instead of a filter',
    dryRun: 'show the plan, change nothing',
    detailedExitcode: 'with --dry-run: exit 3 when there are changes',
    impact: 'say who starts and who stops being notified, by company and cell',
    planOut: 'save the plan in this file, for abo apply (with -n, only save it)',
    message: 'why, for the journal',
    maxLosses: 'refuse above so many recipients that lose something (default: above 10 and 30%)',
    maxSilenced: 'refuse above so many categories where nobody is notified any more',
    confirm: 'the name of a protected profile',
    to: 'the database to fill: a file, or a URL',
    toProfile: 'the database to fill: that of a profile of config.yaml',
    pin: 'store the choice even when it is already so',
    mode: 'only add, or also take away (default: add)',
    only: 'only contacts, or only mailboxes',
    everywhere: 'in every company that has this address',
    successor: 'who gets their subscriptions and mailboxes: an address, a name, or CODE/ADDRESS',
    encoding: 'of the file: utf-8, utf-16le, utf-16be, windows-1252 (default: told from the file)',
    delimiter: 'of the file: , ; tab or | (default: told from the header)',
    skipRows: 'leave out so many lines above the header',
    fillDown: "fill this column's empty cells from above",
    empty: 'what an empty cell means (default: keep)',
    updateOnly: 'an unknown company or contact is an error, not added',
    twoWay: 'compare the file against now, whatever its abo_revision',
    onConflict: 'settle conflicts for the file, or for what is now',
    onUndoConflict: 'leave what was changed since as it is, and take back the rest',
    allowDuplicate: 'let in a company code like an existing one but for zeros or case',
    constantCompany: 'the company of every row, for a file without that column',
    constantUniverse: 'the universe of every row, for a file without that column',
    layout: 'one row a company or contact and universe, or one row a cell (default: wide)',
    values: '1 and 0, or the stored on, off, default (default: effective)',
    excel: 'for a French Excel: semicolons, byte-order mark, labels as headers',
    oneCompany: 'the company that the event concerns',
    oneContact: 'a contact of the company, whose subscriptions are meant',
    oneUniverse: 'only in this universe',
    explain: 'also show who does not hold the universe',
    events: 'a CSV file of events: event, company, universe, id',
    onError: 'when rows are wrong: nothing is done (abort, the default), or they are left out (skip)',
    rejects: 'write the rejected rows to this file, to be mended and imported',
    actor: 'changes made by this person',
    since: 'from this day or time on',
    until: 'up to this day or time',
    limit: 'so many at most',
    exact: 'a delivery that the file does not list fails too',
    update: 'show the difference, then rewrite the file from what is so now',
    asExpectations: 'write the answer as a file for abo verify',
    allEvents: 'with --as-expectations: every event',
    rule: 'only these rules, also where the settings have them off (see --list-rules)',
    skipRule: 'not these rules',
    listRules: 'say which rules there are, and what each finds',
    failOn: 'exit 3 from this severity on: error, warning, info or never',
    baseline: 'report only what this file does not have',
    writeBaseline: 'record what is found in this file; what the filters leave out stays in it',
    output: 'write this format to a file as well; repeatable',
    maxChars: 'with markdown: leave out whole groups beyond so many characters',
    at: 'as it was then, or after this change set; a day means its end',
    with: 'as it would be if this file were imported; repeatable, nothing is written',
    keep: 'keep the database of the tour in this file',
  },
  globals: {
    db: 'the database: a file, or a URL',
    profile: 'a profile of config.yaml',
    as: 'act as this contact: see and change only what they may',
    staff: 'who the journal names (default: the user of this machine)',
    lang: 'language of the words',
    format: 'table, json, ndjson or csv; some commands know more',
    color: 'no colour',
    input: 'never ask',
    yes: 'go ahead without asking',
    quiet: 'no notices, no progress',
    verbose: 'details of failures',
    help: 'this help',
    version: 'the version',
  },
};
