/**
 * Erasing an address: the only write that changes earlier entries of the journal. It replaces the address, and the names that
 * belong to it, by the same placeholder everywhere, so that every earlier state can still be rebuilt. Its own change set
 * contains only the placeholder. Source: docs/contract/rules.md, "Erasure".
 */
import { Eraser, isPlaceholder, placeholderOf, type ErasureRequest, type Traces } from '../domain/erasure.js';
import { CONTACT_FIELDS, sameFields } from '../domain/fields.js';
import { compareCodePoints } from '../domain/code-point-order.js';
import { editsByKind, type ContactEdit, type Edit, type MailboxEdit } from '../domain/plan/edits.js';
import { rowOf, type StaleRow } from '../domain/plan/stale-row.js';
import { StaleRows } from '../errors.js';
import { applyEdits } from './apply-edits.js';
import { putRows } from './bulk.js';
import type { SqlSession, Value } from './dialect.js';
import { lastChangeSet, timeFor, writeChangeSet } from './journal.js';
import { decodeContact, encodeContact } from './journal-codec.js';
import type { ChangeRow } from './schema.js';
import { CHANGE_COLUMN_NAMES, CHANGE_SET_COLUMN_NAMES } from './tables.js';
import type { Erased, NewChangeSet } from './store.js';
import { otherAddresses, tracesOf, type Found } from './address-traces.js';

/** Returns what an erasure would replace. */
export async function readTraces(session: SqlSession, request: ErasureRequest): Promise<Traces> {
  const number = (await lastChangeSet(session)) + 1;
  const eraser = new Eraser(request.address, placeholderOf(number));
  const found = await tracesOf(session, eraser, request.companies);
  const entries = [...found.contacts, ...found.mailboxes].flatMap(({ changes }) => changes);
  return {
    placeholder: eraser.placeholder,
    edits: editsOf(found, eraser),
    journal: {
      entries: entries.length,
      changeSets: new Set([...entries.map((row) => row.change_set), ...found.changeSets.map(({ row }) => row.number)])
        .size,
    },
    otherAddresses: otherAddresses(eraser, found.contacts),
    renamed: found.contacts.flatMap(({ company, now, tied }) =>
      now === null || tied || isPlaceholder(now.email) ? [] : [{ company, address: now.email }],
    ),
  };
}

/**
 * @param planned the plan's edits of the directory
 * @throws StaleRows when the address is now in other places of the directory than planned
 */
export async function erase(
  session: SqlSession,
  request: ErasureRequest,
  planned: readonly Edit[],
  entry: NewChangeSet & { readonly token: string },
): Promise<Omit<Erased, 'cleared'>> {
  const { db, dialect } = session;
  const number = (await lastChangeSet(session)) + 1;
  const eraser = new Eraser(request.address, placeholderOf(number));
  const found = await tracesOf(session, eraser, request.companies);
  const edits = editsOf(found, eraser);
  const stale = staleRows(planned, edits);
  if (stale.length > 0) throw new StaleRows(stale);

  await applyEdits(session, editsByKind(edits), (id) => id);
  await dialect.whileErasing(db, async () => {
    await putRows(session, 'change', erasedChanges(found, eraser), (row) => row);
    await putRows(session, 'change_set', found.changeSets, ({ row, erased }) =>
      CHANGE_SET_COLUMN_NAMES.map((column) => ({ ...row, ...erased })[column]),
    );
  });

  const { clock, actor, message, input, ...journaled } = entry;
  const names = new Set(found.contacts.flatMap((trace) => (trace.tied ? [...trace.names] : [])));
  const changeSet = await writeChangeSet(
    session,
    number,
    journalEntries(found, eraser),
    {
      ...journaled,
      actor: eraser.text(actor),
      message: message === null ? null : eraser.text(message, names),
      input,
      at: await timeFor(session, clock),
      erased: eraser.placeholder,
    },
    (id) => id,
    edits,
  );
  return { changeSet, edits };
}

