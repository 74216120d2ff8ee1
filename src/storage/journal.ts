/** Writes change sets with their edits to the journal, and reads them. Source: docs/contract/rules.md, "The journal". */
import type { ChangeSet, ChangeSetEntry } from '../domain/change-set.js';
import { countCells } from '../domain/cells.js';
import { changesOf, type Edit } from '../domain/plan/edits.js';
import { insertRows } from './bulk.js';
import { chunks, ROWS_A_STATEMENT, rowsFrom, type SqlSession, type Value } from './dialect.js';
import { encodeChoices, encodeCompany, encodeContact } from './journal-codec.js';
import type { ChangeSetRow } from './schema.js';
import type { HistoryFilter } from './store.js';

const CHANGE_SETS_A_PAGE = 200;

export async function lastChangeSet({ db }: SqlSession): Promise<number> {
  const row = await db.selectFrom('change_set').select('number').orderBy('number', 'desc').limit(1).executeTakeFirst();
  return row?.number ?? 0;
}

/** Returns the present time, but never one before the last change set: times must be in the order of numbers. */
export async function timeFor({ db }: SqlSession, clock: () => Date): Promise<Date> {
  const row = await db.selectFrom('change_set').select('at').orderBy('number', 'desc').limit(1).executeTakeFirst();
  const now = clock();
  return row === undefined || row.at <= now.toISOString() ? now : new Date(row.at);
}

/**
 * @param idOf the identity under which a contact is stored
 * @param counted the edits whose changes are counted, if they are not those of the journal
 */
export async function writeChangeSet(
  session: SqlSession,
  number: number,
  edits: readonly Edit[],
  { token, ...entry }: ChangeSetEntry & Pick<ChangeSet, 'erased'> & { readonly token: string },
  idOf: (id: number) => number,
  counted: readonly Edit[] = edits,
): Promise<ChangeSet> {
  const changes = counted.reduce((count, edit) => count + countOf(edit), 0);
  await session.db
    .insertInto('change_set')
    .values({
      number,
      token,
      at: entry.at.toISOString(),
      actor: entry.actor,
      command: entry.command,
      message: entry.message,
      input_name: entry.input?.name ?? null,
      input_sha256: entry.input?.sha256 ?? null,
      undoes: entry.undoes,
      changes,
      erased: entry.erased ?? null,
    })
    .execute();
  let seq = 0;
  await insertRows(session, 'change', edits, (edit) => changeRow(edit, number, ++seq, idOf));
  return { ...entry, number, undoneBy: null, changes };
}

/** The number of changes in an edit, as `changesOf` has them, but without building them for a million cells. */
function countOf(edit: Edit): number {
  if (edit.kind !== 'subscription') return changesOf(edit).length;
  return countCells((edit.before.chosen ^ edit.after.chosen) | (edit.before.on ^ edit.after.on));
}

function changeRow(edit: Edit, number: number, seq: number, idOf: (id: number) => number): Value[] {
  const { company, kind } = edit;
  switch (edit.kind) {
    case 'company':
      return [company, number, seq, kind, null, null, null, encodeCompany(edit.before), encodeCompany(edit.after)];
    case 'contact': {
      const id = idOf(edit.id);
      return [company, number, seq, kind, id, null, null, encodeContact(edit.before), encodeContact(edit.after)];
    }
    case 'mailbox':
      return [company, number, seq, kind, null, edit.universe, edit.category, edit.before, edit.after];
    case 'subscription': {
      const id = idOf(edit.id);
      const { universe, before, after } = edit;
      return [company, number, seq, kind, id, universe, null, encodeChoices(before), encodeChoices(after)];
    }
  }
}

/** Was the change set with this token committed? */
export async function holdsChangeSet({ db }: SqlSession, token: string): Promise<boolean> {
  const row = await db.selectFrom('change_set').select('number').where('token', '=', token).executeTakeFirst();
  return row !== undefined;
}

/** Newest first. */
export async function* readChangeSets(
  session: SqlSession,
  filter: HistoryFilter,
): AsyncGenerator<readonly ChangeSet[], void, undefined> {
  const { companies = [], contacts = [] } = filter;
  if (Math.max(companies.length, contacts.length) > ROWS_A_STATEMENT) {
    yield* readTouching(session, filter);
    return;
  }
  let left = filter.limit ?? Infinity;
  for (let before = Infinity; left > 0;) {
    const size = Math.min(CHANGE_SETS_A_PAGE, left);
    let query = filtered(session, filter).orderBy('change_set.number', 'desc').limit(size);
    if (filter.companies !== undefined)
      query = query.where('change_set.number', 'in', touchingCompanies(session, companies));
    if (filter.contacts !== undefined)
      query = query.where('change_set.number', 'in', touchingContacts(session, contacts));
    if (before !== Infinity) query = query.where('change_set.number', '<', before);
    const rows = await query.execute();
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows.map(changeSetFromRow);
    if (rows.length < size) return;
    before = last.number;
    left -= rows.length;
  }
}

