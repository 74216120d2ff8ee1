/** A contact in a list. Source: docs/contract/cli.md, "List items". */
import { SETTABLE_CONTACT_FIELDS } from '../domain/fields.js';
import type { Contact } from '../domain/model.js';
import { listFields } from './fields.js';
import { COMPANY, property, type ListView } from './list.js';

export const contacts: ListView<Contact> = {
  schema: 'contacts',
  fields: [
    property('company', COMPANY),
    {
      key: 'contact',
      json: ({ email }) => email,
      table: { header: ({ labels }) => labels.column.contact, text: ({ email }) => email, keep: true },
    },
    ...listFields(SETTABLE_CONTACT_FIELDS),
  ],
};
