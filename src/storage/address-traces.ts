/**
 * Finds an address in the directory and in the journal. Addresses are compared by `addressKey`, so the whole journal is
 * read. Source: docs/contract/rules.md, "Erasure".
 */
import { sql } from 'kysely';
import { addressKey } from '../domain/address.js';
import { isPlaceholder, type Eraser } from '../domain/erasure.js';
import type { Contact } from '../domain/model.js';
import type { Category, Universe } from '../domain/vocabulary.js';
import { lookUp } from './bulk.js';
import { chunks, type SqlSession } from './dialect.js';
import { decodeContact } from './journal-codec.js';
import { CONTACT_READ, contactFromRow } from './rows.js';
import type { ChangeRow, ChangeSetRow } from './schema.js';
import { CHANGE_COLUMN_NAMES } from './tables.js';

const ROWS_A_PAGE = 2_000;

/** A contact who has the address, or once had it. */
export interface ContactTrace {
  readonly company: string;
  readonly id: number;
  /** The contact's present state; null when removed. */
  readonly now: Contact | null;
  /** Is it the contact's present or last address? Then their names are erased too. */
  readonly tied: boolean;
  readonly names: ReadonlySet<string>;
  readonly addresses: ReadonlySet<string>;
  /** The contact's journal entries in which something is to be replaced. */
  readonly changes: readonly ChangeRow[];
}

/** A generic mailbox that has the address, or once had it. */
export interface MailboxTrace {
  readonly company: string;
  readonly universe: Universe;
  readonly category: Category;
  readonly now: string | null;
  readonly changes: readonly ChangeRow[];
}

/** A change set whose actor, message or input contains the address or a name that belongs to it. */
export interface ChangeSetTrace {
  readonly row: ChangeSetRow;
  readonly erased: Pick<ChangeSetRow, 'actor' | 'message' | 'input_name'>;
}

export interface Found {
  readonly contacts: readonly ContactTrace[];
  readonly mailboxes: readonly MailboxTrace[];
  readonly changeSets: readonly ChangeSetTrace[];
}

/** @param companies null for all */
export async function tracesOf(
  session: SqlSession,
  eraser: Eraser,
  companies: readonly string[] | null,
): Promise<Found> {
  const inScope = companies === null ? (): boolean => true : (code: string): boolean => companies.includes(code);
  const ids = new Map<number, string>();
  const cells = new Map<string, { company: string; universe: Universe; category: Category; changes: ChangeRow[] }>();
  const cellOf = (company: string, universe: Universe, category: Category): { changes: ChangeRow[] } => {
    const key = `${universe} ${category} ${company}`;
    const cell = cells.get(key) ?? { company, universe, category, changes: [] };
    cells.set(key, cell);
    return cell;
  };

  const { db } = session;
  const holders = await db.selectFrom('contact').selectAll().where('email_key', '=', eraser.key).execute();
  for (const { id, company } of holders) if (inScope(company)) ids.set(id, company);
  const boxes = await db.selectFrom('mailbox').selectAll().where('email_key', '=', eraser.key).execute();
  for (const { company, universe, category } of boxes) if (inScope(company)) cellOf(company, universe, category);
  for await (const page of journaled(session)) {
    for (const row of page) {
      if (!inScope(row.company)) continue;
      const { company, contact_id: id, universe, category } = row;
      if (id !== null) {
        const before = decodeContact(company, id, row.before);
        const after = decodeContact(company, id, row.after);
        if (eraser.isIt(before?.email ?? null) || eraser.isIt(after?.email ?? null)) ids.set(id, company);
      } else if (universe !== null && category !== null && (eraser.isIt(row.before) || eraser.isIt(row.after))) {
        cellOf(company, universe, category).changes.push(row);
      }
    }
  }

  const contacts = await contactTraces(session, eraser, ids);
  const keys = [...cells.values()].map(({ company, universe, category }) => [company, universe, category]);
  const boxesNow = await lookUp(session, 'mailbox', ['company', 'universe', 'category'], keys, ['email']);
  const names = contacts.filter(({ tied }) => tied).flatMap((contact) => [...contact.names]);
  return {
    contacts,
    mailboxes: [...cells.values()].map((cell) => ({
      ...cell,
      now: boxesNow.get(cell.company, cell.universe, cell.category)?.email ?? null,
    })),
    changeSets: companies === null ? await changeSetTraces(session, eraser, new Set(names)) : [],
  };
}

