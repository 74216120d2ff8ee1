/** A company's generic mailbox for one cell, in a list. Source: docs/contract/cli.md, "List items". */
import type { MailboxRecord } from '../domain/records.js';
import type { Messages } from '../messages/index.js';
import type { ListView } from './list.js';

export const mailboxes: ListView<MailboxRecord> = {
  schema: 'mailboxes',
  fields: [
    {
      key: 'company',
      json: ({ company }) => company,
      table: { header: ({ labels }) => labels.column.company, text: ({ company }) => company, keep: true },
    },
    {
      key: 'universe',
      json: ({ universe }) => universe,
      table: {
        header: ({ labels }) => labels.column.universe,
        text: ({ universe }, { views }) => views.universeShort[universe],
      },
    },
    {
      key: 'category',
      json: ({ category }) => category,
      table: {
        header: ({ labels }) => labels.column.category,
        text: ({ category }, { labels }) => labels.category[category],
      },
    },
    {
      key: 'email',
      json: ({ email }) => email,
      table: { header: ({ labels }) => labels.column.email, text: ({ email }) => email, keep: true },
    },
    {
      key: 'inert',
      json: ({ inert }) => inert,
      table: { header: ({ views }) => views.column.note, text: noteOf },
    },
    { key: 'dormant', json: ({ dormant }) => dormant },
  ],
};

/** Why an address that is set does nothing. */
function noteOf({ inert, dormant }: MailboxRecord, { views }: Messages): string {
  return [...(dormant ? [views.dormant] : []), ...(inert ? [views.inert] : [])].join(', ');
}
