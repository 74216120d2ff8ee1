/** Reads edits back from the journal. Source: docs/contract/rules.md, "The journal". */
import type { Contact } from '../domain/model.js';
import { compareCodePoints } from '../domain/code-point-order.js';
import type { Edit, JournaledEdit } from '../domain/plan/edits.js';
import { lookUp } from './bulk.js';
import { chunks, ROWS_A_STATEMENT, rowsFrom, runs, type SqlSession, type Value } from './dialect.js';
import { decodeChoices, decodeCompany, decodeContact } from './journal-codec.js';
import type { ChangeRow } from './schema.js';
import { CHANGE_COLUMN_NAMES } from './tables.js';
import type { ChangeFilter } from './store.js';

const EDITS_A_PAGE = 2_000;

/** The edits of a change set, in the order of its plan; only those of some companies, if given. */
export async function* editsOf(
  session: SqlSession,
  number: number,
  companies?: readonly string[],
): AsyncGenerator<readonly Edit[], void, undefined> {
  const { db, dialect } = session;
  const wanted = companies && new Set(companies);
  // More companies than fit into a statement are filtered below.
  const given = wanted && wanted.size <= ROWS_A_STATEMENT ? [...wanted].map((company) => [company]) : undefined;
  for (let after = 0; ;) {
    let query = db
      .selectFrom('change')
      .select(CHANGE_COLUMN_NAMES)
      .where('change_set', '=', number)
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(EDITS_A_PAGE);
    if (given !== undefined) {
      const codes = rowsFrom(dialect, { company: 'key' }, given);
      query = query.where((eb) => eb('company', 'in', eb.selectFrom(codes).select('given.company')));
    }
    const page = await query.execute();
    const last = page.at(-1);
    if (last === undefined) return;
    const rows = page.filter(({ company }) => wanted?.has(company) !== false);
    const contacts = await contactsAround(session, number, rows);
    if (rows.length > 0) yield rows.map((row) => editFromRow(row, contacts));
    if (page.length < EDITS_A_PAGE) return;
    after = last.seq;
  }
}

/**
 * The edits of these companies after a change set, newest first within a company: undone in this order, they lead from the
 * present to the past state. Choices come without their contact: `contactBefore` and `contactAfter` are null. A page holds a
 * bounded number of edits, however large the change sets are.
 */
export async function* editsSince(
  session: SqlSession,
  number: number,
  companies: readonly string[],
  kinds?: readonly Edit['kind'][],
): AsyncGenerator<readonly JournaledEdit[], void, undefined> {
  const since: Since = { number, kinds };
  for (const chunk of chunks([...new Set(companies)])) {
    const counts = await countEdits(session, since, chunk);
    for (const page of runs(counts, ({ edits }) => edits, EDITS_A_PAGE)) {
      const [{ company, edits } = { company: '', edits: 0 }] = page;
      if (edits > EDITS_A_PAGE) yield* editsOfCompany(session, since, company);
      else yield await editsOfCompanies(session, since, page);
    }
  }
}

/** Codes of the companies with changes, in order; some may have been removed. */
export async function changedCompanies(
  { db }: SqlSession,
  { since, upTo, kinds }: ChangeFilter,
): Promise<readonly string[]> {
  let query = db.selectFrom('change').select('company').distinct().where('change_set', '>', since);
  if (upTo !== undefined) query = query.where('change_set', '<=', upTo);
  if (kinds !== undefined) query = query.where('kind', 'in', kinds);
  return (await query.execute()).map(({ company }) => company).sort(compareCodePoints);
}

/** Which edits: after a change set, of these kinds. */
interface Since {
  readonly number: number;
  readonly kinds: readonly Edit['kind'][] | undefined;
}

/** A query for these rows of the journal, without its columns. */
function changesSince({ db, dialect }: SqlSession, { number, kinds }: Since, companies: readonly string[]) {
  const given = companies.map((company) => [company]);
  return db
    .selectFrom(rowsFrom(dialect, { company: 'key' }, given))
    .innerJoin('change', 'change.company', 'given.company')
    .where('change.change_set', '>', number)
    .$if(kinds !== undefined, (query) => query.where('change.kind', 'in', kinds ?? []));
}

/** Companies without an edit are left out. */
async function countEdits(
  session: SqlSession,
  since: Since,
  companies: readonly string[],
): Promise<readonly { readonly company: string; readonly edits: number }[]> {
  const rows = await changesSince(session, since, companies)
    .groupBy('given.company')
    .select(({ fn }) => ['given.company', fn.countAll().as('edits')])
    .execute();
  return rows.map(({ company, edits }) => ({ company, edits: Number(edits) }));
}

async function editsOfCompanies(
  session: SqlSession,
  since: Since,
  counted: readonly { readonly company: string }[],
): Promise<readonly JournaledEdit[]> {
  const companies = counted.map(({ company }) => company);
  const rows = await changesSince(session, since, companies)
    .select(CHANGE_COLUMN_NAMES.map((column) => `change.${column}` as const))
    .orderBy('change.change_set', 'desc')
    .orderBy('change.seq', 'desc')
    .execute();
  return rows.map(journaled);
}

