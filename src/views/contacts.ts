/** A contact in a list. Source: docs/contract/cli.md, "List items". */
import { SETTABLE_CONTACT_FIELDS } from '../domain/fields.js';
import type { Contact } from '../domain/model.js';
import { listFields } from './fields.js';
import type { ListView } from './list.js';

export const contacts: ListView<Contact> = {
  schema: 'contacts',
  fields: [
    {
      key: 'company',
      json: ({ company }) => company,
      table: { header: ({ labels }) => labels.column.company, text: ({ company }) => company, keep: true },
    },
    {
      key: 'contact',
      json: ({ email }) => email,
      table: { header: ({ labels }) => labels.column.contact, text: ({ email }) => email, keep: true },
    },
    ...listFields(SETTABLE_CONTACT_FIELDS),
  ],
};
