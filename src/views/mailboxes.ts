/** A company's generic mailbox for one cell, in a list. Source: docs/contract/cli.md, "List items". */
import type { MailboxRecord } from '../domain/records.js';
import type { Messages } from '../messages/index.js';
import { CATEGORY, COMPANY, property, UNIVERSE, type ListView } from './list.js';

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
