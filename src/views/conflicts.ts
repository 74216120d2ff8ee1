/** Conflicts of an import or an undo, for people and as JSON. Source: csv.md, "Three-way import"; cli.md, `undo`. */
import type { CellValue } from '../domain/plan/conflict.js';
import type { ConflictsFound, ExplainedConflict } from '../errors.js';
import type { Messages } from '../messages/index.js';
import type { JsonObject, JsonValue } from './json.js';
import { visible } from './visible.js';

/** Conflicts shown to a person, before "and so many more". */
const SHOWN = 50;

export function conflictLines({ conflicts, sources }: ConflictsFound, messages: Messages): string[] {
  const lines = conflicts.slice(0, SHOWN).map((conflict) => {
    const line =
      conflict.origin === null ? '' : `${sources[conflict.origin.source]?.name ?? ''}:${conflict.origin.line}  `;
    return visible(line + conflictText(conflict, messages));
  });
  if (conflicts.length > SHOWN) lines.push(messages.pages.more(conflicts.length - SHOWN));
  return lines;
}

function conflictText(conflict: ExplainedConflict, { views, pages }: Messages): string {
  const { kind, company, contact, universe, category, channel, field, changedBy } = conflict;
  const cell = category === null ? field : channel === null ? category : `${category}.${channel}`;
  const what = [company, views.plan.kind[kind], contact, universe, cell].filter((part) => part !== null).join(' ');
  const texts = pages.conflict;
  return texts.line({
    what,
    expected: valueText(conflict.expected, texts),
    wanted: valueText(conflict.wanted, texts),
    now: valueText(conflict.now, texts),
    by: changedBy === null ? null : { ...changedBy, at: changedBy.at.toISOString().slice(0, 16).replace('T', ' ') },
  });
}

function valueText(value: CellValue, texts: Messages['pages']['conflict']): string {
  if (value === null) return texts.none;
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return typeof value === 'string' ? value : value.join('|');
}

export function conflictsJson({ conflicts, sources }: ConflictsFound): JsonValue {
  return conflicts.map(
    ({
      origin,
      kind,
      company,
      contact,
      universe,
      category,
      channel,
      field,
      expected,
      wanted,
      now,
      changedBy,
    }): JsonObject => ({
      file: origin === null ? null : (sources[origin.source]?.name ?? null),
      line: origin?.line ?? null,
      kind,
      company,
      contact,
      universe,
      category,
      channel,
      field,
      expected,
      wanted,
      now,
      changed_by:
        changedBy === null
          ? null
          : { change_set: changedBy.number, at: changedBy.at.toISOString(), actor: changedBy.actor },
    }),
  );
}
