/** `abo mailbox …`: generic mailboxes of companies. */
import { mailboxRequests } from '../app/change/cell-requests.js';
import { resolveFilters } from '../app/read/filters.js';
import { mailboxesIn } from '../app/read/lists.js';
import { mailboxes } from '../views/directory-lists.js';
import { answerList } from './lib/answer.js';
import { clearedMailboxes, mailboxAssignments } from './lib/assignments.js';
import { changeInScope } from './lib/change-in-scope.js';
import { command, type Noun } from './lib/command.js';
import { exportKind } from './lib/export.js';
import { CHANGE_FLAGS, IMPORT_FLAGS, MAILBOX_FILTERS, REJECT_FLAGS } from './lib/flags.js';
import { importFiles } from './lib/import.js';
import { reading } from './lib/read-world.js';

const list = command({
  verb: 'list',
  flags: [...MAILBOX_FILTERS, 'at'],
  run: (session, _, options) =>
    reading(session, options, async (reader) => {
      const scope = await resolveFilters(reader, options);
      return answerList(session, mailboxes, mailboxesIn(reader, scope), scope.patterns);
    }),
});

const CHANGED = [...MAILBOX_FILTERS, 'all', ...CHANGE_FLAGS] as const;

const set = command({
  verb: 'set',
  operands: ['<category=address...>'],
  flags: CHANGED,
  staffOnly: false,
  run: (session, operands, options) => {
    const addresses = mailboxAssignments(operands);
    return changeInScope(session, options, (reader, scope) => mailboxRequests(reader, scope, addresses));
  },
});

const clear = command({
  verb: 'clear',
  operands: ['<category...>'],
  flags: CHANGED,
  staffOnly: false,
  run: (session, operands, options) => {
    const addresses = clearedMailboxes(operands);
    return changeInScope(session, options, (reader, scope) => mailboxRequests(reader, scope, addresses));
  },
});

const importMailboxes = command({
  verb: 'import',
  operands: ['<file>'],
  flags: ['constantCompany', 'constantUniverse', 'empty', ...IMPORT_FLAGS, ...REJECT_FLAGS],
  staffOnly: false,
  run: (session, [path], options) =>
    importFiles(session, [{ path, kind: 'mailboxes' }], { ...options, allowDuplicate: false }, path),
});

const exportMailboxes = command({
  verb: 'export',
  flags: [...MAILBOX_FILTERS, 'layout', 'excel', 'at'],
  run: (session, _, options) => exportKind(session, 'mailboxes', options),
});

export const mailbox: Noun = {
  name: 'mailbox',
  commands: [list, set, clear, importMailboxes, exportMailboxes],
};