/** All changes of contacts and mailboxes, by company. */
async function* journaled({ db }: SqlSession): AsyncGenerator<readonly ChangeRow[]> {
  let last: ChangeRow | undefined;
  do {
    let query = db.selectFrom('change').selectAll().where('kind', 'in', ['contact', 'mailbox']);
    if (last !== undefined) {
      const { company, change_set: changeSet, seq } = last;
      query = query.where(
        sql<boolean>`(${sql.ref('company')}, ${sql.ref('change_set')}, ${sql.ref('seq')}) > (${company}, ${changeSet}, ${seq})`,
      );
    }
    const page = await query.orderBy('company').orderBy('change_set').orderBy('seq').limit(ROWS_A_PAGE).execute();
    yield page;
    last = page.length < ROWS_A_PAGE ? undefined : page.at(-1);
  } while (last !== undefined);
}

async function contactTraces(
  session: SqlSession,
  eraser: Eraser,
  ids: ReadonlyMap<number, string>,
): Promise<readonly ContactTrace[]> {
  const traces: ContactTrace[] = [];
  for (const chunk of chunks([...ids])) {
    const keys = chunk.map(([id, company]) => [company, id]);
    const current = await lookUp(session, 'contact', ['company', 'id'], keys, CONTACT_READ);
    const { rows } = await lookUp(
      session,
      'change',
      ['company', 'contact_id', 'kind'],
      keys.map((key) => [...key, 'contact']),
      CHANGE_COLUMN_NAMES,
      ['change_set', 'seq'],
    );
    const changes = Map.groupBy(rows, (row) => row.contact_id);
    for (const [id, company] of chunk) {
      const row = current.get(company, id);
      const now = row === undefined ? null : contactFromRow(row);
      traces.push(contactTrace(eraser, company, id, now, changes.get(id) ?? []));
    }
  }
  return traces;
}

function contactTrace(
  eraser: Eraser,
  company: string,
  id: number,
  now: Contact | null,
  history: readonly ChangeRow[],
): ContactTrace {
  const changes = history.map((row) => ({
    row,
    states: [row.before, row.after].map((text) => decodeContact(company, id, text)).filter((state) => state !== null),
  }));
  const known = [...changes.flatMap(({ states }) => states), ...(now === null ? [] : [now])];
  const tied = eraser.isIt(known.at(-1)?.email ?? null);
  return {
    company,
    id,
    now,
    tied,
    names: new Set(known.map(({ name }) => name)),
    addresses: new Set(known.map(({ email }) => email)),
    changes: changes
      .filter(({ states }) => states.some(({ email }) => tied || eraser.isIt(email)))
      .map(({ row }) => row),
  };
}

async function changeSetTraces(
  { db }: SqlSession,
  eraser: Eraser,
  names: ReadonlySet<string>,
): Promise<readonly ChangeSetTrace[]> {
  const traces: ChangeSetTrace[] = [];
  const rows = await db.selectFrom('change_set').selectAll().orderBy('number').execute();
  for (const row of rows) {
    const erased = {
      // Only the address: staff may have the same name as the contact, and the journal keeps who did what.
      actor: eraser.text(row.actor),
      message: row.message === null ? null : eraser.text(row.message, names),
      input_name: row.input_name === null ? null : eraser.text(row.input_name, names),
    };
    const differs = (['actor', 'message', 'input_name'] as const).some((column) => erased[column] !== row[column]);
    if (differs) traces.push({ row, erased });
  }
  return traces;
}

/** Former addresses in the journal of the contacts whose present or last address is erased. */
export function otherAddresses(eraser: Eraser, contacts: readonly ContactTrace[]): readonly string[] {
  const others = new Map<string, string>();
  for (const { tied, addresses } of contacts) {
    for (const address of tied ? addresses : []) {
      if (!eraser.isIt(address) && !isPlaceholder(address)) others.set(addressKey(address), address);
    }
  }
  return [...others.values()];
}
