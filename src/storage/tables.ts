/** The tables with data, each with its columns in order; `meta`, which describes the database itself, is not among them. */
import type { GivenColumns, TableName } from './dialect.js';
import { COMPANY_COLUMNS, CONTACT_COLUMNS, MAILBOX_COLUMNS, SUBSCRIPTION_COLUMNS } from './rows.js';

export type ContentTable = Exclude<TableName, 'meta' | 'erasing' | 'subscription_cell'>;

const CHANGE_SET_COLUMNS = {
  number: 'integer',
  token: 'key',
  at: 'key',
  actor: 'text',
  command: 'text',
  message: 'text',
  input_name: 'text',
  input_sha256: 'text',
  undoes: 'integer',
  changes: 'integer',
  erased: 'text',
} as const;
export const CHANGE_SET_COLUMN_NAMES = Object.keys(CHANGE_SET_COLUMNS) as (keyof typeof CHANGE_SET_COLUMNS)[];

const CHANGE_COLUMNS = {
  company: 'key',
  change_set: 'integer',
  seq: 'integer',
  kind: 'key',
  contact_id: 'id',
  universe: 'key',
  category: 'key',
  before: 'text',
  after: 'text',
} as const;
export const CHANGE_COLUMN_NAMES = Object.keys(CHANGE_COLUMNS) as (keyof typeof CHANGE_COLUMNS)[];

interface TableShape {
  readonly columns: GivenColumns;
  /** How many columns, from the first, are the primary key. */
  readonly keyLength: number;
}

export const TABLES: Readonly<Record<ContentTable, TableShape>> = {
  company: { columns: COMPANY_COLUMNS, keyLength: 1 },
  contact: { columns: CONTACT_COLUMNS, keyLength: 2 },
  mailbox: { columns: MAILBOX_COLUMNS, keyLength: 3 },
  subscription: { columns: SUBSCRIPTION_COLUMNS, keyLength: 3 },
  change_set: { columns: CHANGE_SET_COLUMNS, keyLength: 1 },
  change: { columns: CHANGE_COLUMNS, keyLength: 3 },
};

/** Parents before their children. */
export const CONTENT_TABLES = Object.keys(TABLES) as readonly ContentTable[];
