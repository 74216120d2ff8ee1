/** A change as JSON has it. Source: docs/contract/cli.md, "A plan". */
import type { Change, ChangeValue } from './edits.js';

export interface ChangeRecord {
  readonly [field: string]: ChangeValue;
}

export function changeRecord(change: Change): ChangeRecord {
  return {
    action: change.action,
    kind: change.kind,
    company: change.company,
    contact: change.contact,
    universe: change.universe,
    category: change.category,
    channel: change.channel,
    field: change.field,
    before: change.before,
    after: change.after,
    effective_before: change.effectiveBefore,
    effective_after: change.effectiveAfter,
  };
}

/** Are two values the same JSON, whatever the order of their keys? */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const entries = Object.entries(a);
  const other = new Map<string, unknown>(Object.entries(b));
  return (
    entries.length === other.size && entries.every(([key, value]) => other.has(key) && sameJson(value, other.get(key)))
  );
}
