/** `abo contact …`: the contacts of companies. */
import { findContact, findContacts, requireCompanies } from '../app/read/filters.js';
import { contactsIn } from '../app/read/lists.js';
import { planRemoval } from '../app/change/contact-changes.js';
import { planRequests } from '../app/change/plan-requests.js';
import { addressKey, normaliseAddress } from '../domain/address.js';
import type { Contact } from '../domain/model.js';
import { AboError, EXIT, RejectedInput } from '../errors.js';
import type { CompanySelection, Reader } from '../storage/store.js';
import { contacts } from '../views/contacts.js';
import { writeContactJson, writeContactPage } from '../views/directory-pages.js';
import { answerList, formatAmong } from './lib/answer.js';
import { contactAssignments } from './lib/assignments.js';
import { change } from './lib/change.js';
import type { Noun, Run } from './lib/command.js';
import { exportKind } from './lib/export.js';
import { noticeNoMatch, scopeOf, scopeOfChange, selectionOf } from './lib/filter-flags.js';
import { CHANGE_FLAGS, CONTACT_FILTERS, IMPORT_FLAGS, REJECT_FLAGS } from './lib/flags.js';
import { importFiles, planningOptionsOf } from './lib/import.js';
import { reading } from './lib/read-world.js';

const FILTERS = [...CONTACT_FILTERS, 'address'] as const;

const list: Run = async (session, _, options) => {
  return reading(session, options, async (reader) => {
    const scope = await scopeOf(reader, options);
    return answerList(session, contacts, contactsIn(reader, scope), scope.patterns);
  });
};

const show: Run = async (session, [name = ''], options) => {
  const format = formatAmong(session, ['table', 'json']);
  return reading(session, options, async (reader) => {
    const { state, contact } = await findContact(reader, name, await selectionOf(reader, options));
    const { terminal, messages } = session;
    if (format === 'json') await writeContactJson(contact, terminal.stdout);
    else await writeContactPage(contact, state.company, terminal.stdout, messages);
    return EXIT.done;
  });
};

const add: Run = async (session, assignments, options) => {
  const fields = contactAssignments(assignments, 'contact-flag');
  const command = `abo ${session.command}`;
  const company = exactlyOne(options.company, '--company', command);
  const contact = exactlyOne(options.contact, '--contact', command);
  return change(session, options, async (reader) => {
    await requireCompanies(reader, [company]);
    const key = addressKey(normaliseAddress(contact));
    for await (const batch of reader.states({ codes: [company] })) {
      const existing = batch.flatMap((state) => state.contacts).find((each) => addressKey(each.contact.email) === key);
      if (existing !== undefined) throw new AboError('contact-exists', { contact: existing.contact.email, company });
    }
    if (typeof fields.ref === 'string') await refuseTakenRef(reader, fields.ref, { company, email: contact });
    const request = { kind: 'contact', origin: null, mode: 'upsert', company, contact, ...fields } as const;
    return { planned: await planRequests(reader, [request], planningOptionsOf(session, options)) };
  });
};

/** In a request a `ref` that exists is the key, and would make one contact of another. */
async function refuseTakenRef(
  reader: Reader,
  ref: string,
  { company, email }: Pick<Contact, 'company' | 'email'>,
): Promise<void> {
  const key = addressKey(normaliseAddress(email));
  for await (const batch of reader.states({ codes: [company] })) {
    for (const { contact } of batch.flatMap((state) => state.contacts)) {
      if (contact.ref !== ref || addressKey(contact.email) === key) continue;
      const detail = { names: [contact.email, email], subject: company };
      throw new RejectedInput([{ code: 'duplicate-contact', origin: null, column: 'ref', value: ref, detail }], []);
    }
  }
}

function exactlyOne(values: readonly string[] | undefined, flag: string, command: string): string {
  const [only, another] = values ?? [];
  if (only === undefined) throw new AboError('missing-flag', { flag, command });
  if (another !== undefined) throw new AboError('one-value', { flag, command });
  return only;
}

