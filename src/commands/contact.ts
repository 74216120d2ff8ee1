/** `abo contact …`: the contacts of companies. */
import { contactRequests, planNewContact, planRename } from '../app/change/contact-changes.js';
import { planContactRemoval } from '../app/change/contact-removal.js';
import { resolveFilters, selectCompanies } from '../app/read/filters.js';
import { findContact } from '../app/read/find-contacts.js';
import { contactsIn } from '../app/read/lists.js';
import { EXIT } from '../errors.js';
import { contacts } from '../views/directory-lists.js';
import { writeContactJson, writeContactPage } from '../views/directory-pages.js';
import { answerList, formatAmong } from './lib/answer.js';
import { contactAssignments } from './lib/assignments.js';
import { changeInScope } from './lib/change-in-scope.js';
import { change } from './lib/change.js';
import { command, type Noun } from './lib/command.js';
import { exportKind } from './lib/export.js';
import { exactlyOne } from './lib/flag-values.js';
import { CHANGE_FLAGS, CONTACT_FILTERS, IMPORT_FLAGS, REJECT_FLAGS } from './lib/flags.js';
import { importFiles } from './lib/import.js';
import { reading } from './lib/read-world.js';

const FILTERS = [...CONTACT_FILTERS, 'address'] as const;

const list = command({
  verb: 'list',
  flags: [...FILTERS, 'at'],
  run: (session, _, options) =>
    reading(session, options, async (reader) => {
      const scope = await resolveFilters(reader, options);
      return answerList(session, contacts, contactsIn(reader, scope), scope.patterns);
    }),
});

const show = command({
  verb: 'show',
  operands: ['<contact>'],
  flags: ['company', 'at'],
  run: (session, [name], options) => {
    const format = formatAmong(session, ['table', 'json']);
    return reading(session, options, async (reader) => {
      const found = await findContact(reader, name, await selectCompanies(reader, options));
      const { terminal, messages } = session;
      if (format === 'json') await writeContactJson(found, terminal.stdout);
      else await writeContactPage(found, found.state.company, terminal.stdout, messages);
      return EXIT.done;
    });
  },
});

const add = command({
  verb: 'add',
  operands: ['<name=value...>'],
  flags: ['company', 'contact', ...CHANGE_FLAGS],
  run: (session, assignments, options) => {
    const fields = contactAssignments(assignments, 'contact-flag');
    const company = exactlyOne(session, options.company, '--company');
    const email = exactlyOne(session, options.contact, '--contact');
    return change(session, options, async (reader, planning) => ({
      planned: await planNewContact(reader, { company, email }, fields, planning),
    }));
  },
});

const set = command({
  verb: 'set',
  operands: ['<name=value...>'],
  flags: [...FILTERS, 'all', ...CHANGE_FLAGS],
  run: (session, assignments, options) => {
    const fields = contactAssignments(assignments, 'rename');
    return changeInScope(session, options, (reader, scope) => contactRequests(reader, scope, fields));
  },
});

const rename = command({
  verb: 'rename',
  operands: ['<old>', '<new>'],
  flags: ['company', ...CHANGE_FLAGS],
  run: (session, [name, newEmail], options) =>
    change(session, options, async (reader, planning) => {
      const selection = await selectCompanies(reader, options);
      return { planned: await planRename(reader, name, newEmail, selection, planning) };
    }),
});

const remove = command({
  verb: 'remove',
  operands: ['<contact>'],
  flags: ['company', 'everywhere', 'successor', ...CHANGE_FLAGS],
  run: (session, [contact], options) =>
    change(session, options, async (reader, planning) => {
      const { everywhere, successor } = options;
      const selection = await selectCompanies(reader, options);
      const removal = { contact, successor, everywhere, selection };
      const { planned, address, mailboxesKept } = await planContactRemoval(reader, removal, planning);
      if (mailboxesKept > 0) {
        await session.notice(session.messages.notices.mailboxesKept({ mailboxes: mailboxesKept, address }));
      }
      return { planned };
    }),
});

const importContacts = command({
  verb: 'import',
  operands: ['<file>'],
  flags: ['constantCompany', 'constantUniverse', 'empty', ...IMPORT_FLAGS, ...REJECT_FLAGS],
  run: (session, [path], options) =>
    importFiles(session, [{ path, kind: 'contacts' }], { ...options, allowDuplicate: false }, path),
});

const exportContacts = command({
  verb: 'export',
  flags: [...FILTERS, 'excel', 'at'],
  run: (session, _, options) => exportKind(session, 'contacts', options),
});

export const contact: Noun = {
  name: 'contact',
  commands: [list, show, add, set, rename, remove, importContacts, exportContacts],
};
