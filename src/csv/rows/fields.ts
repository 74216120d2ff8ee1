/** The fields of companies and contacts in a row of a file. Source: docs/contract/csv.md, "Reading". */
import {
  valuesOf,
  type CompanyField,
  type Field,
  type FieldType,
  type FieldTypes,
  type FieldValues,
  type SettableContactField,
} from '../../domain/fields.js';
import type { ColumnCells, Row } from '../row.js';
import { roles, universes, yesOrNo } from '../values.js';
import { orNone } from './import-row.js';

/** Reads the fields that a row sets: an empty cell, or a column that the file lacks, sets nothing. */
export function fieldReader<F extends CompanyField | SettableContactField>(
  row: Row,
  fields: readonly F[],
): () => Partial<FieldValues<F>> {
  const cells = new Map(fields.map((field): [Field, ColumnCells] => [field, row.column(field.column)]));
  return () =>
    valuesOf(fields, (field) => {
      const column = cells.get(field);
      return column && READ[field.type](row, column);
    });
}

const READ: { readonly [T in FieldType]: (row: Row, column: ColumnCells) => FieldTypes[T] | undefined } = {
  text: (row, column) => row.optional(column)?.normalize('NFC'),
  'optional-text': (row, column) => orNone(row.optional(column)),
  address: (row, column) => row.optional(column),
  'yes-no': (row, column) => row.value(column, yesOrNo),
  role: (row, column) => row.value(column, roles),
  universes: (row, column) => row.universes(column),
  'optional-universe': (row, column) => row.value(column, universes, 'unknown-universe'),
  'optional-company': (row, column) => orNone(row.optional(column)),
};