const set: Run = async (session, assignments, options) => {
  const fields = contactAssignments(assignments, 'rename');
  return change(session, options, async (reader) => {
    const scope = await scopeOfChange(session, reader, options);
    const requests: { kind: 'contact'; origin: null; mode: 'set'; company: string; contact: string }[] = [];
    for await (const batch of contactsIn(reader, scope)) {
      for (const { company, email } of batch) {
        if (typeof fields.ref === 'string') await refuseTakenRef(reader, fields.ref, { company, email });
        requests.push({ kind: 'contact', origin: null, mode: 'set', company, contact: email, ...fields });
      }
    }
    await noticeNoMatch(session, scope, requests);
    return { planned: await planRequests(reader, requests, planningOptionsOf(session, options)) };
  });
};

const rename: Run = async (session, [from = '', to = ''], options) =>
  change(session, options, async (reader) => {
    const { contact } = await findContact(reader, from, await selectionOf(reader, options));
    const { company, email } = contact.contact;
    const request = {
      kind: 'contact',
      origin: null,
      mode: 'set',
      company,
      contact: email,
      newEmail: to,
    } as const;
    return { planned: await planRequests(reader, [request], planningOptionsOf(session, options)) };
  });

const remove: Run = async (session, [name = ''], options) =>
  change(session, options, async (reader) => {
    const selection = await selectionOf(reader, options);
    const everywhere = options.everywhere ?? false;
    const leaving = everywhere
      ? await contactsWithAddress(reader, name, selection)
      : [(await findContact(reader, name, selection)).contact.contact];
    const address = leaving[0]?.email ?? name;
    const { planned, mailboxesKept } = await planRemoval(
      reader,
      leaving,
      address,
      options.successor ?? null,
      everywhere,
      planningOptionsOf(session, options),
    );
    if (mailboxesKept > 0) {
      await session.notice(session.messages.notices.mailboxesKept({ mailboxes: mailboxesKept, address }));
    }
    return { planned };
  });

/** Everybody who has this address, in whatever company; at least one. */
async function contactsWithAddress(
  reader: Reader,
  address: string,
  selection: CompanySelection,
): Promise<readonly Contact[]> {
  const key = addressKey(normaliseAddress(address));
  const found = (await findContacts(reader, address, selection)).map(({ contact }) => contact.contact);
  const same = found.filter(({ email }) => addressKey(email) === key);
  if (same.length > 0) return same;
  // A name may be that of several people: it must name one, whose address is then taken.
  const { contact } = await findContact(reader, address, selection);
  return contactsWithAddress(reader, contact.contact.email, selection);
}

const importContacts: Run = (session, [file = ''], options) =>
  importFiles(session, [{ path: file, kind: 'contacts' }], options, file);

const exportContacts: Run = (session, _, options) => exportKind(session, 'contacts', options);

export const contact: Noun = {
  name: 'contact',
  commands: [
    { verb: 'list', flags: [...FILTERS, 'at'], run: list },
    { verb: 'show', operands: ['<contact>'], flags: ['company', 'at'], run: show },
    {
      verb: 'add',
      operands: ['<name=value...>'],
      flags: ['company', 'contact', ...CHANGE_FLAGS],
      run: add,
    },
    { verb: 'set', operands: ['<name=value...>'], flags: [...FILTERS, 'all', ...CHANGE_FLAGS], run: set },
    { verb: 'rename', operands: ['<old>', '<new>'], flags: ['company', ...CHANGE_FLAGS], run: rename },
    {
      verb: 'remove',
      operands: ['<contact>'],
      flags: ['company', 'everywhere', 'successor', ...CHANGE_FLAGS],
      run: remove,
    },
    {
      verb: 'import',
      operands: ['<file>'],
      flags: ['constantCompany', 'constantUniverse', 'empty', ...IMPORT_FLAGS, ...REJECT_FLAGS],
      run: importContacts,
    },
    { verb: 'export', flags: [...FILTERS, 'excel', 'at'], run: exportContacts },
  ],
};
