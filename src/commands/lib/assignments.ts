/** `NAME=VALUE` operands: what to set. Source: docs/contract/cli.md, "Values and filters". */
import type { RequestedChoices, RequestedMailboxes } from '../../app/change/cell-requests.js';
import type { CompanyFields, ContactFields } from '../../domain/plan/request.js';
import {
  columnsOf,
  COMPANY_FIELDS,
  SETTABLE_CONTACT_FIELDS,
  valuesOf,
  type Field,
  type FieldType,
  type FieldTypes,
  type FieldValues,
} from '../../domain/fields.js';
import { CELLS, STORED_VALUES, type Stored } from '../../domain/cells.js';
import {
  CATEGORIES,
  CHANNELS,
  isCategory,
  isChannel,
  ROLES,
  UNIVERSES,
  type Category,
  type Universe,
} from '../../domain/vocabulary.js';
import { AboError, type ErrorParams } from '../../errors.js';
import { badValue, oneOf, suggestCode, yesOrNo } from './flag-values.js';

/** Names that can be set, shown in hints; each may take a `.channel` suffix. */
interface Settable {
  readonly expected: readonly string[];
  readonly channels?: readonly string[];
}

/**
 * Returns the assigned texts by name.
 *
 * @param elsewhere names that are set by another command or flag
 * @throws AboError `bad-assignment`, `unknown-name`, `set-twice`
 */
function assignmentsOf(
  operands: readonly string[],
  known: readonly string[],
  settable: Settable = { expected: known },
  elsewhere: Readonly<Record<string, SetElsewhere>> = {},
): ReadonlyMap<string, string> {
  const assigned = new Map<string, string>();
  for (const operand of operands) {
    const equals = operand.indexOf('=');
    if (equals <= 0) throw new AboError('bad-assignment', { text: operand, ...settable });
    const name = operand.slice(0, equals);
    const value = operand.slice(equals + 1).trim();
    if (!known.includes(name)) {
      const place = elsewhere[name];
      const hint = place === undefined ? { suggestion: suggestCode(name, known) } : { elsewhere: place };
      throw new AboError('unknown-name', { name, ...settable, ...hint });
    }
    const earlier = assigned.get(name);
    if (earlier !== undefined && earlier !== value) throw new AboError('set-twice', { name });
    assigned.set(name, value);
  }
  return assigned;
}

/** Which other command or flag sets this field. */
type SetElsewhere = NonNullable<ErrorParams<'unknown-name'>['elsewhere']>;

export function companyAssignments(operands: readonly string[]): CompanyFields {
  return assignedFields(COMPANY_FIELDS, operands, { code: 'never', company: 'never' });
}

/** @param address how to set the address, which is not one of these fields */
export function contactAssignments(operands: readonly string[], address: 'rename' | 'contact-flag'): ContactFields {
  const elsewhere = { email: address, mail: address, contact: address, new_email: address, company: 'never' } as const;
  return assignedFields(SETTABLE_CONTACT_FIELDS, operands, elsewhere);
}

function assignedFields<F extends Field>(
  fields: readonly F[],
  operands: readonly string[],
  elsewhere: Readonly<Record<string, SetElsewhere>>,
): Partial<FieldValues<F>> {
  const names = columnsOf(fields);
  const assigned = assignmentsOf(operands, names, { expected: names }, elsewhere);
  return valuesOf(fields, ({ column, type }) => {
    const text = assigned.get(column);
    return text === undefined ? undefined : PARSE[type](text, column);
  });
}

/** How the text of each type of field is read. */
const PARSE: { readonly [T in FieldType]: (text: string, name: string) => FieldTypes[T] } = {
  text: required,
  'optional-text': requiredOrNone,
  address: required,
  'yes-no': yesOrNo,
  role: oneOf(ROLES),
  universes: universesOf,
  'optional-universe': oneOf(UNIVERSES),
  'optional-company': requiredOrNone,
};

function required(text: string, name: string): string {
  if (text === '') throw new AboError('empty-value', { name });
  return text;
}

function requiredOrNone(text: string, name: string): string | null {
  return text === '-' ? null : required(text, name);
}

function universesOf(text: string, name: string): readonly Universe[] {
  return text.split(/[,|;]/u).map((code) => oneOf(UNIVERSES)(code.trim(), name));
}

/** `ticketing=support@acme.fr all=-` */
export function mailboxAssignments(operands: readonly string[]): RequestedMailboxes {
  const assigned = assignmentsOf(operands, [...CATEGORIES, 'all']);
  const addresses: Partial<Record<Category, string | null>> = {};
  for (const category of CATEGORIES) {
    const name = assigned.has(category) ? category : 'all';
    const text = assigned.get(name);
    if (text !== undefined) addresses[category] = requiredOrNone(text, name);
  }
  return addresses;
}

/** Operands of `mailbox clear`: categories, or `all`. @throws AboError `bad-value` */
export function clearedMailboxes(operands: readonly string[]): RequestedMailboxes {
  const addresses: Partial<Record<Category, null>> = {};
  for (const operand of operands) {
    if (operand === 'all') for (const category of CATEGORIES) addresses[category] = null;
    else if (isCategory(operand)) addresses[operand] = null;
    else throw badValue('CATEGORY', operand, [...CATEGORIES, 'all']);
  }
  return addresses;
}

const CELL_NAMES: readonly string[] = ['all', ...CATEGORIES].flatMap((category) => [
  category,
  ...CHANNELS.map((channel) => `${category}.${channel}`),
]);

/**
 * `ticketing=on mobile.email=off all.interface=default`. The more specific assignment wins, regardless of order: `all=off
 * ticketing=on` leaves ticketing on.
 */
export function choiceAssignments(operands: readonly string[]): RequestedChoices {
  const settable = { expected: ['all', ...CATEGORIES], channels: CHANNELS };
  const assigned = assignmentsOf(operands, CELL_NAMES, settable);
  const chosen = new Map<number, { readonly value: Stored; readonly both: boolean; readonly weight: number }>();
  for (const [name, text] of assigned) {
    const value = oneOf(STORED_VALUES)(text, name);
    const [category = '', channel] = name.split('.');
    const weight = (isCategory(category) ? 2 : 0) + (channel === undefined ? 0 : 1);
    for (const cell of CELLS) {
      const covers =
        (!isCategory(category) || cell.category === category) &&
        (channel === undefined || !isChannel(channel) || cell.channel === channel);
      const earlier = chosen.get(cell.bit);
      if (!covers || (earlier !== undefined && earlier.weight > weight)) continue;
      chosen.set(cell.bit, { value, both: channel === undefined, weight });
    }
  }
  const masks = { on: 0, off: 0, default: 0, both: 0 };
  for (const [bit, { value, both }] of chosen) {
    masks[value] |= bit;
    if (both) masks.both |= bit;
  }
  return masks;
}