/** The edits of the directory, by company. */
function editsOf({ contacts, mailboxes }: Found, eraser: Eraser): readonly Edit[] {
  return inOrder([
    ...contacts.flatMap(({ company, id, now, tied }): Edit[] =>
      now === null || !tied ? [] : [{ kind: 'contact', company, id, before: now, after: eraser.contact(now, tied) }],
    ),
    ...mailboxes.flatMap(({ company, universe, category, now }): Edit[] =>
      eraser.isIt(now)
        ? [{ kind: 'mailbox', company, universe, category, before: now, after: eraser.mailbox(now) }]
        : [],
    ),
  ]);
}

/**
 * The journal's entries of the erasure: from the erased state to the same state. So the erasure is in the history of each
 * company and contact, and there is nothing to undo.
 */
function journalEntries({ contacts, mailboxes }: Found, eraser: Eraser): readonly Edit[] {
  return inOrder([
    ...contacts.map(({ company, id, now, tied }): Edit => {
      const state = now === null ? null : eraser.contact(now, tied);
      return { kind: 'contact', company, id, before: state, after: state };
    }),
    ...mailboxes.map(({ company, universe, category, now }): Edit => {
      const email = eraser.mailbox(now);
      return { kind: 'mailbox', company, universe, category, before: email, after: email };
    }),
  ]);
}

function inOrder(edits: readonly Edit[]): readonly Edit[] {
  // The sort is stable: contacts stay before mailboxes.
  return edits.toSorted((a, b) => compareCodePoints(a.company, b.company));
}

function* erasedChanges({ contacts, mailboxes }: Found, eraser: Eraser): Generator<Value[]> {
  const replaced = (row: ChangeRow, of: (text: string | null) => string | null): Value[] =>
    CHANGE_COLUMN_NAMES.map((column) => (column === 'before' || column === 'after' ? of(row[column]) : row[column]));
  for (const { company, id, tied, changes } of contacts) {
    for (const row of changes) {
      yield replaced(row, (text) => {
        const contact = decodeContact(company, id, text);
        return encodeContact(contact === null ? null : eraser.contact(contact, tied));
      });
    }
  }
  for (const { changes } of mailboxes) for (const row of changes) yield replaced(row, (text) => eraser.mailbox(text));
}

/** Edits that are only in the plan, only in the directory, or differ. */
function staleRows(planned: readonly Edit[], found: readonly Edit[]): readonly StaleRow[] {
  const [before, now] = [new Map(planned.map(entryOf)), new Map(found.map(entryOf))];
  return [...new Set([...before.keys(), ...now.keys()])].flatMap((place): StaleRow[] => {
    const [was, is] = [before.get(place), now.get(place)];
    if (was !== undefined && is !== undefined && sameBefore(was, is)) return [];
    const edit = is ?? was;
    return edit === undefined ? [] : [rowOf(edit)];
  });
}

type ErasedEdit = ContactEdit | MailboxEdit;

function entryOf(edit: Edit): [string, ErasedEdit] {
  if (edit.kind === 'contact') return [`${edit.id} ${edit.company}`, edit];
  if (edit.kind === 'mailbox') return [`${edit.universe} ${edit.category} ${edit.company}`, edit];
  throw new Error(`an erasure changes no ${edit.kind}`);
}

function sameBefore(a: ErasedEdit, b: ErasedEdit): boolean {
  if (a.kind === 'contact' && b.kind === 'contact') return sameFields(CONTACT_FIELDS, a.before, b.before);
  return a.kind === 'mailbox' && b.kind === 'mailbox' && a.before === b.before;
}

/** The tables that may keep deleted rows after an erasure. */
export const ERASED_TABLES = ['contact', 'mailbox', 'change_set', 'change'] as const;
/** The key in `meta` of a database whose free space may still contain deleted values. */
export const UNCLEAR = 'unclear';

export async function isUnclear({ db }: SqlSession): Promise<boolean> {
  const row = await db.selectFrom('meta').select('key').where('key', '=', UNCLEAR).executeTakeFirst();
  return row !== undefined;
}

/** Written anew each time: PostgreSQL compares the transaction that wrote it with those that still read. */
export async function markUnclear(session: SqlSession): Promise<void> {
  await markClear(session);
  await session.db.insertInto('meta').values({ key: UNCLEAR, value: 'yes' }).execute();
}

export async function markClear({ db }: SqlSession): Promise<void> {
  await db.deleteFrom('meta').where('key', '=', UNCLEAR).execute();
}