/** In pages, in the order of the key. */
async function* editsOfCompany(
  { db }: SqlSession,
  { number, kinds }: Since,
  company: string,
): AsyncGenerator<readonly JournaledEdit[], void, undefined> {
  for (let last: ChangeRow | undefined; ;) {
    const { change_set: set = null, seq = 0 } = last ?? {};
    const rows: ChangeRow[] = await db
      .selectFrom('change')
      .select(CHANGE_COLUMN_NAMES)
      .where('company', '=', company)
      .where('change_set', '>', number)
      .$if(kinds !== undefined, (query) => query.where('kind', 'in', kinds ?? []))
      .$if(set !== null, (query) =>
        query.where((eb) =>
          eb.or([eb('change_set', '<', set), eb.and([eb('change_set', '=', set), eb('seq', '<', seq)])]),
        ),
      )
      .orderBy('change_set', 'desc')
      .orderBy('seq', 'desc')
      .limit(EDITS_A_PAGE)
      .execute();
    last = rows.at(-1);
    if (last === undefined) return;
    yield rows.map(journaled);
    if (rows.length < EDITS_A_PAGE) return;
  }
}

function journaled(row: ChangeRow): JournaledEdit {
  return { changeSet: row.change_set, edit: editFromRow(row, NO_CONTACTS) };
}

const NO_CONTACTS: ReadonlyMap<number, ContactAround> = new Map();

/** A contact just before a change set and just after it. */
interface ContactAround {
  readonly before: Contact | null;
  readonly after: Contact | null;
}

/** The contacts whose choices these rows change, before and after the change set. */
async function contactsAround(
  session: SqlSession,
  number: number,
  rows: readonly ChangeRow[],
): Promise<ReadonlyMap<number, ContactAround>> {
  const companies = new Map<number, string>();
  for (const { kind, company, contact_id: id } of rows) {
    if (kind === 'subscription' && id !== null) companies.set(id, company);
  }
  const versions = await versionsOf(session, number, companies);
  const wanted = [...versions.values()].flatMap(({ before, after }) => [before, after]).filter((each) => each !== null);
  const keys = [...new Set(wanted)].map(versionKey);
  const found = await lookUp(session, 'change', ['company', 'change_set', 'seq'], keys, ['after']);
  const contactOf = (version: Version | null): Contact | null =>
    version && decodeContact(version.company, version.id, found.get(...versionKey(version))?.after ?? null);
  return new Map(
    [...versions].map(([id, versions]): [number, ContactAround] => {
      const before = contactOf(versions.before);
      return [id, { before, after: versions.after === versions.before ? before : contactOf(versions.after) }];
    }),
  );
}

function versionKey({ company, change_set: changeSet, seq }: Version): readonly Value[] {
  return [company, changeSet, seq];
}

/** The change that brought a contact into a state. */
interface Version {
  readonly company: string;
  readonly id: number;
  readonly change_set: number;
  readonly seq: number;
}

/**
 * The last change of each contact before a change set, and the last up to and including it. Reads all changes of the
 * contacts, from the index alone: they are few, and an engine that is to find the last one reads the company's whole history
 * instead. The kind is a part of the key: an engine without statistics takes a constant for rare, and reads the whole table.
 */
async function versionsOf(
  { db, dialect }: SqlSession,
  number: number,
  companies: ReadonlyMap<number, string>,
): Promise<ReadonlyMap<number, { readonly before: Version | null; readonly after: Version | null }>> {
  const keys = [...companies].map(([id, company]) => [company, id, 'contact']);
  const found: Version[] = await db
    .selectFrom(rowsFrom(dialect, { company: 'key', id: 'id', kind: 'key' }, keys))
    .innerJoin('change', (join) =>
      join
        .onRef('change.company', '=', 'given.company')
        .onRef('change.contact_id', '=', 'given.id')
        .onRef('change.kind', '=', 'given.kind'),
    )
    .where('change.change_set', '<=', number)
    .select(['given.company', 'given.id', 'change.change_set', 'change.seq'])
    .execute();
  const versions = new Map<number, { before: Version | null; after: Version | null }>();
  for (const version of found.sort((a, b) => a.change_set - b.change_set)) {
    const around = versions.get(version.id) ?? { before: null, after: null };
    if (version.change_set < number) around.before = version;
    around.after = version;
    versions.set(version.id, around);
  }
  return versions;
}

function editFromRow(row: ChangeRow, contacts: ReadonlyMap<number, ContactAround>): Edit {
  const { company, kind, contact_id: id, universe, category, before, after } = row;
  switch (kind) {
    case 'company':
      return { kind, company, before: decodeCompany(company, before), after: decodeCompany(company, after) };
    case 'contact':
      if (id === null) break;
      return {
        kind,
        company,
        id,
        before: decodeContact(company, id, before),
        after: decodeContact(company, id, after),
      };
    case 'mailbox':
      if (universe === null || category === null) break;
      return { kind, company, universe, category, before, after };
    case 'subscription': {
      if (id === null || universe === null) break;
      const around = contacts.get(id);
      return {
        kind,
        company,
        id,
        universe,
        contactBefore: around?.before ?? null,
        contactAfter: around?.after ?? null,
        before: decodeChoices(before),
        after: decodeChoices(after),
      };
    }
  }
  throw new Error(`change ${row.change_set}/${row.seq} of the journal lacks what a ${kind} needs`);
}
