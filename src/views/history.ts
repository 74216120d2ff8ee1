/**
 * Change sets: the list, and one with its changes.
 * Source: docs/contract/cli.md, "The history as JSON"; docs/contract/rules.md, "The journal".
 */
import type { ChangeSet } from '../domain/change-set.js';
import type { Edit } from '../domain/plan/edits.js';
import type { Messages } from '../messages/index.js';
import { minuteOf } from '../messages/text.js';
import { changeLines } from './changes.js';
import { writeStreamedDocument } from './json.js';
import { field, property, recordOf, type ListView } from './list.js';
import type { Page } from './page.js';
import { changeRecords } from './plan-json.js';
import type { Layout } from './style.js';
import { factLines } from './table.js';

export const changeSets: ListView<ChangeSet> = {
  schema: 'history',
  fields: [
    property('number', { header: ({ views }) => views.column.number, right: true, keep: true }),
    {
      key: 'at',
      json: ({ at }) => at.toISOString(),
      table: { header: ({ views }) => views.column.at, text: ({ at }) => minuteOf(at), keep: true },
    },
    property('actor', {
      header: ({ views }) => views.column.actor,
      text: (actor: string | null, { views }) => actor ?? views.history.hiddenActor,
    }),
    property('command', { header: ({ views }) => views.column.command }),
    property('message'),
    field('input', ({ input }) => input && { name: input.name, sha256: input.sha256 }),
    property('undoes'),
    field('undone_by', ({ undoneBy }) => undoneBy),
    property('changes', {
      header: ({ views }) => views.column.changes,
      text: (changes: number, { views }) => views.number(changes),
      right: true,
      keep: true,
    }),
  ],
  /** What does not fit a column of its own, for people. */
  last: { header: ({ views }) => views.column.note, text: noteOf },
};

/** To the second, for one alone. */
function secondOf(at: Date): string {
  return at.toISOString().slice(0, 19).replace('T', ' ');
}

function noteOf(changeSet: ChangeSet, messages: Messages): string {
  const { input, message } = changeSet;
  const parts = [undoOf(changeSet, messages), erasureOf(changeSet, messages), message, input?.name ?? null];
  return parts.filter((part) => part !== null && part !== '').join(', ');
}

function undoOf({ undoes, undoneBy }: ChangeSet, { views: { history } }: Messages): string | null {
  if (undoes === null && undoneBy === null) return null;
  return [
    ...(undoes === null ? [] : [history.undoes(undoes)]),
    ...(undoneBy === null ? [] : [history.undoneBy(undoneBy)]),
  ].join(', ');
}

function erasureOf({ erased }: ChangeSet, { views }: Messages): string | null {
  return erased === undefined ? null : `${views.erasure.note} (${erased})`;
}

/** `history show N`, for people: the head, then every change. */
export async function* changeSetLines(
  changeSet: ChangeSet,
  edits: AsyncIterable<readonly Edit[]>,
  companyName: (code: string) => string | null,
  layout: Layout,
): AsyncGenerator<string> {
  const { style, messages } = layout;
  const { column, history, number } = messages.views;
  const { at, actor, command, message, input, changes } = changeSet;
  const facts: readonly (readonly [name: string, text: string | null])[] = [
    [column.at, secondOf(at)],
    [column.actor, actor ?? history.hiddenActor],
    [column.command, command],
    [column.message, message],
    [column.input, input && `${input.name}  sha256 ${input.sha256}`],
    [column.undo, undoOf(changeSet, messages)],
    [column.note, erasureOf(changeSet, messages)],
    [column.changes, number(changes)],
  ];
  yield style.bold(history.changeSet(changeSet.number));
  yield* factLines(facts, layout);
  yield '';
  yield* changeLines(edits, { companyName, limits: null }, layout);
}

/** `abo.change-set/1`, streamed: the fields of the list, but `changes` holds the changes themselves. */
export async function writeChangeSetJson(
  changeSet: ChangeSet,
  edits: AsyncIterable<readonly Edit[]>,
  page: Pick<Page, 'write'>,
): Promise<void> {
  const { changes: _count, ...fields } = recordOf(changeSets, changeSet);
  await writeStreamedDocument({ schema: 'abo.change-set/1', ...fields, changes: changeRecords(edits) }, page);
}
