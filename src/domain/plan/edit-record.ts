/**
 * Changes as JSON, and edits as a saved plan has them: with all that is stored, so that they can be compared with what is
 * there when the plan is applied. Names are those of JSON. Source: docs/contract/cli.md, "A plan" and "--plan-out".
 */
import { cellName, CELLS, NO_CHOICES, STORED_VALUES, storedIn, withStored, type Cell, type Choices } from '../cells.js';
import {
  COMPANY_FIELDS,
  CONTACT_FIELDS,
  valuesOf,
  type Field,
  type FieldType,
  type FieldTypes,
  type FieldValue,
} from '../fields.js';
import type { Company, Contact } from '../model.js';
import { readWhole, type ObjectReader } from '../object-reader.js';
import { CATEGORIES, ROLES, UNIVERSES } from '../vocabulary.js';
import { companyFields, contactFields, type Change, type ChangeValue, type Edit } from './edits.js';
import { EDIT_KINDS } from './place.js';

export interface PlanRecord {
  readonly [field: string]: ChangeValue | number;
}

export function changeRecord(change: Change): PlanRecord {
  return {
    action: change.action,
    kind: change.kind,
    company: change.company,
    contact: change.contact,
    universe: change.universe,
    category: change.category,
    channel: change.channel,
    field: change.field,
    before: change.before,
    after: change.after,
    effective_before: change.effectiveBefore,
    effective_after: change.effectiveAfter,
  };
}

export function editRecord(edit: Edit): PlanRecord {
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

/** @throws DocumentFault for what no edit has */
export function editFrom(source: unknown, at: string): Edit {
  return readWhole(source, at, (fields): Edit => {
    const kind = fields.oneOf('kind', EDIT_KINDS);
    const company = fields.text('company');
    switch (kind) {
      case 'company': {
        const side = (name: string): Company | null => fields.objectOrNull(name, (f) => companyFrom(f, company));
        return { kind, company, before: side('before'), after: side('after') };
      }
      case 'contact': {
        const { id, contact } = identified(fields, company);
        return { kind, company, id, before: contact('before'), after: contact('after') };
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
        const { id, contact } = identified(fields, company);
        return {
          kind,
          company,
          id,
          universe: fields.oneOf('universe', UNIVERSES),
          contactBefore: contact('contact_before'),
          contactAfter: contact('contact_after'),
          before: fields.object('before', choicesFrom),
          after: fields.object('after', choicesFrom),
        };
      }
    }
  });
}

/** The contact whom an edit changes, by its identity, and how to read one of its states. */
function identified(
  fields: ObjectReader,
  company: string,
): { readonly id: number; readonly contact: (name: string) => Contact | null } {
  const id = fields.whole('id', Number.MIN_SAFE_INTEGER);
  return { id, contact: (name) => fields.objectOrNull(name, (f) => contactFrom(f, company, id)) };
}

/** Reads a company's fields, named as `companyFields` names them. */
export function companyFrom(object: ObjectReader, code: string): Company {
  return { code, ...valuesOf(COMPANY_FIELDS, (field) => valueFrom(object, field)) };
}

/** Reads a contact's fields, named as `contactFields` names them. */
export function contactFrom(object: ObjectReader, company: string, id: number): Contact {
  return { id, company, ...valuesOf(CONTACT_FIELDS, (field) => valueFrom(object, field)) };
}

function valueFrom(object: ObjectReader, { column, type, addedLater, initial }: Field): FieldValue {
  if (addedLater === true && initial !== undefined && !object.has(column)) return initial;
  return READ[type](object, column);
}

const READ: { readonly [T in FieldType]: (object: ObjectReader, column: string) => FieldTypes[T] } = {
  text: (object, column) => object.text(column),
  'optional-text': (object, column) => object.textOrNull(column),
  address: (object, column) => object.text(column),
  'yes-no': (object, column) => object.boolean(column),
  role: (object, column) => object.oneOf(column, ROLES),
  universes: (object, column) => object.universes(column),
  'optional-universe': (object, column) => object.oneOfOrNull(column, UNIVERSES),
  'optional-company': (object, column) => object.textOrNull(column),
};

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

function choicesFrom(fields: ObjectReader): Choices {
  let choices = NO_CHOICES;
  for (const name of fields.names()) {
    const cell = CELL_OF.get(name);
    if (cell !== undefined) choices = withStored(choices, cell.bit, fields.oneOf(name, MADE));
  }
  return choices;
}
