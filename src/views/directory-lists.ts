/** Lists of companies, contacts, mailboxes and subscriptions, and of what `find` found. Source: docs/contract/cli.md, "List items". */
import type { SubscriptionReason } from '../domain/effective.js';
import { COMPANY_FIELDS, SETTABLE_CONTACT_FIELDS } from '../domain/fields.js';
import type { Company, Contact } from '../domain/model.js';
import type { MailboxRecord, SubscriptionRecord, FindResult } from '../domain/records.js';
import type { Messages } from '../messages/index.js';
import { listFields } from './fields.js';
import { CATEGORY, CHANNEL, COMPANY, CONTACT, field, property, UNIVERSE, type ListView } from './list.js';

export const companies: ListView<Company> = {
  schema: 'companies',
  fields: [property('code', COMPANY), ...listFields(COMPANY_FIELDS)],
};

export const contacts: ListView<Contact> = {
  schema: 'contacts',
  fields: [
    property('company', COMPANY),
    field('contact', ({ email }) => email, CONTACT),
    ...listFields(SETTABLE_CONTACT_FIELDS),
  ],
};

/** A company's generic mailbox for one cell. */
export const mailboxes: ListView<MailboxRecord> = {
  schema: 'mailboxes',
  fields: [
    property('company', COMPANY),
    property('universe', UNIVERSE),
    property('category', CATEGORY),
    property('email', { header: ({ labels }) => labels.column.email, keep: true }),
    property('inert'),
    property('dormant'),
  ],
  last: { header: ({ views }) => views.column.note, text: noteOf },
};

/** Why an address that is set does nothing. */
function noteOf({ inert, dormant }: MailboxRecord, { views }: Messages): string {
  return [...(dormant ? [views.dormant] : []), ...(inert ? [views.inert] : [])].join(', ');
}

/** A subscription cell. People are shown the grid instead. */
export const subscriptions: ListView<SubscriptionRecord> = {
  schema: 'subscriptions',
  fields: [
    field('company', ({ contact }) => contact.company, COMPANY),
    field('contact', ({ contact }) => contact.email, CONTACT),
    field('name', ({ contact }) => contact.name),
    field('role', ({ contact }) => contact.role),
    field('access', ({ contact }) => contact.access),
    property('universe', UNIVERSE),
    property('category', CATEGORY),
    property('channel', CHANNEL),
    property('notified', {
      header: ({ views }) => views.column.notified,
      text: (notified: boolean, { views }) => views.yesNo[notified ? 'yes' : 'no'],
    }),
    property('stored', { header: ({ views }) => views.column.stored }),
    property('reason', {
      header: ({ views }) => views.column.reason,
      text: (reason: SubscriptionReason, { views }) => views.simulation.reason[reason],
    }),
    property('inert'),
  ],
};

/** What `find` found. */
export const findings: ListView<FindResult> = {
  schema: 'findings',
  fields: [
    property('kind', {
      header: ({ pages }) => pages.column.what,
      text: (kind: FindResult['kind'], { views }) => views.plan.kind[kind],
    }),
    property('company', COMPANY),
    property('name', { header: ({ labels }) => labels.column.name }),
    property('address', { header: ({ pages }) => pages.column.address, keep: true }),
    property('universe', UNIVERSE),
    property('category', CATEGORY),
  ],
};
