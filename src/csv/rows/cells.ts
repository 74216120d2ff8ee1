/** Records of mailboxes and subscriptions files, in both layouts. Source: docs/contract/csv.md, "The files" and "Reading". */
import { cellBit, cellName, CELLS, type CellMask } from '../../domain/cells.js';
import type { Request } from '../../domain/plan/request.js';
import { CATEGORIES, type Category } from '../../domain/vocabulary.js';
import { REVISION_COLUMN, type FileLayout } from '../columns.js';
import type { ColumnCells, Row } from '../row.js';
import { boxValues, categories, channels, roles, universesOrAll, yesOrNo, type BoxValue } from '../values.js';
import {
  importRow,
  mailboxBit,
  orNone,
  subscriptionRequest,
  type BoxMasks,
  type ImportReading,
  type ImportRow,
  type RecordReader,
  type ReaderFields,
} from './import-row.js';

export function mailboxReader(row: Row, layout: FileLayout | null, reading: ImportReading): RecordReader<ImportRow> {
  const company = row.column('company');
  const universe = row.column('universe');
  const revision = row.column(REVISION_COLUMN);
  const addresses = layout === 'long' ? longAddressReader(row, reading) : wideAddressReader(row, reading);
  return () => {
    const code = row.required(company);
    const within = row.requiredValue(universe, universesOrAll, 'unknown-universe');
    const cells = addresses();
    const since = row.revision(revision);
    if (within === undefined || cells === null) return importRow(row, code, [], since);
    const { values, empty } = cells;
    const request: Request = { kind: 'mailbox', origin: row.origin, company: code, universe: within, values };
    return importRow(row, code, [request], since, empty);
  };
}

interface Addresses {
  readonly values: Readonly<Partial<Record<Category, string | null>>>;
  /** The mailboxes (`mailboxBit`) to be left as they are. */
  readonly empty: number;
}

function wideAddressReader(row: Row, reading: ImportReading): () => Addresses {
  const cells = CATEGORIES.map((category) => ({ category, column: row.column(category) })).filter(
    ({ column }) => column.index >= 0,
  );
  return () => {
    const values: Partial<Record<Category, string | null>> = {};
    let empty = 0;
    for (const { category, column } of cells) {
      const address = readAddress(row, column, reading);
      if (address === undefined) empty |= mailboxBit(category);
      else values[category] = address;
    }
    return { values, empty };
  };
}

/** Null when the category can't be read. */
function longAddressReader(row: Row, reading: ImportReading): () => Addresses | null {
  const category = row.column('category');
  const email = row.column('email');
  return () => {
    const which = row.requiredValue(category, categories, 'unknown-category');
    const address = readAddress(row, email, reading);
    if (which === undefined) return null;
    return address === undefined
      ? { values: {}, empty: mailboxBit(which) }
      : { values: { [which]: address }, empty: 0 };
  };
}

/** An address, null for none, undefined to leave it. */
function readAddress(row: Row, column: ColumnCells, { empty, tally }: ImportReading): string | null | undefined {
  const address = orNone(row.optional(column));
  tally[address === undefined ? 'empty' : address === null ? 'off' : 'on']++;
  return address === undefined && empty !== 'keep' ? null : address;
}

export function subscriptionReader(
  row: Row,
  layout: FileLayout | null,
  reading: ImportReading,
): RecordReader<ImportRow> {
  const company = row.column('company');
  const contact = row.column('contact');
  const universe = row.column('universe');
  const revision = row.column(REVISION_COLUMN);
  const boxes = layout === 'long' ? oneBoxReader(row, reading) : boxReader(row, reading);
  const readFields = readerFieldsOf(row);
  return () => {
    const code = row.required(company);
    const address = row.required(contact);
    const within = row.requiredValue(universe, universesOrAll, 'unknown-universe');
    const cells = boxes();
    const readerFields = readFields();
    const since = row.revision(revision);
    // Without a universe that can be read, the row still names its contact.
    const request = subscriptionRequest(row, code, address, within ?? '*', within === undefined ? NO_BOXES : cells);
    return importRow(row, code, address === '' ? [] : [request], since, cells.empty, readerFields);
  };
}

const NO_BOXES: BoxMasks = { on: 0, off: 0, default: 0 };

/** The boxes of a record. `empty`: those to be left as they are. */
type ReadBoxes = () => BoxMasks & { readonly empty: CellMask };

/** Reads the 14 boxes, those that the file has. */
export function boxReader(row: Row, reading: ImportReading): ReadBoxes {
  const boxes = CELLS.map(({ category, channel, bit }) => ({
    bit,
    column: row.column(cellName({ category, channel })),
  })).filter(({ column }) => column.index >= 0);
  return () => {
    const masks = { on: 0, off: 0, default: 0, empty: 0 };
    for (const { bit, column } of boxes) masks[readBox(row, column, reading) ?? 'empty'] |= bit;
    return masks;
  };
}

/** Reads the box of the long layout. No box when its category or channel can't be read. */
function oneBoxReader(row: Row, reading: ImportReading): ReadBoxes {
  const category = row.column('category');
  const channel = row.column('channel');
  const value = row.column('value');
  return () => {
    const which = row.requiredValue(category, categories, 'unknown-category');
    const through = row.requiredValue(channel, channels, 'unknown-channel');
    const wanted = readBox(row, value, reading) ?? 'empty';
    const bit = which === undefined || through === undefined ? 0 : cellBit(which, through);
    return { ...NO_BOXES, empty: 0, [wanted]: bit };
  };
}

/** Undefined to leave it, and for a text that is no value. */
function readBox(row: Row, column: ColumnCells, { empty, tally }: ImportReading): BoxValue | undefined {
  const text = row.text(column);
  if (text === '') {
    tally.empty++;
    return empty === 'keep' ? undefined : empty;
  }
  const value = row.valueOf(text, column, boxValues);
  if (value !== undefined) tally[value]++;
  return value;
}

function readerFieldsOf(row: Row): () => ReaderFields | null {
  const name = row.column('name');
  const role = row.column('role');
  const access = row.column('access');
  if (name.index < 0 && role.index < 0 && access.index < 0) return () => null;
  return () => ({
    name: row.optional(name)?.normalize('NFC') ?? null,
    role: row.value(role, roles) ?? null,
    access: row.value(access, yesOrNo) ?? null,
  });
}
