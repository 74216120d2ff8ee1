/**
 * The stored fields of companies and contacts: one row each. All that lists fields reads these tables: the types, plans and
 * the journal, the database's columns, CSV files, assignments, lists and pages. How to add a field: CONTRIBUTING.md, "How to add".
 *
 * Each layer has one function for each type of value. What a field means beyond its type (an administrator has access, a
 * ref names one contact) is code with a name, in `plan/contacts.ts` and `plan/companies.ts`.
 * Source: docs/contract/rules.md, "Things".
 */
import type { Role, Universe } from './vocabulary.js';

/** The types of values, as TypeScript has them. Equal values are equal by `===`: `universeSet` makes one object of a set. */
export interface FieldTypes {
  /** A text that is never empty. */
  readonly text: string;
  /** A short text, such as an id from another system: 255 characters at most; null for none. */
  readonly 'optional-text': string | null;
  readonly address: string;
  readonly 'yes-no': boolean;
  readonly role: Role;
  readonly universes: readonly Universe[];
  readonly 'optional-universe': Universe | null;
  readonly 'optional-company': string | null;
}
export type FieldType = keyof FieldTypes;
export type FieldValue = FieldTypes[FieldType];

export interface Field {
  readonly key: string;
  /** The name in the database, the journal, JSON, CSV files and assignments, and the key of its label. */
  readonly column: string;
  readonly type: FieldType;
  /** What a new company or contact has where the input does not say; without it, the input must. */
  readonly initial?: FieldValue;
  /** Erased with the contact's address: a text becomes the placeholder, an optional one null. */
  readonly personal?: true;
  /** The journal and saved plans may be older than the field: it reads as `initial` there. */
  readonly addedLater?: true;
}

export const COMPANY_FIELDS = [
  { key: 'name', column: 'name', type: 'text' },
  { key: 'universes', column: 'universes', type: 'universes' },
  // The company that manages this one, and that company's universe in which it does: both, or neither.
  { key: 'partner', column: 'partner', type: 'optional-company', initial: null },
  { key: 'partnerUniverse', column: 'partner_universe', type: 'optional-universe', initial: null },
] as const satisfies readonly Field[];
export type CompanyField = (typeof COMPANY_FIELDS)[number];

/** The fields of a company that are a value each: the partner and its universe are one, together. */
export const SINGLE_COMPANY_FIELDS = COMPANY_FIELDS.filter(({ key }) => key !== 'partner' && key !== 'partnerUniverse');

/** What files and `contact set` set. The address is not among them: it names the contact, and `contact rename` changes it. */
export const SETTABLE_CONTACT_FIELDS = [
  { key: 'name', column: 'name', type: 'text', personal: true },
  { key: 'role', column: 'role', type: 'role', initial: 'user' },
  // To the portal.
  { key: 'access', column: 'access', type: 'yes-no', initial: true },
  { key: 'universes', column: 'universes', type: 'universes' },
  // An id from another system, unique in the company.
  { key: 'ref', column: 'ref', type: 'optional-text', initial: null, personal: true },
] as const satisfies readonly Field[];
export type SettableContactField = (typeof SETTABLE_CONTACT_FIELDS)[number];

export const CONTACT_FIELDS = [
  { key: 'email', column: 'email', type: 'address' },
  ...SETTABLE_CONTACT_FIELDS,
] as const satisfies readonly Field[];
export type ContactField = (typeof CONTACT_FIELDS)[number];

export type FieldValues<F extends Field> = {
  readonly [Key in F['key']]: FieldTypes[Extract<F, { readonly key: Key }>['type']];
};

/** Returns an object with the value of each field, as `valueOf` finds it: a value of the field's type. Undefined for none. */
export function valuesOf<F extends Field>(
  fields: readonly F[],
  valueOf: (field: F & Field) => FieldValue,
): FieldValues<F>;
export function valuesOf<F extends Field>(
  fields: readonly F[],
  valueOf: (field: F & Field) => FieldValue | undefined,
): Partial<FieldValues<F>>;
export function valuesOf<F extends Field>(
  fields: readonly F[],
  valueOf: (field: F & Field) => FieldValue | undefined,
): Readonly<Record<string, FieldValue>> {
  const values: Record<string, FieldValue> = {};
  for (const field of fields) {
    const value = valueOf(field);
    if (value !== undefined) values[field.key] = value;
  }
  return values;
}

function initialValues<F extends Field>(
  fields: readonly F[],
): FieldValues<Extract<F, { readonly initial: FieldValue }>> {
  return valuesOf(fields, ({ initial }) => initial) as FieldValues<Extract<F, { readonly initial: FieldValue }>>;
}

export const NEW_COMPANY = initialValues(COMPANY_FIELDS);
export const NEW_CONTACT = initialValues(CONTACT_FIELDS);

export function columnsOf<F extends Field>(fields: readonly F[]): readonly F['column'][] {
  return fields.map(({ column }) => column);
}

export function columnsByKey<F extends Field>(fields: readonly F[]): Readonly<Record<F['key'], string>> {
  return Object.fromEntries(fields.map(({ key, column }) => [key, column])) as Record<F['key'], string>;
}

/** The values of a company's or contact's fields by column, as JSON and the journal have them. */
export type FieldRecord = Readonly<Record<string, FieldValue>>;

export function fieldRecord<F extends Field>(fields: readonly F[], values: FieldValues<F>): FieldRecord {
  const record: Record<string, FieldValue> = {};
  for (const field of fields) record[field.column] = valueIn(values, field) ?? null;
  return record;
}

/** Do two things agree in each of these fields? Null, for none, agrees with null only. */
export function sameFields<F extends Field>(
  fields: readonly F[],
  a: FieldValues<F> | null,
  b: FieldValues<F> | null,
): boolean {
  return a === null || b === null ? a === b : fields.every((field) => valueIn(a, field) === valueIn(b, field));
}

export function valueIn<F extends Field>(
  values: Partial<FieldValues<F>>,
  { key }: { readonly key: F['key'] },
): FieldValue | undefined {
  return values[key];
}

/** A value as CSV files and commands write it: `yes`, `client|operator`. `none` stands for null: `-`, or an empty cell. */
export function fieldText(value: string | boolean | readonly string[] | null, none: '-' | ''): string {
  if (value === null) return none;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' ? value : value.join('|');
}
