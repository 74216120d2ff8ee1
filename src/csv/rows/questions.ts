/** Records of events and expectations files: questions about who is notified. Source: docs/contract/csv.md, "The files". */
import type { Category, Channel, EventCode, Universe } from '../../domain/vocabulary.js';
import type { ColumnCells, Row } from '../row.js';
import { channels, events, universesOrAll, yesOrNo } from '../values.js';
import { Damaged, type RecordReader } from './import-row.js';

export interface EventRow {
  /** An event, or a category, which stands for its events. */
  readonly event: EventCode | Category;
  /** The company that the event concerns. */
  readonly company: string;
  /** Null: each universe that the audience holds. */
  readonly universe: Universe | null;
  /** The file's own id of the event, passed through to the output. */
  readonly id: string | null;
}

export interface ExpectationRow {
  readonly event: EventCode | Category;
  readonly company: string;
  readonly universe: Universe | null;
  readonly channel: Channel;
  /** An address, or `*`: with `expected` false, no recipient at all. */
  readonly recipient: string;
  readonly expected: boolean;
}

export function eventReader(row: Row): RecordReader<EventRow> {
  const event = row.column('event');
  const company = row.column('company');
  const universe = row.column('universe');
  const id = row.column('id');
  return () => {
    const what = row.requiredValue(event, events, 'unknown-event');
    const code = row.required(company);
    const within = readUniverse(row, universe);
    const own = row.optional(id) ?? null;
    if (row.problems !== null || what === undefined) {
      return code === '' ? undefined : new Damaged<EventRow>({ company: code });
    }
    return { event: what, company: code, universe: within, id: own };
  };
}

export function expectationReader(row: Row): RecordReader<ExpectationRow> {
  const event = row.column('event');
  const company = row.column('company');
  const universe = row.column('universe');
  const channel = row.column('channel');
  const recipient = row.column('recipient');
  const expected = row.column('expected');
  return () => {
    const what = row.requiredValue(event, events, 'unknown-event');
    const code = row.required(company);
    const within = readUniverse(row, universe);
    const through = row.requiredValue(channel, channels, 'unknown-channel');
    const who = row.required(recipient);
    const answer = row.requiredValue(expected, yesOrNo);
    if (who === '*' && answer === true) row.problem('bad-value', recipient, who, { variant: 'everybody' });
    if (row.problems !== null || what === undefined || through === undefined || answer === undefined) {
      return code === '' ? undefined : new Damaged<ExpectationRow>({ company: code });
    }
    return { event: what, company: code, universe: within, channel: through, recipient: who, expected: answer };
  };
}

function readUniverse(row: Row, column: ColumnCells): Universe | null {
  const universe = row.value(column, universesOrAll, 'unknown-universe');
  return universe === undefined || universe === '*' ? null : universe;
}
