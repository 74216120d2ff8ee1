/** What a code means, and what to do, where its message alone would not explain it. */

/** What stands for a parameter in a message: “There is no file “FILE”.” */
export const words = {
  address: 'ADDRESS',
  code: 'CODE',
  column: 'COLUMN',
  command: 'COMMAND',
  detail: 'DETAILS',
  file: 'FILE',
  folder: 'FOLDER',
  host: 'HOST',
  name: 'NAME',
  text: 'TEXT',
  value: 'VALUE',
  version: 'VERSION',
};

export const explanations = {
  // Who is notified, and why
  'not-in-universe': [
    'The contact does not hold the universe, or for a mailbox, the company does not: nothing in it can notify them.',
    'Give the contact the universe with abo contact set universes=…; abo why shows the exact command. Choices made there earlier are kept and take effect again.',
  ],
  'no-portal-access': [
    'The contact has no access to the portal, so nothing can be shown to them there. E-mail is not affected.',
    'Give access with abo contact set access=yes, or choose e-mail. An existing choice for the interface is kept and takes effect again with access. A new one is refused without access.',
  ],
  'explicit-on': ['The contact opted in.', 'abo subscription set CELL=off stops it; CELL=default removes the choice.'],
  'explicit-off': [
    'The contact opted out. An opt-out outlasts a change of role: an administrator who opted out stays out.',
    'To subscribe them, use abo subscription set CELL=on. To remove the choice, use CELL=default.',
  ],
  'admin-default': [
    'The contact is an administrator who made no choice: administrators are notified of everything until they opt out.',
    'To opt them out, use abo subscription set CELL=off.',
  ],
  'not-subscribed': [
    'The contact is a user who made no choice: users are notified only of what they choose.',
    'To subscribe them, use abo subscription set CELL=on.',
  ],
  mailbox: ['The generic mailbox for this universe and category is notified.', 'Remove it with abo mailbox clear.'],
  'no-mailbox': ['No mailbox is set for this universe and category.', 'Set one with abo mailbox set CATEGORY=ADDRESS.'],
  'no-partner': [
    'The event goes to the partner that manages the company. There is none, and the company holds no partner universe itself, so the event reaches no one.',
    'If the company has a partner, set it with abo company set partner=CODE.',
  ],
  'not-in-audience': [
    'The event goes to the contacts of another company, or to another universe, so this contact is not considered at all.',
    'abo simulate EVENT --company CODE shows who is; abo why shows where the event goes.',
  ],
  'nobody-at-address': [
    'No recipient that the event can reach has this address: no contact of the company that it goes to, and not its generic mailbox.',
    'abo simulate EVENT --company CODE shows who is notified; abo address show ADDRESS shows where the address is used.',
  ],
  'no-result': [
    'The event does not go to this universe, so it reaches no one there.',
    'abo simulate EVENT --company CODE shows which universe it goes to.',
  ],
  inert: [
    'No event of this category goes to this universe, so a setting there can never notify anyone.',
    'Set it in a universe that such an event goes to. abo audit shows the command that removes it here.',
  ],

  // Who is allowed to do what
  'out-of-scope': [
    'The company does not exist, or the contact may not see it: it is neither their own company nor one that their company manages in a universe that they hold.',
    'Ask a contact of that company or of its partner, or support staff.',
  ],
  'actor-no-access': [
    "The contact who acts has no access to the portal, and so can't see or change anything.",
    'Give them access first, or have another contact do it.',
  ],
  'not-admin': [
    'Only administrators can change mailboxes and the subscriptions of others.',
    'Ask an administrator of the company or of its partner.',
  ],
  'staff-only': ['Companies, contacts, undo and the database are for support staff only.', 'Ask support staff.'],

  // What an audit finds
  'no-recipient': [
    'An event can reach this category in this universe of the company, but no one at all would be notified.',
    'Set a generic mailbox, or subscribe a contact.',
  ],
  'no-admin': [
    'The company has contacts but no administrator, so none of them can change what the others receive.',
    'Make one of them an administrator with abo contact set role=admin.',
  ],
  'invalid-address': [
    'A stored address is not an e-mail address, so no mail can reach it.',
    'Set the right one with abo contact rename or abo mailbox set.',
  ],
  'shared-across-companies': [
    'One address gets mail for companies that are not linked as partner and client. One customer may see what belongs to another.',
    'See abo address show. If it is intended, accept the finding in abo.config.yaml.',
  ],
  'single-recipient': [
    'Exactly one person or address would be notified: when they are away, no one is.',
    'Add a generic mailbox or a second person.',
  ],
  'ineffective-subscription': [
    'A stored “on” has no effect: its universe is not held, the contact has no access, or no event of the category goes there.',
    'Fix the cause, or remove the choice. abo audit shows the command.',
  ],
  'inert-mailbox': [
    "A mailbox can't receive anything: its universe is not held, or no event of the category goes there.",
    'Remove it with abo mailbox clear.',
  ],
  'mailbox-is-personal': [
    "A generic mailbox is a contact's address, and would still be used after that person leaves.",
    'Set a shared address, or accept the finding.',
  ],
  'admin-opted-out': [
    'An administrator receives nothing at all.',
    'Ask them. To restore what administrators receive by default, use abo subscription set all=default.',
  ],
  'unknown-domain': ['An address is outside the domains allowed in abo.config.yaml.', 'Correct it, or allow it.'],
  'suspicious-domain': [
    'A domain is one typo away from another that is much more frequent in the company.',
    'If it is a typo, use abo address replace @WRONG @RIGHT.',
  ],

  // Problems in a file or in what was requested
  'bad-encoding': [
    'The file contains bytes that are not valid in its encoding.',
    'Name the encoding with --encoding, or save the file as “CSV UTF-8”.',
  ],
  'bad-quote': [
    'A quote is opened and never closed, or is in the wrong place. Reading stopped there.',
    'Put the whole cell in quotes, and double each quote inside it.',
  ],
  'ragged-row': [
    'A row ends before a required column, or continues after the last one.',
    'Put cells that contain the delimiter in quotes, and check that the row is not cut off.',
  ],
  'unknown-column': [
    'A header is not a column of this kind of file.',
    'Correct it, or remove the column. A column whose header starts with _abo_ is ignored.',
  ],
  'missing-column': ['A required column is missing.', 'Add it, or set it for every row with --company or --universe.'],
  'duplicate-column': ['Two headers name the same column.', 'Keep one of them.'],
  'missing-value': [
    'A flag has no value, or a cell is empty that must not be.',
    'Fill it in. A new company or contact needs a name and universes.',
  ],
  'bad-value': ['A value is not valid there.', 'Use one of the values in the message or in abo COMMAND --help.'],
  'bad-email': ['A text is not an e-mail address.', 'Correct it: an address looks like jean@acme.fr.'],
  'unknown-company': [
    'There is no company with this code, or none that you are allowed to see. Upper and lower case matter.',
    'To search by code or name, use abo find TEXT. In a file, the company may be added by the same input.',
  ],
  'unknown-contact': ['There is no such contact.', 'Search with abo find TEXT. Name one of several as CODE/ADDRESS.'],
  'unknown-universe': ['A text is not a universe.', 'Universes: client, ambassador, operator; or * for all held.'],
  'unknown-category': [
    'A text is not a category.',
    'Categories: eshop, deliveries, service-settings, service-security, ticketing, messaging, mobile.',
  ],
  'unknown-channel': ['A text is not a channel.', 'Channels: interface, email.'],
  'unknown-event': ['A text is neither an event nor a category.', 'Use an event the message names, or a category.'],
  'universe-not-held': [
    'The universe is not held by the company or the contact, or a contact would be left without any.',
    'Give the universe first, or name one that is held.',
  ],
  'admin-without-access': ['Administrators always have portal access.', 'Give them access, or make them a user.'],
  'not-a-partner': [
    'A partner must hold ambassador or operator, and can manage clients only in a universe that it holds.',
    'Give it the universe, or name another partner.',
  ],
  'partner-circle': ['A company would be its own partner, directly or through others.', 'Remove a link of the cycle.'],
  'duplicate-contact': [
    'Two contacts of a company would have the same address or ref.',
    'Keep one. Swapping two addresses in one input is allowed.',
  ],
  'probable-duplicate': [
    'A new code differs from an existing one only in leading zeros or case. Spreadsheets do that to codes such as 00075.',
    'Correct the code. If it is another company, add --allow-duplicate.',
  ],
  'contradictory-rows': ['Two rows of the input set the same cell or field to different values.', 'Keep one of them.'],
  'foreign-revision': [
    'abo_revision comes from another database, or from a change set that does not exist.',
    'Import the file into the database that it was exported from, or ignore the column with --two-way.',
  ],
  'not-csv': [
    'The file is not a CSV file: it is a spreadsheet, is empty, has only a header, or is not text.',
    'Save it as “CSV UTF-8” in the spreadsheet program.',
  ],

  // Errors whose message depends on the case
  conflicts: [
    'A value to be changed was changed by another change set since. Nothing was written.',
    'Review each conflict, then choose with --on-conflict which value to keep.',
  ],
  interrupted: [
    'A signal (Ctrl-C) stopped the program. Nothing was written, unless the message says that a commit was under way: then the change set was written in full, or not at all.',
    'Run it again. After an interrupted commit, look at abo history first.',
  ],
  declined: ['The change was declined at the prompt. Nothing was changed.', 'To make the change, run it again.'],
  'over-limits': [
    'Too many recipients would receive less, or too many categories would be silenced. Nothing was changed.',
    'Review the plan. To allow it, add --max-losses or --max-silenced as the message says.',
  ],
  'config-syntax': ['A settings file is not valid YAML.', 'Correct it at the line and column in the message.'],
  'config-value': ['A value has the wrong type.', 'Correct it. schemas/config.schema.json describes abo.config.yaml.'],
  'config-key': ['A settings file has a key that is not a setting.', 'Correct its spelling, or remove it.'],
  'file-unreadable': ["The file can't be read.", 'Check the file and its permissions.'],
  'not-a-plan': [
    'The file is not a plan saved with --plan-out, or it is incomplete. Nothing was changed.',
    'To save a plan, add --plan-out FILE to the command that makes it.',
  ],
  'bad-plan': ['The saved plan is inconsistent: it was edited. Nothing was changed.', 'Make a new plan.'],
  'bad-database-url': ['A part of the URL is missing or wrong.', 'The message says which part, and how to write it.'],
  'password-unavailable': [
    'The password of a profile is not available: its command failed, took more than a minute or printed nothing, or its file is missing or empty.',
    'Correct password_command or password_file in config.yaml.',
  ],
  'other-server': [
    'Another kind of server is listening at that address, or no database server at all.',
    'Check the host and port, and whether the URL should start with postgres: or mysql:.',
  ],
  'server-lacks-database': [
    'The server has no such database, and abo does not create databases on a server.',
    'Ask its administrator to create it. After that, abo db init or abo db copy creates its tables.',
  ],
  'definer-missing': [
    "On MySQL and MariaDB, triggers run with the rights of the database user that created them. A database restored on a server without that user keeps its journal, but an erasure can't be written to it.",
    'Create the user with its rights, or make a copy with abo db copy.',
  ],
  'database-read-only': [
    "The database can't be written to. Nothing was written.",
    'Check the permissions of the file and its folder. On a server, use a database user with write access, and not a replica.',
  ],
  'backup-by-server': [
    'A database on a server is backed up with its own tool: pg_dump, mariadb-dump or mysqldump.',
    'Run the command in the message.',
  ],
  'copy-unfinished': [
    'A copy stopped before it was complete. No row was written. The tables created so far remain, empty.',
    'Run the same command again: a copy can use tables that are empty.',
  ],
  'schema-unfinished': [
    "Creating or changing the tables stopped before it was complete. MySQL and MariaDB can't undo these steps, so those already done remain.",
    'Run the same command again: it continues where this one stopped.',
  ],
  unexpected: ['An error that abo did not expect.', 'Run it again with -v, and send the details to the maintainers.'],
} as const;
