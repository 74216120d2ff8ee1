/**
 * Change sets: the list, and one with its changes.
 * Source: docs/contract/cli.md, "The history as JSON"; docs/contract/rules.md, "The journal".
 */
import type { ChangeSet } from '../domain/change-set.js';
import type { Edit } from '../domain/plan/edits.js';
import type { Messages } from '../messages/index.js';
import { minuteOf } from '../messages/text.js';
import { writeChangeLines } from './changes.js';
import { writeStreamedDocument } from './json.js';
import { field, property, recordOf, type ListView } from './list.js';
import { PageWriter, type Page } from './page.js';
import { changeRecords } from './plan-json.js';
import { styleOf } from './style.js';
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
  const parts = [undoOf(changeSet, messages), erasureOf(changeSet, messages), message ?? '', input?.name ?? ''];
  return parts.filter((part) => part !== '').join(', ');
}

function undoOf({ undoes, undoneBy }: ChangeSet, { views: { history } }: Messages): string {
  return [
    ...(undoes === null ? [] : [history.undoes(undoes)]),
    ...(undoneBy === null ? [] : [history.undoneBy(undoneBy)]),
  ].join(', ');
}

function erasureOf({ erased }: ChangeSet, { views }: Messages): string {
  return erased === undefined ? '' : `${views.erasure.note} (${erased})`;
}

/** `history show N`, for people: the head, then every change. */
export async function writeChangeSet(
  changeSet: ChangeSet,
  edits: AsyncIterable<readonly Edit[]>,
  companyName: (code: string) => string | null,
  page: Page,
  messages: Messages,
): Promise<void> {
  const writer = new PageWriter(page);
  const style = styleOf(page);
  const { column, history } = messages.views;
  const { at, actor, command, message, input, changes } = changeSet;
  const undo = undoOf(changeSet, messages);
  const head: readonly (readonly [string, string])[] = [
    [column.at, secondOf(at)],
    [column.actor, actor ?? history.hiddenActor],
    [column.command, command],
    ...(message === null ? [] : [[column.message, message] as const]),
    ...(input === null ? [] : [[column.input, `${input.name}  sha256 ${input.sha256}`] as const]),
    ...(undo === '' ? [] : [[column.undo, undo] as const]),
    ...(changeSet.erased === undefined ? [] : [[column.note, erasureOf(changeSet, messages)] as const]),
    [column.changes, messages.views.number(changes)],
  ];
  await writer.line(style.bold(history.changeSet(changeSet.number)));
  for (const line of factLines(head, page)) await writer.line(line);
  await writer.line();
  await writeChangeLines(edits, { companyName, limits: null, columns: page.columns }, writer, style, messages);
  await writer.flush();
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
