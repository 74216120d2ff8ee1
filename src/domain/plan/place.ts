/** What a change or a conflict is about. Source: docs/contract/cli.md, "A plan" and "undo". */
import type { Contact } from '../model.js';
import type { Category, Channel, Universe } from '../vocabulary.js';

export const EDIT_KINDS = ['company', 'contact', 'mailbox', 'subscription'] as const;
export type EditKind = (typeof EDIT_KINDS)[number];

/** A field of a company or contact, a mailbox, or a subscription cell. */
export interface Place {
  readonly kind: EditKind;
  readonly company: string;
  /** The contact's address, and identity. */
  readonly contact: string | null;
  readonly id: number | null;
  readonly universe: Universe | null;
  readonly category: Category | null;
  readonly channel: Channel | null;
  /** The column of a company's or contact's field; null for the whole of it. */
  readonly field: string | null;
}

const NO_PLACE = { contact: null, id: null, universe: null, category: null, channel: null, field: null } as const;

export function companyPlace(company: string, field: string | null): Place {
  return { ...NO_PLACE, kind: 'company', company, field };
}

export function contactPlace(
  { company, email, id }: Pick<Contact, 'company' | 'email' | 'id'>,
  field: string | null,
): Place {
  return { ...NO_PLACE, kind: 'contact', company, contact: email, id, field };
}

export function mailboxPlace(company: string, universe: Universe, category: Category): Place {
  return { ...NO_PLACE, kind: 'mailbox', company, universe, category };
}

export function cellPlace(
  { company, email, id }: Contact,
  universe: Universe,
  { category, channel }: Pick<Place, 'category' | 'channel'>,
): Place {
  return { ...NO_PLACE, kind: 'subscription', company, contact: email, id, universe, category, channel };
}
