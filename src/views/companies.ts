/** A company in a list. Source: docs/contract/cli.md, "List items". */
import { COMPANY_FIELDS } from '../domain/fields.js';
import type { Company } from '../domain/model.js';
import { listFields } from './fields.js';
import type { ListView } from './list.js';

export const companies: ListView<Company> = {
  schema: 'companies',
  fields: [
    {
      key: 'code',
      json: ({ code }) => code,
      table: { header: ({ labels }) => labels.column.company, text: ({ code }) => code, keep: true },
    },
    ...listFields(COMPANY_FIELDS),
  ],
};
