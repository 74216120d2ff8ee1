/** `abo mailbox …`: generic mailboxes of companies. */
import { mailboxRequests } from '../app/change/cell-requests.js';
import { mailboxesIn } from '../app/read/lists.js';
import { mailboxes } from '../views/directory-lists.js';
import { clearedMailboxes, mailboxAssignments } from './lib/assignments.js';
import { changeInScope } from './lib/change.js';
import { command, type Noun } from './lib/command.js';
import { exportCommand, importCommand, listCommand } from './lib/directory.js';
import { CHANGE_FLAGS, MAILBOX_FILTERS } from './lib/flags.js';

const CHANGED = [...MAILBOX_FILTERS, 'all', ...CHANGE_FLAGS] as const;

const set = command({
  verb: 'set',
  operands: ['<category=address...>'],
  flags: CHANGED,
  staffOnly: false,
  run: (session, operands, options) => changeInScope(session, options, mailboxRequests, mailboxAssignments(operands)),
});

const clear = command({
  verb: 'clear',
  operands: ['<category...>'],
  flags: CHANGED,
  staffOnly: false,
  run: (session, operands, options) => changeInScope(session, options, mailboxRequests, clearedMailboxes(operands)),
});

export const mailbox: Noun = {
  name: 'mailbox',
  commands: [
    listCommand(MAILBOX_FILTERS, mailboxes, mailboxesIn),
    set,
    clear,
    importCommand('mailboxes'),
    exportCommand('mailboxes', MAILBOX_FILTERS),
  ],
};
