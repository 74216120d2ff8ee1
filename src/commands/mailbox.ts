/** `abo mailbox …`: generic mailboxes of companies. */
import { mailboxesIn } from '../app/read/lists.js';
import { planRequests } from '../app/change/plan-requests.js';
import { mailboxRequests, type AskedMailboxes } from '../app/change/cell-requests.js';
import type { Session } from '../context.js';
import type { ExitCode } from '../errors.js';
import { mailboxes } from '../views/mailboxes.js';
import { answerList } from './lib/answer.js';
import { clearedMailboxes, mailboxAssignments } from './lib/assignments.js';
import { change } from './lib/change.js';
import type { Noun, Run } from './lib/command.js';
import { exportKind } from './lib/export.js';
import { noticeNoMatch, scopeOf, scopeOfChange } from './lib/filter-flags.js';
import { CHANGE_FLAGS, IMPORT_FLAGS, REJECT_FLAGS, MAILBOX_FILTERS, type Options } from './lib/flags.js';
import { importFiles, planningOptionsOf } from './lib/import.js';
import { reading } from './lib/read-world.js';

const list: Run = async (session, _, options) => {
  return reading(session, options, async (reader) => {
    const scope = await scopeOf(reader, options);
    return answerList(session, mailboxes, mailboxesIn(reader, scope), scope.patterns);
  });
};

const set: Run = (session, operands, options) => setMailboxes(session, mailboxAssignments(operands), options);

const clear: Run = (session, operands, options) => setMailboxes(session, clearedMailboxes(operands), options);

function setMailboxes(session: Session, asked: AskedMailboxes, options: Options): Promise<ExitCode> {
  return change(session, options, async (reader) => {
    const scope = await scopeOfChange(session, reader, options);
    const requests = await mailboxRequests(reader, scope, asked);
    await noticeNoMatch(session, scope, requests);
    return { planned: await planRequests(reader, requests, planningOptionsOf(session, options)) };
  });
}

const importMailboxes: Run = (session, [file = ''], options) =>
  importFiles(session, [{ path: file, kind: 'mailboxes' }], options, file);

const exportMailboxes: Run = (session, _, options) => exportKind(session, 'mailboxes', options);

export const mailbox: Noun = {
  name: 'mailbox',
  commands: [
    { verb: 'list', flags: [...MAILBOX_FILTERS, 'at'], run: list },
    {
      verb: 'set',
      operands: ['<category=address...>'],
      flags: [...MAILBOX_FILTERS, 'all', ...CHANGE_FLAGS],
      staffOnly: false,
      run: set,
    },
    {
      verb: 'clear',
      operands: ['<category...>'],
      flags: [...MAILBOX_FILTERS, 'all', ...CHANGE_FLAGS],
      staffOnly: false,
      run: clear,
    },
    {
      verb: 'import',
      operands: ['<file>'],
      flags: ['constantCompany', 'constantUniverse', 'empty', ...IMPORT_FLAGS, ...REJECT_FLAGS],
      staffOnly: false,
      run: importMailboxes,
    },
    { verb: 'export', flags: [...MAILBOX_FILTERS, 'layout', 'excel', 'at'], run: exportMailboxes },
  ],
};