/** For more companies or contacts than fit into a statement. */
async function* readTouching(
  session: SqlSession,
  filter: HistoryFilter,
): AsyncGenerator<readonly ChangeSet[], void, undefined> {
  const { companies, contacts, limit = Infinity } = filter;
  const byCompany = companies && (await numbersOf(companies, (chunk) => touchingCompanies(session, chunk)));
  const byContact = contacts && (await numbersOf(contacts, (chunk) => touchingContacts(session, chunk)));
  const either = byCompany ?? byContact ?? new Set<number>();
  const both = [...either].filter((number) => byContact?.has(number) !== false).sort((a, b) => b - a);
  let left = limit;
  for (const page of chunks(both, CHANGE_SETS_A_PAGE)) {
    if (left <= 0) return;
    const query = filtered(session, filter).where('change_set.number', 'in', page);
    const rows = (await query.orderBy('change_set.number', 'desc').execute()).slice(0, left);
    if (rows.length > 0) yield rows.map(changeSetFromRow);
    left -= rows.length;
  }
}

async function numbersOf<T>(
  items: readonly T[],
  touching: (chunk: readonly T[]) => TouchingQuery,
): Promise<ReadonlySet<number>> {
  const numbers = new Set<number>();
  for (const chunk of chunks(items)) {
    for (const { change_set: number } of await touching(chunk).distinct().execute()) numbers.add(number);
  }
  return numbers;
}

export async function readChangeSet(session: SqlSession, number: number): Promise<ChangeSet | undefined> {
  const row = await selectChangeSets(session).where('change_set.number', '=', number).executeTakeFirst();
  return row === undefined ? undefined : changeSetFromRow(row);
}

type ChangeSetRead = ChangeSetRow & { readonly undone_by: number | null };

function selectChangeSets({ db }: SqlSession) {
  return db
    .selectFrom('change_set')
    .selectAll('change_set')
    .select((eb) =>
      eb
        .selectFrom('change_set as undo')
        .whereRef('undo.undoes', '=', 'change_set.number')
        .select(({ fn }) => fn.max('undo.number').as('number'))
        .as('undone_by'),
    );
}

/** Without the conditions on companies and contacts. */
function filtered(session: SqlSession, { actor, since, until, upTo }: HistoryFilter) {
  let query = selectChangeSets(session);
  if (actor !== undefined) query = query.where('change_set.actor', '=', actor);
  if (since !== undefined) query = query.where('change_set.at', '>=', since.toISOString());
  if (until !== undefined) query = query.where('change_set.at', '<=', until.toISOString());
  if (upTo !== undefined) query = query.where('change_set.number', '<=', upTo);
  return query;
}

type TouchingQuery = ReturnType<typeof touchingCompanies>;

/** The number of the change set of each change. */
function touchingCompanies({ db, dialect }: SqlSession, companies: readonly string[]) {
  const given = companies.map((company) => [company]);
  return db
    .selectFrom(rowsFrom(dialect, { company: 'key' }, given))
    .innerJoin('change', 'change.company', 'given.company')
    .select('change.change_set');
}

function touchingContacts({ db, dialect }: SqlSession, contacts: NonNullable<HistoryFilter['contacts']>) {
  const given = contacts.map(({ company, id }) => [company, id]);
  return db
    .selectFrom(rowsFrom(dialect, { company: 'key', id: 'id' }, given))
    .innerJoin('change', (join) =>
      join.onRef('change.company', '=', 'given.company').onRef('change.contact_id', '=', 'given.id'),
    )
    .select('change.change_set');
}

function changeSetFromRow(row: ChangeSetRead): ChangeSet {
  const { number, at, actor, command, message, input_name: name, input_sha256: sha256, undoes, changes } = row;
  const erased = row.erased === null ? {} : { erased: row.erased };
  const input = name === null || sha256 === null ? null : { name, sha256 };
  return {
    number,
    at: new Date(at),
    actor,
    command,
    message,
    input,
    undoes,
    undoneBy: row.undone_by,
    changes,
    ...erased,
  };
}
