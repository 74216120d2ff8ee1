/** Converts companies and contacts to rows and back. */
import { sql, type RawBuilder } from 'kysely';
import { addressKey } from '../domain/address.js';
import {
  columnsOf,
  COMPANY_FIELDS,
  CONTACT_FIELDS,
  SETTABLE_CONTACT_FIELDS,
  valuesOf,
  type Field,
  type FieldType,
  type FieldValue,
} from '../domain/fields.js';
import { universesFromBits, universesToBits, type Company, type Contact } from '../domain/model.js';
import { foldCode } from '../domain/plan/companies.js';
import { UNIVERSES } from '../domain/vocabulary.js';
import type { ColumnType, GivenColumns, Value } from './dialect.js';
import type { CompanyRow, ContactRow } from './schema.js';

/** The column type of each type of value. */
const COLUMN_TYPES = {
  text: 'text',
  'optional-text': 'key',
  address: 'text',
  'yes-no': 'integer',
  role: 'key',
  universes: 'integer',
  'optional-universe': 'key',
  'optional-company': 'key',
} as const satisfies Readonly<Record<FieldType, ColumnType>>;

export const COMPANY_COLUMNS: GivenColumns = { code: 'key', code_fold: 'key', ...columnTypes(COMPANY_FIELDS) };

export const CONTACT_COLUMNS: GivenColumns = {
  company: 'key',
  id: 'id',
  email: 'text',
  email_key: 'key',
  ...columnTypes(SETTABLE_CONTACT_FIELDS),
};

/** The columns to read of a company or contact. */
export const COMPANY_READ = ['code', ...columnsOf(COMPANY_FIELDS)] as const;
export const CONTACT_READ = ['company', 'id', ...columnsOf(CONTACT_FIELDS)] as const;

export const MAILBOX_COLUMNS = {
  company: 'key',
  universe: 'key',
  category: 'key',
  email: 'text',
  email_key: 'key',
} as const;

export const SUBSCRIPTION_COLUMNS = {
  company: 'key',
  contact_id: 'id',
  universe: 'key',
  chosen: 'integer',
  enabled: 'integer',
} as const;

export function companyToRow(company: Company): Value[] {
  const { code } = company;
  return [code, foldCode(code), ...COMPANY_FIELDS.map(({ key }) => toStored(company[key]))];
}

export function companyFromRow(row: Omit<CompanyRow, 'code_fold'>): Company {
  return { code: row.code, ...valuesOf(COMPANY_FIELDS, ({ column, type }) => fromStored(type, row[column])) };
}

/** @param id the stored one, which a planned contact doesn't have yet */
export function contactToRow(contact: Contact, id: number): Value[] {
  const { company, email } = contact;
  const settable = SETTABLE_CONTACT_FIELDS.map(({ key }) => toStored(contact[key]));
  return [company, id, email, addressKey(email), ...settable];
}

export function contactFromRow(row: Omit<ContactRow, 'email_key'>): Contact {
  const { id, company } = row;
  return { id, company, ...valuesOf(CONTACT_FIELDS, ({ column, type }) => fromStored(type, row[column])) };
}

function toStored(value: FieldValue): Value {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return value === null || typeof value === 'string' ? value : universesToBits(value);
}

function fromStored(type: FieldType, value: string | number | null): FieldValue {
  if (typeof value !== 'number') return value;
  return type === 'yes-no' ? value !== 0 : universesFromBits(value);
}

function columnTypes(fields: readonly Field[]): GivenColumns {
  return Object.fromEntries(fields.map(({ column, type }) => [column, COLUMN_TYPES[type]]));
}

/** The bit of a universe whose code is in a column. */
export function universeBit(column: string): RawBuilder<number> {
  const cases = UNIVERSES.map((universe, i) => sql`when ${sql.lit(universe)} then ${sql.lit(1 << i)}`);
  return sql`case ${sql.ref(column)} ${sql.join(cases, sql` `)} else 0 end`;
}
