/** Records of companies and contacts files. Source: csv.md, "The files". */
import type { ContactRequest, Request } from '../../domain/plan/request.js';
import { REVISION_COLUMN } from '../columns.js';
import type { Row } from '../row.js';
import { roles, universes, universesOrAll, yesOrNo } from '../values.js';
import { boxReader } from './cells.js';
import {
  orNone,
  present,
  subscriptionRequest,
  type ImportReading,
  type ImportRow,
  type RecordReader,
} from './import-row.js';

export function companyReader(row: Row, { mode }: ImportReading): RecordReader<ImportRow> {
  const company = row.column('company');
  const name = row.column('name');
  const held = row.column('universes');
  const partner = row.column('partner');
  const partnerUniverse = row.column('partner_universe');
  const revision = row.column(REVISION_COLUMN);
  return () => {
    const request: Request = {
      kind: 'company',
      origin: row.origin,
      mode,
      company: row.required(company),
      ...present('name', row.optional(name)?.normalize('NFC')),
      ...present('universes', row.universes(held, universes)),
      ...present('partner', orNone(row.optional(partner))),
      ...present('partnerUniverse', row.value(partnerUniverse, universes, 'unknown-universe')),
    };
    const since = row.revision(revision);
    return row.problems === null ? { requests: [request], revision: since, emptyCells: 0, said: null } : undefined;
  };
}

export function contactReader(row: Row, reading: ImportReading): RecordReader<ImportRow> {
  const company = row.column('company');
  const contact = row.column('contact');
  const name = row.column('name');
  const role = row.column('role');
  const access = row.column('access');
  const held = row.column('universes');
  const ref = row.column('ref');
  const newEmail = row.column('new_email');
  const universe = row.column('universe');
  const revision = row.column(REVISION_COLUMN);
  const boxes = boxReader(row, reading);
  return () => {
    const directory: { readonly kind: 'contact' } & ContactRequest = {
      kind: 'contact',
      origin: row.origin,
      mode: reading.mode,
      company: row.required(company),
      contact: row.required(contact),
      ...present('name', row.optional(name)?.normalize('NFC')),
      ...present('role', row.value(role, roles)),
      ...present('access', row.value(access, yesOrNo)),
      ...present('universes', row.universes(held, universes)),
      ...present('ref', orNone(row.optional(ref))),
      ...present('newEmail', row.optional(newEmail)),
    };
    const asked = boxes();
    const filled = (asked.on | asked.off | asked.default) !== 0;
    // A contact without a choice needs no universe for it.
    const within = filled
      ? row.requiredValue(universe, universesOrAll, 'unknown-universe')
      : row.value(universe, universesOrAll, 'unknown-universe');
    const since = row.revision(revision);
    if (row.problems !== null) return undefined;
    if (!filled || within === undefined) {
      return { requests: [directory], revision: since, emptyCells: 0, said: null };
    }
    // Choices are asked of the contact as it will be: under its new address, if it gets one.
    const address = directory.newEmail ?? directory.contact;
    const choices = subscriptionRequest(row, directory.company, address, within, asked);
    return { requests: [directory, choices], revision: since, emptyCells: asked.empty, said: null };
  };
}
