/**
 * Conflicts of an import or an undo, for people and as JSON.
 * Source: docs/contract/csv.md, "Three-way import"; docs/contract/cli.md, "undo".
 */
import { cellName } from '../domain/cells.js';
import type { FieldValue } from '../domain/fields.js';
import type { Place } from '../domain/plan/place.js';
import type { ConflictsFound, ExplainedConflict } from '../errors.js';
import type { Messages } from '../messages/index.js';
import { minuteOf } from '../messages/text.js';
import type { JsonObject, JsonValue } from './json.js';
import { visible } from './visible.js';

/** Conflicts shown to a person, before "and so many more". */
const SHOWN = 50;

export function conflictLines(
  { conflicts, sources }: Pick<ConflictsFound, 'conflicts' | 'sources'>,
  messages: Messages,
): string[] {
  const lines = conflicts.slice(0, SHOWN).map((conflict) => {
    const line =
      conflict.origin === null ? '' : `${sources[conflict.origin.source]?.name ?? ''}:${conflict.origin.line}  `;
    return visible(line + conflictText(conflict, messages));
  });
  if (conflicts.length > SHOWN) lines.push(messages.views.more(conflicts.length - SHOWN));
  return lines;
}

function conflictText(conflict: ExplainedConflict, messages: Messages): string {
  const { origin, expected, wanted, now, cause, changedBy } = conflict;
  const texts = messages.pages.conflict;
  const value = (of: FieldValue): string => valueText(of, texts);
  const what = placeText(conflict, messages);
  const by = changedBy === null ? null : { ...changedBy, at: minuteOf(changedBy.at) };
  if (cause !== null) {
    if (origin !== null)
      return texts.importBlocked({ what, wanted: value(wanted), cause: placeText(cause, messages), by });
    const isThing = cause.field === null && (cause.kind === 'company' || cause.kind === 'contact');
    return texts.undoBlocked({
      what,
      wanted: wanted === null && conflict.field === null ? null : value(wanted),
      cause: placeText(cause, messages),
      now: isThing ? (cause.now === null ? texts.removed : texts.exists) : value(cause.now),
      by,
    });
  }
  const line = { what, expected: value(expected), wanted: value(wanted), now: value(now), by };
  return origin === null ? texts.undo(line) : texts.import(line);
}

/** `ACME subscription jean@acme.fr client ticketing.email` */
function placeText({ kind, company, contact, universe, category, channel, field }: Place, { views }: Messages): string {
  const cell = category === null ? field : channel === null ? category : cellName({ category, channel });
  return [company, views.plan.kind[kind], contact, universe, cell].filter((part) => part !== null).join(' ');
}

function valueText(value: FieldValue, texts: Messages['pages']['conflict']): string {
  if (value === null) return texts.none;
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return typeof value === 'string' ? value : value.join('|');
}

export function conflictsJson({ conflicts, sources }: ConflictsFound): JsonValue {
  return conflicts.map((conflict): JsonObject => {
    const { origin, expected, wanted, now, cause, changedBy } = conflict;
    return {
      file: origin && (sources[origin.source]?.name ?? null),
      line: origin?.line ?? null,
      ...placeJson(conflict),
      expected,
      wanted,
      now,
      cause: cause && { ...placeJson(cause), now: cause.now },
      changed_by: changedBy && {
        change_set: changedBy.number,
        at: changedBy.at.toISOString(),
        actor: changedBy.actor,
      },
    };
  });
}

function placeJson({ kind, company, contact, universe, category, channel, field }: Place): JsonObject {
  return { kind, company, contact, universe, category, channel, field };
}
