/** Records of companies and contacts files. Source: docs/contract/csv.md, "The files". */
import { COMPANY_FIELDS, SETTABLE_CONTACT_FIELDS } from '../../domain/fields.js';
import { optional } from '../../domain/optional-property.js';
import type { CompanyRequest, ContactRequest } from '../../domain/plan/request.js';
import { REVISION_COLUMN } from '../columns.js';
import type { Row } from '../row.js';
import { universesOrAll } from '../values.js';
import { boxReader } from './cells.js';
import { fieldReader } from './fields.js';
import { importRow, subscriptionRequest, type ImportReading, type ImportRow, type RecordReader } from './import-row.js';

export function companyReader(row: Row, { mode }: ImportReading): RecordReader<ImportRow> {
  const company = row.column('company');
  const fields = fieldReader(row, COMPANY_FIELDS);
  const revision = row.column(REVISION_COLUMN);
  return () => {
    const request: CompanyRequest = {
      kind: 'company',
      origin: row.origin,
      mode,
      company: row.required(company),
      ...fields(),
    };
    const since = row.revision(revision);
    return importRow(row, request.company, [withDamage(request, row)], since);
  };
}

export function contactReader(row: Row, reading: ImportReading): RecordReader<ImportRow> {
  const company = row.column('company');
  const contact = row.column('contact');
  const fields = fieldReader(row, SETTABLE_CONTACT_FIELDS);
  const newEmail = row.column('new_email');
  const universe = row.column('universe');
  const revision = row.column(REVISION_COLUMN);
  const boxes = boxReader(row, reading);
  return () => {
    const directory: ContactRequest = {
      kind: 'contact',
      origin: row.origin,
      mode: reading.mode,
      company: row.required(company),
      contact: row.required(contact),
      ...fields(),
      ...optional('newEmail', row.optional(newEmail)),
    };
    const cells = boxes();
    const filled = (cells.on | cells.off | cells.default) !== 0;
    // A contact without a choice needs no universe for it.
    const within = filled
      ? row.requiredValue(universe, universesOrAll, 'unknown-universe')
      : row.value(universe, universesOrAll, 'unknown-universe');
    const since = row.revision(revision);
    // Choices belong to the contact as it will be: under its new address, if it gets one.
    const address = directory.newEmail ?? directory.contact;
    const choices =
      filled && within !== undefined ? [subscriptionRequest(row, directory.company, address, within, cells)] : [];
    const requests = directory.contact === '' ? [] : [withDamage(directory, row), ...choices];
    return importRow(row, directory.company, requests, since, choices.length === 0 ? 0 : cells.empty);
  };
}

/** Of a record with problems, the request says in which columns they are. */
function withDamage<R extends object>(request: R, row: Row): R & { readonly damaged?: readonly string[] } {
  return row.problems === null ? request : { ...request, damaged: row.damagedColumns };
}
