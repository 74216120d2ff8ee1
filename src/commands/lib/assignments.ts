/** `NAME=VALUE` operands: what to set. Source: docs/contract/cli.md, "Values and filters". */
import type { AskedChoices, AskedMailboxes } from '../../app/change/cell-requests.js';
import { optional } from '../../domain/optional-property.js';
import { CELLS, STORED_VALUES, type CellMask, type Stored } from '../../domain/cells.js';
import {
  CATEGORIES,
  CHANNELS,
  isCategory,
  isChannel,
  isUniverse,
  ROLES,
  UNIVERSES,
  type Category,
  type Role,
  type Universe,
} from '../../domain/vocabulary.js';
import { AboError, type ErrorParams } from '../../errors.js';
import { meant } from './suggest.js';
import { badValue, oneOf, yesOrNo } from './flag-values.js';

/** What can be set, for a hint: names, which may each be followed by a channel. */
interface Settable {
  readonly expected: readonly string[];
  readonly channels?: readonly string[];
}

/**
 * The texts assigned, by name.
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
    if (!known.includes(name)) throw unknownName(name, known, settable, elsewhere[name]);
    const earlier = assigned.get(name);
    if (earlier !== undefined && earlier !== value) throw new AboError('set-twice', { name });
    assigned.set(name, value);
  }
  return assigned;
}

/** Where a field is set that is not set here. */
type SetElsewhere = NonNullable<ErrorParams<'unknown-name'>['elsewhere']>;

function unknownName(
  name: string,
  known: readonly string[],
  settable: Settable,
  elsewhere: SetElsewhere | undefined,
): AboError {
  const suggestion = elsewhere === undefined ? meant(name, known) : undefined;
  return new AboError('unknown-name', {
    name,
    ...settable,
    suggestion,
    ...(elsewhere === undefined ? {} : { elsewhere }),
  });
}

export interface CompanyFields {
  readonly name?: string;
  readonly universes?: readonly Universe[];
  readonly partner?: string | null;
  readonly partnerUniverse?: Universe;
}

export function companyAssignments(operands: readonly string[]): CompanyFields {
  const fields = ['name', 'universes', 'partner', 'partner_universe'];
  const assigned = assignmentsOf(operands, fields, { expected: fields }, { code: 'never', company: 'never' });
  const partner = assigned.get('partner');
  return {
    ...given('name', assigned, (text) => required('name', text)),
    ...given('universes', assigned, universesOf),
    ...(partner === undefined ? {} : { partner: partner === '-' ? null : required('partner', partner) }),
    ...rename(given('partner_universe', assigned, (text) => universeOf('partner_universe', text))),
  };
}

function rename({ partner_universe: partnerUniverse }: { readonly partner_universe?: Universe }): CompanyFields {
  return partnerUniverse === undefined ? {} : { partnerUniverse };
}

export interface ContactFields {
  readonly name?: string;
  readonly role?: Role;
  readonly access?: boolean;
  readonly universes?: readonly Universe[];
  readonly ref?: string | null;
}

/** @param address where the address is set: it is no field here */
export function contactAssignments(operands: readonly string[], address: 'rename' | 'contact-flag'): ContactFields {
  const fields = ['name', 'role', 'access', 'universes', 'ref'];
  const elsewhere = { email: address, mail: address, contact: address, new_email: address, company: 'never' } as const;
  const assigned = assignmentsOf(operands, fields, { expected: fields }, elsewhere);
  const ref = assigned.get('ref');
  return {
    ...given('name', assigned, (text) => required('name', text)),
    ...given('role', assigned, (text) => oneOf(ROLES)('role')(text, undefined)),
    ...given('access', assigned, (text) => yesOrNo('access')(text, undefined)),
    ...given('universes', assigned, universesOf),
    ...(ref === undefined ? {} : { ref: ref === '-' ? null : required('ref', ref) }),
  };
}

function given<N extends string, T>(
  name: N,
  assigned: ReadonlyMap<string, string>,
  parse: (text: string) => T,
): { readonly [K in N]?: T } {
  const text = assigned.get(name);
  return optional(name, text === undefined ? undefined : parse(text));
}

function required(name: string, text: string): string {
  if (text === '') throw new AboError('empty-value', { name });
  return text;
}

function universeOf(name: string, text: string): Universe {
  if (!isUniverse(text)) throw badValue(name, text, UNIVERSES);
  return text;
}

function universesOf(text: string): readonly Universe[] {
  const codes = text.split(/[,|;]/u).map((code) => code.trim());
  return codes.map((code) => universeOf('universes', code));
}

/** `ticketing=support@acme.fr all=-` */
export function mailboxAssignments(operands: readonly string[]): AskedMailboxes {
  const assigned = assignmentsOf(operands, [...CATEGORIES, 'all']);
  const asked: Partial<Record<Category, string | null>> = {};
  const value = (name: string, text: string): string | null => (text === '-' ? null : required(name, text));
  const all = assigned.get('all');
  if (all !== undefined) for (const category of CATEGORIES) asked[category] = value('all', all);
  for (const [name, text] of assigned) if (isCategory(name)) asked[name] = value(name, text);
  return asked;
}

/** Operands of `mailbox clear`: categories, or `all`. @throws AboError `bad-value` */
export function clearedMailboxes(operands: readonly string[]): AskedMailboxes {
  const asked: Partial<Record<Category, null>> = {};
  for (const operand of operands) {
    if (operand === 'all') for (const category of CATEGORIES) asked[category] = null;
    else if (isCategory(operand)) asked[operand] = null;
    else throw badValue('CATEGORY', operand, [...CATEGORIES, 'all']);
  }
  return asked;
}

const CELL_NAMES: readonly string[] = ['all', ...CATEGORIES].flatMap((category) => [
  category,
  ...CHANNELS.map((channel) => `${category}.${channel}`),
]);

/**
 * `ticketing=on mobile.email=off all.interface=default`. The more precise wins, whatever the order: `all=off
 * ticketing=on` leaves ticketing on.
 */
export function choiceAssignments(operands: readonly string[]): AskedChoices {
  const settable = { expected: ['all', ...CATEGORIES], channels: CHANNELS };
  const assigned = assignmentsOf(operands, CELL_NAMES, settable);
  const chosen = new Map<number, { readonly value: Stored; readonly both: boolean; readonly weight: number }>();
  for (const [name, text] of assigned) {
    const value = oneOf(STORED_VALUES)(name)(text, undefined);
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
  const mask = (keep: (entry: { value: Stored; both: boolean }) => boolean): CellMask =>
    [...chosen].reduce((bits, [bit, entry]) => (keep(entry) ? bits | bit : bits), 0);
  return {
    on: mask(({ value }) => value === 'on'),
    off: mask(({ value }) => value === 'off'),
    default: mask(({ value }) => value === 'default'),
    both: mask(({ both }) => both),
  };
}
