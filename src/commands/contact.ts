/** `abo contact …`: the contacts of companies. */
import { contactRequests, planNewContact, planRename } from '../app/change/contact-changes.js';
import { planContactRemoval } from '../app/change/contact-removal.js';
import { selectCompanies } from '../app/read/filters.js';
import { findContact } from '../app/read/find-contacts.js';
import { contactsIn } from '../app/read/lists.js';
import { contacts } from '../views/directory-lists.js';
import { contactDocument, writeContactPage } from '../views/directory-pages.js';
import { answerPage } from './lib/answer.js';
import { contactAssignments } from './lib/assignments.js';
import { change, changeInScope } from './lib/change.js';
import { command, type Noun } from './lib/command.js';
import { exportCommand, importCommand, listCommand } from './lib/directory.js';
import { exactlyOne } from './lib/flag-values.js';
import { CHANGE_FLAGS, CONTACT_FILTERS } from './lib/flags.js';
import { reading } from './lib/read-world.js';

const FILTERS = [...CONTACT_FILTERS, 'address'] as const;

const show = command({
  verb: 'show',
  operands: ['<contact>'],
  flags: ['company', 'at'],
  run: (session, [name], options) =>
    answerPage(
      session,
      (found, page, messages) => writeContactPage(found, found.state.company, page, messages),
      contactDocument,
      () =>
        reading(session, options, async (reader) => findContact(reader, name, await selectCompanies(reader, options))),
    ),
});

const add = command({
  verb: 'add',
  operands: ['<name=value...>'],
  flags: ['company', 'contact', ...CHANGE_FLAGS],
  run: (session, assignments, options) => {
    const fields = contactAssignments(assignments, 'contact-flag');
    const company = exactlyOne(session, options.company, '--company');
    const email = exactlyOne(session, options.contact, '--contact');
    return change(session, options, (reader, planning) => planNewContact(reader, { company, email }, fields, planning));
  },
});

const set = command({
  verb: 'set',
  operands: ['<name=value...>'],
  flags: [...FILTERS, 'all', ...CHANGE_FLAGS],
  run: (session, assignments, options) =>
    changeInScope(session, options, contactRequests, contactAssignments(assignments, 'rename')),
});

const rename = command({
  verb: 'rename',
  operands: ['<old>', '<new>'],
  flags: ['company', ...CHANGE_FLAGS],
  run: (session, [name, newEmail], options) =>
    change(session, options, async (reader, planning) => {
      const selection = await selectCompanies(reader, options);
      return planRename(reader, name, newEmail, selection, planning);
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
      const { address, mailboxesKept, ...planned } = await planContactRemoval(reader, removal, planning);
      if (mailboxesKept > 0) {
        await session.notice(session.messages.notices.mailboxesKept({ mailboxes: mailboxesKept, address }));
      }
      return planned;
    }),
});

export const contact: Noun = {
  name: 'contact',
  commands: [
    listCommand(FILTERS, contacts, contactsIn),
    show,
    add,
    set,
    rename,
    remove,
    importCommand('contacts'),
    exportCommand('contacts', FILTERS),
  ],
};
