/**
 * An edit as a saved plan has it: its stored values whole, and what they rest on, so that it can be compared again with
 * what is there. Names are those of JSON. Source: docs/contract/cli.md, "--plan-out".
 */
import { cellName, CELLS, NO_CHOICES, STORED_VALUES, storedIn, withStored, type Cell, type Choices } from '../cells.js';
import { Fields } from '../fields.js';
import type { Company, Contact } from '../model.js';
import { CATEGORIES, ROLES, UNIVERSES } from '../vocabulary.js';
import { companyFields, contactFields, type ChangeValue, type Edit } from './edits.js';

export interface EditRecord {
  readonly [field: string]: ChangeValue | number;
}

const KINDS = ['company', 'contact', 'mailbox', 'subscription'] as const satisfies readonly Edit['kind'][];

export function editRecord(edit: Edit): EditRecord {
  const { kind, company } = edit;
  switch (edit.kind) {
    case 'company': {
      const { before, after } = edit;
      return { kind, company, before: before && companyFields(before), after: after && companyFields(after) };
    }
    case 'contact': {
      const { id, before, after } = edit;
      return { kind, company, id, before: before && contactFields(before), after: after && contactFields(after) };
    }
    case 'mailbox': {
      const { universe, category, held = false, before, after } = edit;
      return { kind, company, universe, category, held, before, after };
    }
    case 'subscription':
      return {
        kind,
        company,
        id: edit.id,
        universe: edit.universe,
        contact_before: edit.contactBefore && contactFields(edit.contactBefore),
        contact_after: edit.contactAfter && contactFields(edit.contactAfter),
        before: choicesRecord(edit.before),
        after: choicesRecord(edit.after),
      };
  }
}

/** @throws FieldFault for what no edit has */
export function editFrom(source: unknown): Edit {
  const fields = new Fields(source);
  const edit = editOfKind(fields);
  fields.end();
  return edit;
}

function editOfKind(fields: Fields): Edit {
  const kind = fields.oneOf('kind', KINDS);
  const company = fields.text('company');
  switch (kind) {
    case 'company': {
      const side = (name: string): Company | null => whole(fields.objectOrNull(name), (f) => companyFrom(f, company));
      return { kind, company, before: side('before'), after: side('after') };
    }
    case 'contact': {
      const id = fields.whole('id', Number.MIN_SAFE_INTEGER);
      const side = (name: string): Contact | null =>
        whole(fields.objectOrNull(name), (f) => contactFrom(f, company, id));
      return { kind, company, id, before: side('before'), after: side('after') };
    }
    case 'mailbox':
      return {
        kind,
        company,
        universe: fields.oneOf('universe', UNIVERSES),
        category: fields.oneOf('category', CATEGORIES),
        held: fields.boolean('held'),
        before: fields.textOrNull('before'),
        after: fields.textOrNull('after'),
      };
    case 'subscription': {
      const id = fields.whole('id', Number.MIN_SAFE_INTEGER);
      const contact = (name: string): Contact | null =>
        whole(fields.objectOrNull(name), (f) => contactFrom(f, company, id));
      return {
        kind,
        company,
        id,
        universe: fields.oneOf('universe', UNIVERSES),
        contactBefore: contact('contact_before'),
        contactAfter: contact('contact_after'),
        before: choicesFrom(fields.object('before')),
        after: choicesFrom(fields.object('after')),
      };
    }
  }
}

/** What an object says, and nothing beside it. */
function whole<T>(fields: Fields | null, from: (fields: Fields) => T): T | null {
  if (fields === null) return null;
  const value = from(fields);
  fields.end();
  return value;
}

/** A company by its fields, named as `companyFields` names them. */
export function companyFrom(fields: Fields, code: string): Company {
  return {
    code,
    name: fields.text('name'),
    universes: fields.universes('universes'),
    partner: fields.textOrNull('partner'),
    partnerUniverse: fields.oneOfOrNull('partner_universe', UNIVERSES),
  };
}

/** A contact by its fields, named as `contactFields` names them. */
export function contactFrom(fields: Fields, company: string, id: number): Contact {
  return {
    id,
    company,
    email: fields.text('email'),
    name: fields.text('name'),
    role: fields.oneOf('role', ROLES),
    access: fields.boolean('access'),
    universes: fields.universes('universes'),
    ref: fields.textOrNull('ref'),
  };
}

const MADE = STORED_VALUES.filter((value) => value !== 'default');

/** The cells chosen: `{"ticketing.email": "on"}`. */
function choicesRecord(choices: Choices): { readonly [cell: string]: ChangeValue } {
  const record: Record<string, ChangeValue> = {};
  for (const cell of CELLS) {
    if ((choices.chosen & cell.bit) !== 0) record[cellName(cell)] = storedIn(choices, cell.bit);
  }
  return record;
}

const CELL_OF = new Map<string, Cell>(CELLS.map((cell) => [cellName(cell), cell]));

function choicesFrom(fields: Fields): Choices {
  let choices = NO_CHOICES;
  for (const name of fields.names()) {
    const cell = CELL_OF.get(name);
    if (cell !== undefined) choices = withStored(choices, cell.bit, fields.oneOf(name, MADE));
  }
  fields.end();
  return choices;
}
