/** A company in a list. Source: docs/contract/cli.md, "List items". */
import type { Company } from '../domain/model.js';
import type { ListView } from './list.js';

export const companies: ListView<Company> = {
  schema: 'companies',
  fields: [
    {
      key: 'code',
      json: ({ code }) => code,
      table: { header: ({ labels }) => labels.column.company, text: ({ code }) => code, keep: true },
    },
    {
      key: 'name',
      json: ({ name }) => name,
      table: { header: ({ labels }) => labels.column.name, text: ({ name }) => name },
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
      key: 'partner',
      json: ({ partner }) => partner,
      table: { header: ({ labels }) => labels.column.partner, text: ({ partner }) => partner ?? '' },
    },
    {
      key: 'partner_universe',
      json: ({ partnerUniverse }) => partnerUniverse,
      table: {
        header: ({ labels }) => labels.column.partner_universe,
        text: ({ partnerUniverse }, { views }) =>
          partnerUniverse === null ? '' : views.universeShort[partnerUniverse],
      },
    },
  ],
};
