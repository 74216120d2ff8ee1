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
