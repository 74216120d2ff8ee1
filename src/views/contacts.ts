/** A contact in a list. Source: docs/contract/cli.md, "List items". */
import type { Contact } from '../domain/model.js';
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
    {
      key: 'name',
      json: ({ name }) => name,
      table: { header: ({ labels }) => labels.column.name, text: ({ name }) => name },
    },
    {
      key: 'role',
      json: ({ role }) => role,
      table: { header: ({ labels }) => labels.column.role, text: ({ role }, { views }) => views.roleShort[role] },
    },
    {
      key: 'access',
      json: ({ access }) => access,
      table: {
        header: ({ labels }) => labels.column.access,
        text: ({ access }, { views }) => (access ? views.yesNo.yes : views.yesNo.no),
      },
    },
    {
      key: 'universes',
      json: ({ universes }) => universes,
      table: {
        header: ({ labels }) => labels.column.universes,
        text: ({ universes }, { views }) => universes.map((universe) => views.universeShort[universe]).join(', '),
      },
    },
    {
      key: 'ref',
      json: ({ ref }) => ref,
      table: { header: ({ labels }) => labels.column.ref, text: ({ ref }) => ref ?? '' },
    },
  ],
};
