/**
 * Applies a plan's edits in the caller's transaction: compares the stored rows with the plan, changes them in bulk, checks the
 * rules between rows, and writes the journal.
 * Source: CONTRIBUTING.md, "The two journeys"; docs/contract/cli.md, "Every command that changes something".
 */
import type { ChangeSet } from '../domain/change-set.js';
import { editsByKind, type Edit } from '../domain/plan/edits.js';
import { StaleRows } from '../errors.js';
import { applyEdits } from './apply-edits.js';
import type { SqlSession } from './dialect.js';
import { brokenTies } from './integrity.js';
import { lastChangeSet, timeFor, writeChangeSet } from './journal.js';
import { staleRows } from './stale-rows.js';
import type { NewChangeSet } from './store.js';

/** @throws StaleRows when rows are not what the plan says they were, or no longer fit together */
export async function write(
  session: SqlSession,
  edits: readonly Edit[],
  entry: NewChangeSet & { readonly token: string },
): Promise<ChangeSet> {
  if (edits.length === 0) throw new Error('a change set needs a change');
  const number = (await lastChangeSet(session)) + 1;
  const idOf = (id: number): number => storedId(id, number);
  const byKind = editsByKind(edits);
  const stale = await staleRows(session, byKind);
  if (stale.length > 0) throw new StaleRows(stale);
  await applyEdits(session, byKind, idOf);
  const broken = await brokenTies(session, byKind);
  if (broken.length > 0) throw new StaleRows(broken);
  const { clock, ...journaled } = entry;
  return writeChangeSet(session, number, edits, { ...journaled, at: await timeFor(session, clock) }, idOf);
}

/** How many contacts one change set can add. */
const CONTACTS_A_CHANGE_SET = 2 ** 24;

/**
 * The identity under which a contact is stored. A planned one (negative) gets the number of the change set that adds it,
 * times 2^24, plus its number in the plan: unique in the database without a counter shared by all companies, and never
 * given twice. It stays a safe integer for 2^29 change sets.
 */
function storedId(id: number, changeSet: number): number {
  if (id >= 0) return id;
  if (-id >= CONTACTS_A_CHANGE_SET) throw new Error(`more than ${CONTACTS_A_CHANGE_SET} contacts in one change set`);
  return changeSet * CONTACTS_A_CHANGE_SET - id;
}
