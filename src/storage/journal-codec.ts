/**
 * The format of an edit in the journal: for a company or contact the JSON of its fields, for a mailbox the address, for
 * choices one character a cell in the order of forms (`-` no choice, `1` on, `0` off); null for nothing.
 * Source: docs/contract/rules.md, "The journal".
 */
import { CELLS, NO_CHOICES, type Choices } from '../domain/cells.js';
import { ObjectReader } from '../domain/object-reader.js';
import type { Company, Contact } from '../domain/model.js';
import { companyFields, contactFields } from '../domain/plan/edits.js';
import { companyFrom, contactFrom } from '../domain/plan/edit-record.js';

export function encodeCompany(company: Company | null): string | null {
  return company === null ? null : JSON.stringify(companyFields(company));
}

export function decodeCompany(code: string, text: string | null): Company | null {
  return text === null ? null : read(text, (fields) => companyFrom(fields, code));
}

export function encodeContact(contact: Contact | null): string | null {
  return contact === null ? null : JSON.stringify(contactFields(contact));
}

export function decodeContact(company: string, id: number, text: string | null): Contact | null {
  return text === null ? null : read(text, (fields) => contactFrom(fields, company, id));
}

function read<T>(text: string, from: (fields: ObjectReader) => T): T {
  try {
    return from(new ObjectReader(JSON.parse(text)));
  } catch (cause) {
    throw new Error(`the journal holds what can't be read: ${text}`, { cause });
  }
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
