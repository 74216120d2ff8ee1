/** A company in a list. Source: docs/contract/cli.md, "List items". */
import { COMPANY_FIELDS } from '../domain/fields.js';
import type { Company } from '../domain/model.js';
import { listFields } from './fields.js';
import { COMPANY, property, type ListView } from './list.js';

export const companies: ListView<Company> = {
  schema: 'companies',
  fields: [property('code', COMPANY), ...listFields(COMPANY_FIELDS)],
};
