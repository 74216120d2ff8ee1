/** What every language must name. */
import type { Category, Channel, Role, Universe } from '../domain/vocabulary.js';

export const COLUMN_CODES = [
  'company',
  'contact',
  'name',
  'role',
  'access',
  'universes',
  'universe',
  'partner',
  'partner_universe',
  'ref',
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
export type ColumnCode = (typeof COLUMN_CODES)[number];

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
