/** What `find` found: `abo.findings/1`. */
import type { FindResult } from '../domain/find-result.js';
import { CATEGORY, COMPANY, property, UNIVERSE, type ListView } from './list.js';

export const findings: ListView<FindResult> = {
  schema: 'findings',
  fields: [
    property('kind', {
      header: ({ pages }) => pages.column.what,
      text: (kind: FindResult['kind'], { pages }) => pages.findingKind[kind],
    }),
    property('company', COMPANY),
    property('name', { header: ({ labels }) => labels.column.name }),
    property('address', { header: ({ pages }) => pages.column.address, keep: true }),
    property('universe', UNIVERSE),
    property('category', CATEGORY),
  ],
};
