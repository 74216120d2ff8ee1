/** Records of mailboxes and subscriptions files, in both layouts. Source: docs/contract/csv.md, "The files" and "Reading". */
import { cellBit, cellName, CELLS, type CellMask } from '../../domain/cells.js';
import type { Request } from '../../domain/plan/request.js';
import { CATEGORIES, type Category } from '../../domain/vocabulary.js';
import { REVISION_COLUMN } from '../columns.js';
import type { ColumnCells, Row } from '../row.js';
import { boxValues, categories, channels, roles, universesOrAll, yesOrNo, type BoxValue } from '../values.js';
import {
  damaged,
  mailboxBit,
  orNone,
  subscriptionRequest,
  type BoxMasks,
  type ImportReading,
  type ImportRow,
  type RecordReader,
  type ReaderFields,
} from './import-row.js';

export function wideMailboxReader(row: Row, reading: ImportReading): RecordReader<ImportRow> {
  const company = row.column('company');
  const universe = row.column('universe');
  const revision = row.column(REVISION_COLUMN);
  const cells = CATEGORIES.map((category) => ({ category, column: row.column(category) })).filter(
    ({ column }) => column.index >= 0,
  );
  return () => {
    const code = row.required(company);
    const within = row.requiredValue(universe, universesOrAll, 'unknown-universe');
    const values: Partial<Record<Category, string | null>> = {};
    let emptyCells = 0;
    for (const { category, column } of cells) {
      const address = readAddress(row, column, reading);
      if (address === undefined) emptyCells |= mailboxBit(category);
      else values[category] = address;
    }
    const since = row.revision(revision);
    if (within === undefined) return damaged(row, code, [], since);
    const request: Request = { kind: 'mailbox', origin: row.origin, company: code, universe: within, values };
    if (row.problems !== null) return damaged(row, code, [request], since);
    return { requests: [request], revision: since, emptyCells, readerFields: null };
  };
}

export function longMailboxReader(row: Row, reading: ImportReading): RecordReader<ImportRow> {
  const company = row.column('company');
  const universe = row.column('universe');
  const category = row.column('category');
  const email = row.column('email');
  const revision = row.column(REVISION_COLUMN);
  return () => {
    const code = row.required(company);
    const within = row.requiredValue(universe, universesOrAll, 'unknown-universe');
    const which = row.requiredValue(category, categories, 'unknown-category');
    const address = readAddress(row, email, reading);
    const since = row.revision(revision);
    if (within === undefined || which === undefined) return damaged(row, code, [], since);
    const values = address === undefined ? {} : { [which]: address };
    const request: Request = { kind: 'mailbox', origin: row.origin, company: code, universe: within, values };
    if (row.problems !== null) return damaged(row, code, [request], since);
    return {
      requests: [request],
      revision: since,
      emptyCells: address === undefined ? mailboxBit(which) : 0,
      readerFields: null,
    };
  };
}

/** An address, null for none, undefined to leave it. */
function readAddress(row: Row, column: ColumnCells, { empty, tally }: ImportReading): string | null | undefined {
  const address = orNone(row.optional(column));
  tally[address === undefined ? 'empty' : address === null ? 'off' : 'on']++;
  return address === undefined && empty !== 'keep' ? null : address;
}

export function wideSubscriptionReader(row: Row, reading: ImportReading): RecordReader<ImportRow> {
  const company = row.column('company');
  const contact = row.column('contact');
  const universe = row.column('universe');
  const revision = row.column(REVISION_COLUMN);
  const boxes = boxReader(row, reading);
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
    if (row.problems !== null) return damaged(row, code, address === '' ? [] : [request], since);
    return { requests: [request], revision: since, emptyCells: cells.empty, readerFields };
  };
}

export function longSubscriptionReader(row: Row, reading: ImportReading): RecordReader<ImportRow> {
  const company = row.column('company');
  const contact = row.column('contact');
  const universe = row.column('universe');
  const category = row.column('category');
  const channel = row.column('channel');
  const value = row.column('value');
  const revision = row.column(REVISION_COLUMN);
  const readFields = readerFieldsOf(row);
  return () => {
    const code = row.required(company);
    const address = row.required(contact);
    const within = row.requiredValue(universe, universesOrAll, 'unknown-universe');
    const which = row.requiredValue(category, categories, 'unknown-category');
    const through = row.requiredValue(channel, channels, 'unknown-channel');
    const wanted = readBox(row, value, reading);
    const readerFields = readFields();
    const since = row.revision(revision);
    const bit = within === undefined || which === undefined || through === undefined ? 0 : cellBit(which, through);
    const request = subscriptionRequest(row, code, address, within ?? '*', {
      on: wanted === 'on' ? bit : 0,
      off: wanted === 'off' ? bit : 0,
      default: wanted === 'default' ? bit : 0,
    });
    if (row.problems !== null) return damaged(row, code, address === '' ? [] : [request], since);
    return { requests: [request], revision: since, emptyCells: wanted === undefined ? bit : 0, readerFields };
  };
}

const NO_BOXES: BoxMasks = { on: 0, off: 0, default: 0 };

/** Reads the 14 boxes, those that the file has. `empty`: those to be left as they are. */
export function boxReader(row: Row, reading: ImportReading): () => BoxMasks & { readonly empty: CellMask } {
  const boxes = CELLS.map(({ category, channel, bit }) => ({
    bit,
    column: row.column(cellName({ category, channel })),
  })).filter(({ column }) => column.index >= 0);
  return () => {
    let on = 0;
    let off = 0;
    let cleared = 0;
    let empty = 0;
    for (const { bit, column } of boxes) {
      const wanted = readBox(row, column, reading);
      if (wanted === 'on') on |= bit;
      else if (wanted === 'off') off |= bit;
      else if (wanted === 'default') cleared |= bit;
      else empty |= bit;
    }
    return { on, off, default: cleared, empty };
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
