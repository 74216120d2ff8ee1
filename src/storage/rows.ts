/** Between rows and the domain's things. */
import { sql, type RawBuilder } from 'kysely';
import { addressKey } from '../domain/address.js';
import { NO_CHOICES, type Choices } from '../domain/cells.js';
import { universesFromBits, universesToBits, type Company, type Contact } from '../domain/model.js';
import { foldCode } from '../domain/plan/companies.js';
import { UNIVERSES } from '../domain/vocabulary.js';
import type { Value } from './dialect.js';
import type { CompanyRow, ContactRow, SubscriptionRow } from './schema.js';

export const COMPANY_COLUMNS = {
  code: 'key',
  code_fold: 'key',
  name: 'text',
  universes: 'integer',
  partner: 'key',
  partner_universe: 'key',
} as const;

export const CONTACT_COLUMNS = {
  company: 'key',
  id: 'id',
  email: 'text',
  email_key: 'key',
  name: 'text',
  role: 'key',
  access: 'integer',
  universes: 'integer',
  ref: 'key',
} as const;

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

export function companyToRow({ code, name, universes, partner, partnerUniverse }: Company): Value[] {
  return [code, foldCode(code), name, universesToBits(universes), partner, partnerUniverse];
}

export function companyFromRow(row: Omit<CompanyRow, 'code_fold'>): Company {
  return {
    code: row.code,
    name: row.name,
    universes: universesFromBits(row.universes),
    partner: row.partner,
    partnerUniverse: row.partner_universe,
  };
}

/** `id`: the stored one, which a planned contact doesn't have yet. */
export function contactToRow(contact: Contact, id: number): Value[] {
  const { company, email, name, role, access, universes, ref } = contact;
  return [company, id, email, addressKey(email), name, role, access ? 1 : 0, universesToBits(universes), ref];
}

export function contactFromRow(row: Omit<ContactRow, 'email_key'>): Contact {
  return {
    id: row.id,
    company: row.company,
    email: row.email,
    name: row.name,
    role: row.role,
    access: row.access !== 0,
    universes: universesFromBits(row.universes),
    ref: row.ref,
  };
}

export function choicesFromRow(row: {
  readonly chosen: SubscriptionRow['chosen'] | null;
  readonly enabled: SubscriptionRow['enabled'] | null;
}): Choices {
  return row.chosen === null || row.enabled === null ? NO_CHOICES : { chosen: row.chosen, on: row.enabled };
}

/** The bit of a universe whose code is in a column. */
export function universeBit(column: string): RawBuilder<number> {
  const cases = UNIVERSES.map((universe, i) => sql`when ${sql.lit(universe)} then ${sql.lit(1 << i)}`);
  return sql`case ${sql.ref(column)} ${sql.join(cases, sql` `)} else 0 end`;
}
