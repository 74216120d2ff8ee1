/**
 * How an edit is written in the journal: for a company or contact the JSON of its fields, for a mailbox the address, for
 * choices one character a cell in the order of forms (`-` no choice, `1` on, `0` off); null for nothing.
 * Source: domain.md, "The journal".
 */
import { CELLS, NO_CHOICES, type Choices } from '../domain/cells.js';
import { universeSet, type Company, type Contact, type UniverseSet } from '../domain/model.js';
import { companyFields, contactFields } from '../domain/plan/edits.js';
import { isRole, isUniverse, type Universe } from '../domain/vocabulary.js';

export function encodeCompany(company: Company | null): string | null {
  return company === null ? null : JSON.stringify(companyFields(company));
}

export function decodeCompany(code: string, text: string | null): Company | null {
  if (text === null) return null;
  const fields = new Fields(text);
  return {
    code,
    name: fields.text('name'),
    universes: fields.universes('universes'),
    partner: fields.textOrNull('partner'),
    partnerUniverse: fields.universeOrNull('partner_universe'),
  };
}

export function encodeContact(contact: Contact | null): string | null {
  return contact === null ? null : JSON.stringify(contactFields(contact));
}

export function decodeContact(company: string, id: number, text: string | null): Contact | null {
  if (text === null) return null;
  const fields = new Fields(text);
  const role = fields.text('role');
  if (!isRole(role)) throw fields.unreadable('role');
  return {
    id,
    company,
    email: fields.text('email'),
    name: fields.text('name'),
    role,
    access: fields.boolean('access'),
    universes: fields.universes('universes'),
    ref: fields.textOrNull('ref'),
  };
}

export function encodeChoices({ chosen, on }: Choices): string | null {
  if (chosen === 0) return null;
  return CELLS.map(({ bit }) => {
    if ((chosen & bit) === 0) return '-';
    return (on & bit) === 0 ? '0' : '1';
  }).join('');
}

export function decodeChoices(text: string | null): Choices {
  if (text === null) return NO_CHOICES;
  let chosen = 0;
  let on = 0;
  for (const { index, bit } of CELLS) {
    const mark = text[index];
    if (mark === '0' || mark === '1') chosen |= bit;
    if (mark === '1') on |= bit;
  }
  return { chosen, on };
}

/** The fields of a thing, each checked as it is read: the text is data, whoever wrote it. */
class Fields {
  private readonly fields: ReadonlyMap<string, unknown>;

  constructor(private readonly source: string) {
    const parsed: unknown = JSON.parse(source);
    if (typeof parsed !== 'object' || parsed === null) throw this.unreadable('');
    this.fields = new Map(Object.entries(parsed));
  }

  text(name: string): string {
    const value = this.textOrNull(name);
    if (value === null) throw this.unreadable(name);
    return value;
  }

  textOrNull(name: string): string | null {
    const value = this.fields.get(name);
    if (value === null || typeof value === 'string') return value;
    throw this.unreadable(name);
  }

  boolean(name: string): boolean {
    const value = this.fields.get(name);
    if (typeof value === 'boolean') return value;
    throw this.unreadable(name);
  }

  universeOrNull(name: string): Universe | null {
    const value = this.textOrNull(name);
    if (value === null || isUniverse(value)) return value;
    throw this.unreadable(name);
  }

  universes(name: string): UniverseSet {
    const value = this.fields.get(name);
    if (!Array.isArray(value)) throw this.unreadable(name);
    return universeSet(
      value.map((universe: unknown) => {
        if (typeof universe === 'string' && isUniverse(universe)) return universe;
        throw this.unreadable(name);
      }),
    );
  }

  unreadable(name: string): Error {
    return new Error(`the journal holds no readable field “${name}”: ${this.source}`);
  }
}
