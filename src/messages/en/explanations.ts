/** What each code means, and what to do: `explain`. By subject; the compiler asks for those that are missing. */
import type { Explanations } from '../explained.js';

export const explanations: Explanations = {
  // Who is notified, and why
  'not-in-universe': [
    'The universe is not held, by the contact or, for a mailbox, by the company: nothing in it can notify them.',
    'Give the contact the universe with abo contact set universes=…; abo why has the command. What was chosen there before is kept, and works again then.',
  ],
  'no-portal-access': [
    'The contact has no access to the portal, so nothing can be shown to them there. E-mail is not concerned.',
    'Give access with abo contact set access=yes, or choose e-mail. A choice for the interface is kept, and works again with access; making one without access is refused.',
  ],
  'explicit-on': [
    'The contact chose to be notified.',
    'abo subscription set CELL=off stops it; CELL=default forgets the choice.',
  ],
  'explicit-off': [
    'The contact opted out. An opt-out outlives a change of role: an administrator who opted out stays out.',
    'abo subscription set CELL=on turns it round; CELL=default forgets the choice.',
  ],
  'admin-default': [
    'The contact is an administrator and chose nothing: administrators are notified of everything until they opt out.',
    'abo subscription set CELL=off opts them out.',
  ],
  'not-subscribed': [
    'The contact is a user, and chose nothing: users are notified only of what they choose.',
    'abo subscription set CELL=on subscribes them.',
  ],
  mailbox: [
    "The company's generic mailbox for this universe and category has an address: it is sent to.",
    'abo mailbox clear takes the address away.',
  ],
  'no-mailbox': [
    'The company has no generic address for this universe and category.',
    'abo mailbox set CATEGORY=ADDRESS sets one.',
  ],
  'no-partner': [
    'The event goes to the partner that manages the company: there is none, and the company holds no partner universe itself. Nobody is asked.',
    'Give it a partner, if it has one: abo company set partner=CODE.',
  ],
  'not-in-audience': [
    'The event goes to the people of another company, or to another universe, so this contact is not asked at all.',
    'abo simulate EVENT --company CODE shows who is; abo why says whom the event goes to.',
  ],
  'nobody-at-address': [
    'Nobody who is asked has this address: no contact of the company that the event goes to, and not its generic mailbox.',
    'abo simulate EVENT --company CODE shows who is notified; abo address show ADDRESS shows where the address is used.',
  ],
  'no-result': [
    'Nobody is asked in this universe: the event goes to another one.',
    'abo simulate EVENT --company CODE shows which one.',
  ],
  inert: [
    'No event brings this category to this universe, so what is set there can never notify anybody.',
    'Set it in a universe that such an event goes to; abo audit names the command that takes it away here.',
  ],

  // Who may do what
  'out-of-scope': [
    "The company is neither one's own nor one that one's own company manages in a universe that one holds, or it does not exist.",
    'Ask somebody of that company, of its partner, or support staff.',
  ],
  'actor-no-access': [
    'Whoever acts has no access to the portal, and may see and change nothing.',
    'Give them access first, or have somebody else do it.',
  ],
  'not-admin': [
    'Only administrators change the subscriptions of others, and mailboxes.',
    'Ask an administrator of the company or of its partner.',
  ],
  'staff-only': ['Companies, contacts, undo and the database are for support staff only.', 'Ask support staff.'],

  // What an audit finds
  'no-recipient': [
    'An event can reach this category in this universe of the company, and nobody at all would be notified.',
    'Set a generic mailbox, or subscribe somebody.',
  ],
  'no-admin': [
    'The company has contacts but no administrator: nobody there may change what they receive.',
    'abo contact set role=admin for one of them.',
  ],
  'invalid-address': [
    'A stored address is not one, so no mail can reach it.',
    'abo contact rename, or abo mailbox set, with the right one.',
  ],
  'shared-across-companies': [
    'One address gets mail for companies which no partner link ties: perhaps one customer sees what is another’s.',
    'Look with abo address show; if it is meant, accept the finding in abo.config.yaml.',
  ],
  'single-recipient': [
    'Exactly one person or address would be notified: when they are away, nobody is.',
    'Add a generic mailbox or a second person.',
  ],
  'ineffective-subscription': [
    "A stored choice “on” that can't work: its universe is not held, the contact has no access, or no event brings the category there.",
    'Mend the cause, or take the choice away; abo audit has the command.',
  ],
  'inert-mailbox': [
    "A mailbox that can't receive: its universe is not held, or no event brings the category there.",
    'abo mailbox clear takes it away.',
  ],
  'mailbox-is-personal': [
    "A generic mailbox is a contact's own address: it goes on when that person leaves.",
    'Set a shared address; or accept the finding.',
  ],
  'admin-opted-out': [
    'An administrator receives nothing at all.',
    'Ask them; abo subscription set all=default brings back what administrators receive.',
  ],
  'unknown-domain': [
    'An address is outside the domains that abo.config.yaml allows for the company.',
    'Correct the address, or allow the domain.',
  ],
  'suspicious-domain': [
    'A domain is one typing slip from one that is much more frequent in the company.',
    'abo address replace @WRONG @RIGHT, if it is one.',
  ],

  // Files, as they are read
  'bad-encoding': [
    'The file holds bytes that its encoding does not have.',
    'Say what it is with --encoding, or save it as “CSV UTF-8”.',
  ],
  'bad-quote': [
    'A quote is opened and never closed, or stands where none may be; reading stopped there.',
    'Put the whole cell in quotes, and write each quote in it twice.',
  ],
  'ragged-row': [
    'A row ends before a required column, or goes on beyond the last.',
    'Put cells that hold the delimiter in quotes; check that the row is not cut off.',
  ],
  'unknown-column': [
    'A header is not a column of such a file.',
    'Correct it, or take the column out; begin it with _abo_ to have it ignored.',
  ],
  'missing-column': [
    'A required column is not there.',
    'Add it; --company and --universe give one value to every row.',
  ],
  'duplicate-column': ['Two headers are the same column.', 'Keep one of the two.'],
  'missing-value': [
    'Something that needs a value has none: a flag, or a cell that may not be empty.',
    'Give it one. A new company or contact needs a name and universes.',
  ],
  'bad-value': [
    'A value is not one that is accepted there.',
    'Take one of those that the message lists; abo COMMAND --help has them too.',
  ],
  'bad-email': ['A text is not an e-mail address.', 'Correct it: an address looks like jean@acme.fr.'],
  'unknown-company': [
    'There is no company with this code, or none that you may see. Codes are compared exactly.',
    'abo find TEXT looks for one by code or name. In a file, a company may come in the same input.',
  ],
  'unknown-contact': ['There is no such contact.', 'abo find TEXT looks for one; CODE/ADDRESS names one of several.'],
  'unknown-universe': [
    'A text is not a universe.',
    'Universes: client, ambassador, operator; or *, for each that is held.',
  ],
  'unknown-category': [
    'A text is not a category.',
    'Categories: eshop, deliveries, service-settings, service-security, ticketing, messaging, mobile.',
  ],
  'unknown-channel': ['A text is not a channel.', 'Channels: interface, email.'],
  'unknown-event': [
    'A text is neither an event nor a category.',
    'The message lists the events; a category stands for its events.',
  ],
  'universe-not-held': [
    'What is asked for is in a universe that the company or the contact does not hold; or somebody would be left without any.',
    'Give the universe first, or name one that is held.',
  ],
  'admin-without-access': ['An administrator always has access to the portal.', 'Give access, or make it a user.'],
  'not-a-partner': [
    'A company that holds neither ambassador nor operator manages nobody; nor does one in a universe that it does not hold.',
    'Give it the universe, or name another partner.',
  ],
  'partner-circle': [
    'A company would be its own partner, directly or in a circle.',
    'Take one of the links of the circle away.',
  ],
  'duplicate-contact': [
    'Two contacts of one company would have the same address or ref.',
    'Keep one; swapping two addresses in one input is fine.',
  ],
  'probable-duplicate': [
    'A new code equals an existing one but for leading zeros or case: that is what spreadsheets do to 00075.',
    'Correct the code; --allow-duplicate lets it in, if it is another company.',
  ],
  'contradictory-rows': [
    'Two rows of the input ask for different things of the same cell or field.',
    'Keep one of the two.',
  ],
  'foreign-revision': [
    'abo_revision is that of another database, or of a change set that is not there.',
    'Import it where it was exported; --two-way ignores the column.',
  ],
  'not-csv': [
    'The file is no CSV file: a spreadsheet, empty, a header alone, or no text.',
    'Save it as “CSV UTF-8” from the spreadsheet.',
  ],

  // The command line
  'unknown-command': ['There is no such command.', 'abo --help lists them.'],
  'unknown-option': ['The command has no such option.', 'abo COMMAND --help lists them.'],
  'unknown-code': ['abo gives no such code.', 'abo explain lists them all.'],
  'no-past-here': [
    'The command works on what is now, and takes no --at.',
    'Look at the past with list, show, export, find, simulate, why and audit.',
  ],
  'missing-operand': ['The command needs something more to work on.', 'abo COMMAND --help shows what.'],
  'excess-operand': [
    'The command was given more than it takes.',
    'Put names with spaces in quotes; abo COMMAND --help shows what it takes.',
  ],
  'missing-flag': ['The command needs a flag.', 'abo COMMAND --help shows which.'],
  'flag-needs': ['A flag was given that has no meaning without another.', 'Add the other, or leave it out.'],
  'empty-value': ['A field was set to nothing that can’t be empty.', 'Leave it out to leave it as it is.'],
  'empty-filter': [
    'A filter was given that names nothing; it must not become one that lets everything through.',
    'Give it a value, or leave it out.',
  ],
  'not-a-count': ['A whole number was needed.', 'Give one.'],
  'not-a-limit': [
    'A limit is a number of recipients, or a share of them.',
    'For example --max-losses 25 or --max-losses 40%.',
  ],
  'not-a-time': ['A text is neither a day nor a time.', 'Write 2026-11-24, or 2026-11-24T09:30:00Z.'],
  'not-a-moment': [
    'A text is neither a change set, a day nor a time.',
    'Write 12, 2026-11-24 (its end), or 2026-11-24T09:30:00Z; abo history lists the change sets.',
  ],
  'one-value': ['The command works on one thing at a time.', 'Run it once for each.'],
  'nothing-to-onboard': [
    'The folder holds none of the files that onboarding reads.',
    'Name them companies.csv, contacts.csv, mailboxes.csv, subscriptions.csv.',
  ],
  'list-unreadable': ['The file behind @ can’t be read.', 'A list is a text file with one value a line.'],
  'flags-exclude': ['Two things were asked that can’t be asked together.', 'Keep one of the two.'],
  'bad-assignment': [
    'What is to be set is written NAME=VALUE.',
    'Put a value with spaces in quotes: name="Acme Industrie".',
  ],
  'unknown-name': ['There is no field or cell of this name to set.', 'The message lists those that there are.'],
  'set-twice': ['One name is set to two values.', 'Keep one of the two.'],
  'needs-filter': [
    'The command would change everything: it wants to be told which.',
    'Add a filter such as --company, or say --all.',
  ],
  'ambiguous-contact': [
    'The name or address is that of several contacts.',
    'Name one as CODE/ADDRESS, or narrow it with --company.',
  ],
  'unknown-change-set': ['There is no change set of this number.', 'abo history lists them.'],
  'unknown-address': ['No contact and no mailbox has this address.', 'abo find TEXT looks for parts of addresses.'],
  'address-elsewhere': [
    'The address is there, but not where --only looks: it is a contact’s, or a generic mailbox’s.',
    'Leave out --only, or have it name the other.',
  ],
  'bad-address': ['A text is not an e-mail address.', 'An address looks like jean@acme.fr.'],
  'bad-replacement': [
    'An address is replaced by an address, a domain by a domain.',
    'abo address replace old@acme.fr new@acme.fr, or @old.fr @new.fr.',
  ],
  'company-exists': ['There is a company with this code already.', 'abo company set changes it.'],
  'contact-exists': ['The company has a contact with this address already.', 'abo contact set changes it.'],
  'company-is-partner': [
    'A company that manages others can’t be removed.',
    'Give its clients another partner first, or none.',
  ],
  'same-contact': ['The two contacts named are one.', 'Name two.'],

  // Changes
  'confirmation-needed': [
    'A change wants to be confirmed, and there is no terminal to ask on. Nothing was done.',
    'Look at the plan with --dry-run, where the command has one, then run it with --yes.',
  ],
  'plan-not-shown': [
    'Nobody reads the output any more, so the plan could not be shown, and nothing was done.',
    'Run it again, or confirm beforehand with --yes.',
  ],
  interrupted: [
    'A signal (Ctrl-C) ended the program. A change that was not yet being committed is not written; one that was is there whole, or not at all.',
    'Run it again. Where the message says that a change was being committed, look at abo history first.',
  ],
  declined: ['The change was declined at the prompt. Nothing was done.', 'Nothing; run it again when it is wanted.'],
  'over-limits': [
    'The plan takes something from too many, or silences too much. Nothing was done.',
    'Look whom it names; if it is meant, allow it with --max-losses or --max-silenced, as the message says.',
  ],
  conflicts: [
    'What is asked for was changed since, to something else. Nothing was written.',
    'Look at each; --on-conflict settles them, one way or the other.',
  ],
  'stale-rows': [
    'Rows changed between the plan and its writing. Nothing was written.',
    'Run it again: it makes a new plan.',
  ],
  'not-a-plan': [
    'The file is not a plan that --plan-out saved, or not all of one. Nothing was done.',
    'Save one with --plan-out FILE, on the command that makes the plan.',
  ],
  'bad-plan': [
    'The saved plan does not hold together: it was changed by hand. Nothing was done.',
    'Make it anew with the command that made it.',
  ],
  'foreign-plan': [
    'The saved plan was made for another database, whatever its name. Nothing was done.',
    'Name that database with --db or --profile, or make the plan anew on this one.',
  ],
  'stale-plan': [
    'Rows changed since the plan was saved. Nothing was done.',
    'Make the plan anew; abo history says who changed them.',
  ],
  'already-erased': [
    'The address is one that an erasure left behind: there is nothing personal in it any more.',
    'Nothing; abo history shows the erasure.',
  ],
  'erasure-is-final': [
    'An erasure cannot be taken back: what it replaced is nowhere in the database any more.',
    'Enter anew what may be kept.',
  ],
  'profile-read-only': ['The profile only reads. Nothing was done.', 'Use another profile.'],
  'profile-protected': [
    'The profile wants its name to be typed before a change. Nothing was done.',
    'Type it, or add --confirm NAME.',
  ],

  // Settings and databases
  'database-chosen-twice': [
    'Two things choose the database, and neither wins.',
    'Keep one: --db or --profile; ABO_DATABASE_URL or ABO_PROFILE.',
  ],
  'unknown-profile': ['config.yaml has no such profile.', 'The message lists those that there are.'],
  'config-unreadable': ['A settings file is there, and can’t be read.', 'Check its permissions.'],
  'config-syntax': ['A settings file is not YAML.', 'Correct it at the line and column that the message names.'],
  'config-exclusive': ['A profile’s password can come from one place.', 'Keep password_command or password_file.'],
  'config-value': [
    'A setting has a value of the wrong kind.',
    'Correct it; schemas/config.schema.json describes abo.config.yaml.',
  ],
  'config-key': ['A settings file has a key that means nothing.', 'Correct its spelling, or take it out.'],
  'config-choice': [
    'A setting has a value that is not one of those accepted.',
    'Take one of those that the message lists.',
  ],
  'config-unsafe': [
    'A folder that one walks into must not choose a database or run a command.',
    'Put it in a profile of your own config.yaml, and name that profile in the folder.',
  ],
  'baseline-unreadable': [
    'The file is not a baseline of an audit.',
    'abo audit --write-baseline FILE writes one, to a new file.',
  ],
  'unsupported-engine': ['abo has no engine for such a URL.', 'It knows sqlite:, postgres: and mysql:.'],
  'bad-database-url': [
    'The URL names no database: a part of it is missing, or not written as it must be.',
    'The message says which part, and how to write it.',
  ],
  'bad-database-parameter': ['The URL of the database asks for something unknown.', 'The message lists what is known.'],
  'tls-certificate-unreadable': ['The file that sslrootcert names can’t be read.', 'Check its path and rights.'],
  'password-unavailable': [
    'A profile’s password could not be had: its command failed, took more than a minute or printed nothing, or its file is not there, or empty.',
    'Correct password_command or password_file.',
  ],
  'server-unknown': ['The name of the server means nothing to the network.', 'Check the URL, and the network.'],
  'server-unreachable': [
    'Nothing answers at the server’s address, or it turns this machine away.',
    'Check host, port and server.',
  ],
  'other-server': [
    'Something else listens on that port of the server: another kind of database, or no database at all.',
    'Check host and port, and whether the URL begins with postgres: or mysql:.',
  ],
  'wrong-credentials': [
    'The server doesn’t know the account, or not with this password.',
    'Check the user in the URL, and password_command or password_file of the profile.',
  ],
  'password-missing': [
    'The server asks for a password, and nothing gives one.',
    'Give the profile password_command or password_file; PostgreSQL also has PGPASSFILE.',
  ],
  'password-file-exposed': [
    'A file of passwords that others may read is as good as published, so it is not used.',
    'chmod 600 keeps it to its owner.',
  ],
  'server-lacks-database': [
    'The server is there, the database isn’t; abo makes none on a server.',
    'Have it made; abo db init, or abo db copy, then makes its tables.',
  ],
  'missing-rights': [
    'The account may not do that in the database.',
    'Reading it is enough to list, export, simulate and audit; writing needs its administrator.',
  ],
  'definer-missing': [
    'Triggers of MySQL and MariaDB do what the account that made them may do. A database that was restored on a server without that account keeps its journal, but an erasure can’t be written to it.',
    'Make the account, with its rights; or make a copy with abo db copy.',
  ],
  'database-encoding': [
    'The database of PostgreSQL has an encoding that lacks most of the characters that names are written with. It can’t be changed afterwards.',
    'Have a database with the encoding UTF8 made, as the message says, and run abo db init there.',
  ],
  'server-too-old': ['The server lacks what abo needs.', 'The message names the oldest version that has it.'],
  'tls-failed': ['The connection could not be encrypted as sslmode asks.', 'Check sslmode and sslrootcert.'],
  'connection-lost': ['The connection ended on the way. Nothing was written.', 'Run it again.'],
  'commit-unknown': [
    'The connection ended at the one moment when only the server knows whether it wrote, and it can’t be asked.',
    'abo history tells, when it answers again: the change set is there whole, or not at all.',
  ],
  'database-without-identity': ['The database lacks what tells it from its copies.', 'Restore a backup.'],
  'database-missing': [
    'There is no database there; none is made on the sly.',
    'abo db init makes it; or name another with --db.',
  ],
  'database-is-folder': ['A folder is not a database.', 'Name the file in it.'],
  'database-folder-missing': ['The folder of the database is not there.', 'Make the folder, or check --db.'],
  'database-not-initialised': ['The database has no tables of abo.', 'abo db init makes them.'],
  'database-not-empty': ['The database is that of something else.', 'Name another one.'],
  'database-behind': [
    'The database was made by an older abo.',
    'Back it up first, with abo db backup, then run abo db migrate.',
  ],
  'database-newer': ['The database was made by a newer abo.', 'Update abo.'],
  'not-a-database': ['The file is not an SQLite database.', 'Check --db, or the profile that names it.'],
  'database-damaged': ['The database is damaged.', 'Restore a backup.'],
  'database-unreadable': [
    'The file of a SQLite database can’t be opened. On a server, what keeps abo out is told apart: wrong-credentials, missing-rights.',
    'Check the rights on the file and its folder.',
  ],
  'database-read-only': [
    'The database can’t be written. Nothing was written.',
    'Check the rights on the file and its folder; on a server, those of the account, and that it is no replica.',
  ],
  'database-full': ['There is no space left. Nothing was written.', 'Make room, then run it again.'],
  'database-io': ['Reading or writing the database failed. Nothing was written.', 'Check the disk, then run it again.'],
  'backup-by-server': [
    'A database on a server is backed up by the server’s own tool: pg_dump, mariadb-dump or mysqldump.',
    'Run the command that the error gives.',
  ],
  'copy-target-not-empty': [
    'A copy was to go into a database that holds something, or did once: its journal is not empty. Nothing was written.',
    'Name an empty database, or one that is not there yet.',
  ],
  'copy-onto-itself': ['A database was to be copied onto itself. Nothing was written.', 'Name another one.'],
  'copy-differs': [
    'A copy was read again, and was not what had been written: something changes what is written to the database. The copy was undone.',
    'Look for triggers of others in it, then run it again.',
  ],
  'copy-unfinished': [
    'A copy stopped on the way. No row of it was written; the tables that were made for it stay, and are empty.',
    'Run the same command again: a copy takes tables that are empty.',
  ],
  'schema-unfinished': [
    'Making or changing the tables stopped on the way. MySQL and MariaDB take no such step back: those that were done stay.',
    'Run the same command again: it goes on where this one stopped.',
  ],
  'database-busy': ['Somebody else was writing for too long. Nothing was written.', 'Run it again in a moment.'],
  'database-conflict': [
    'The database refused the change: something else has written to it. Nothing was written.',
    'Look at abo db status.',
  ],

  // Files
  'file-not-found': ['There is no such file.', 'Check its name, and the folder that you are in.'],
  'file-exists': ['The file exists, and is not overwritten.', 'Name another, or remove it first.'],
  'file-is-folder': ['A folder was named where a file is needed.', 'Name a file in it; abo onboard takes a folder.'],
  'file-unreadable': ['The file can’t be read.', 'Check who may read it.'],
  'file-unwritable': [
    'No file can be written there. Nothing was done.',
    'Check who may write there, or name another place.',
  ],
  'folder-not-found': [
    'The file was to be written in a folder that is not there.',
    'Make the folder, or name another.',
  ],
  'not-a-file': ['What is to be written to is no file.', 'Name a file, there or not.'],
  'file-in-use': ['The file to be written is the input or the database.', 'Name another.'],
  'unknown-encoding': ['abo does not read this encoding.', 'Save it as UTF-8.'],
  'bad-delimiter': ['A delimiter is one character, or tab.', 'For example --delimiter “;”.'],
  'unknown-fill-down': ['The file has no such column to fill down.', 'Name one of its headers.'],
  'output-failed': ['The answer could not be written whole.', 'Make room, or write it elsewhere, and run it again.'],
  unexpected: ['A failure that abo did not foresee.', 'Run it again with -v, and send the details to the maintainers.'],
};
