/** What every language must name. */
import {
  columnsOf,
  COMPANY_FIELDS,
  SETTABLE_CONTACT_FIELDS,
  type CompanyField,
  type SettableContactField,
} from '../domain/fields.js';
import type { Category, Channel, Role, Universe } from '../domain/vocabulary.js';

const OTHER_COLUMNS = [
  'company',
  'contact',
  'universe',
  'new_email',
  'category',
  'channel',
  'value',
  'email',
  'event',
  'id',
  'recipient',
  'expected',
] as const;

export type ColumnCode = CompanyField['column'] | SettableContactField['column'] | (typeof OTHER_COLUMNS)[number];

export const COLUMN_CODES: readonly ColumnCode[] = [
  ...new Set([...columnsOf(COMPANY_FIELDS), ...columnsOf(SETTABLE_CONTACT_FIELDS), ...OTHER_COLUMNS]),
];

export interface Labels {
  readonly universe: Readonly<Record<Universe, string>>;
  readonly category: Readonly<Record<Category, string>>;
  /** At most seven characters: the head of a column in the grid. */
  readonly categoryShort: Readonly<Record<Category, string>>;
  readonly channel: Readonly<Record<Channel, string>>;
  readonly role: Readonly<Record<Role, string>>;
  readonly access: Readonly<Record<'yes' | 'no', string>>;
  readonly column: Readonly<Record<ColumnCode, string>>;
}
