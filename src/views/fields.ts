/** The fields of companies and contacts as a person reads them. Source: docs/contract/cli.md, "Output". */
import {
  valueIn,
  type CompanyField,
  type FieldType,
  type FieldTypes,
  type FieldValues,
  type SettableContactField,
} from '../domain/fields.js';
import type { Messages } from '../messages/index.js';
import type { ListField } from './list.js';
import { visible } from './visible.js';
import { GAP } from './width.js';

type DirectoryField = CompanyField | SettableContactField;

/** How the values of each type are written; null is nothing. */
type ValueTexts = { readonly [T in FieldType]: (value: NonNullable<FieldTypes[T]>, messages: Messages) => string };

const asIs = (text: string): string => text;

/** In the columns of a list. */
const SHORT: ValueTexts = {
  text: asIs,
  'optional-text': asIs,
  address: asIs,
  'yes-no': (yes, { views }) => views.yesNo[yes ? 'yes' : 'no'],
  role: (role, { views }) => views.roleShort[role],
  universes: (universes, { views }) => universes.map((universe) => views.universeShort[universe]).join(', '),
  'optional-universe': (universe, { views }) => views.universeShort[universe],
  'optional-company': asIs,
};

/** On a page, with the labels of the portal. */
const LONG: ValueTexts = {
  ...SHORT,
  'yes-no': (yes, { labels }) => labels.access[yes ? 'yes' : 'no'],
  role: (role, { labels }) => labels.role[role],
  universes: (universes, { labels }) => universes.map((universe) => labels.universe[universe]).join(', '),
  'optional-universe': (universe, { labels }) => labels.universe[universe],
};

/** A code and its name, if that is known: `ACME  Acme Industrie`. */
export function named(code: string, name: string | null): string {
  return visible(code) + (name === null ? '' : GAP + visible(name));
}

/** The fields of a list, one for each field of a company or contact. */
export function listFields<F extends DirectoryField>(fields: readonly F[]): readonly ListField<FieldValues<F>>[] {
  return fields.map((field) => ({
    key: field.column,
    json: (record) => valueIn(record, field) ?? null,
    table: {
      header: ({ labels }) => labels.column[field.column],
      text: (record, messages) => textOf(SHORT, field, record, messages),
    },
  }));
}

/** The lines of a page, one for each field that has a value. */
export function fieldLines<F extends DirectoryField>(
  fields: readonly F[],
  record: FieldValues<F>,
  messages: Messages,
): readonly string[] {
  return fields.flatMap((field) => {
    const text = textOf(LONG, field, record, messages);
    return text === '' ? [] : [messages.pages.line(messages.labels.column[field.column], visible(text))];
  });
}

function textOf<F extends DirectoryField>(
  texts: ValueTexts,
  field: F,
  record: FieldValues<F>,
  messages: Messages,
): string {
  const value = valueIn(record, field) ?? null;
  return value === null ? '' : textFrom(texts, field.type, value, messages);
}

function textFrom<T extends FieldType>(
  texts: ValueTexts,
  type: T,
  value: NonNullable<FieldTypes[T]>,
  messages: Messages,
): string {
  return texts[type](value, messages);
}
