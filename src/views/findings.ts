/** What `find` found: `abo.findings/1`. */
import type { FindResult } from '../domain/find-result.js';
import type { ListView } from './list.js';

export const findings: ListView<FindResult> = {
  schema: 'findings',
  fields: [
    {
      key: 'kind',
      json: ({ kind }) => kind,
      table: { header: (m) => m.pages.column.what, text: ({ kind }, m) => m.pages.findingKind[kind] },
    },
    {
      key: 'company',
      json: ({ company }) => company,
      table: { header: (m) => m.labels.column.company, text: ({ company }) => company, keep: true },
    },
    {
      key: 'name',
      json: ({ name }) => name,
      table: { header: (m) => m.labels.column.name, text: ({ name }) => name },
    },
    {
      key: 'address',
      json: ({ address }) => address,
      table: { header: (m) => m.pages.column.address, text: ({ address }) => address ?? '', keep: true },
    },
    {
      key: 'universe',
      json: ({ universe }) => universe,
      table: {
        header: (m) => m.labels.column.universe,
        text: ({ universe }, m) => (universe === null ? '' : m.views.universeShort[universe]),
      },
    },
    {
      key: 'category',
      json: ({ category }) => category,
      table: {
        header: (m) => m.labels.column.category,
        text: ({ category }, m) => (category === null ? '' : m.labels.category[category]),
      },
    },
  ],
};
