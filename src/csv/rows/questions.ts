/** Records of events and expectations files: questions about who is notified. Source: docs/contract/csv.md, "The files". */
import type { Category, Channel, EventCode, Universe } from '../../domain/vocabulary.js';
import type { Row } from '../row.js';
import { channels, events, universesOrAll, yesOrNo } from '../values.js';
import type { RecordReader } from './import-row.js';

/** What a row of either file asks about. */
interface QuestionFields {
  /** An event, or a category, which stands for its events. */
  readonly event: EventCode | Category;
  /** The company that the event concerns. */
  readonly company: string;
  /** Null: each universe that the audience holds. */
  readonly universe: Universe | null;
}

export interface EventRow extends QuestionFields {
  /** The file's own id of the event, passed through to the output. */
  readonly id: string | null;
}

export interface ExpectationRow extends QuestionFields {
  readonly channel: Channel;
  /** An address, or `*`: with `expected` false, no recipient at all. */
  readonly recipient: string;
  readonly expected: boolean;
}

export function eventReader(row: Row): RecordReader<EventRow> {
  const id = row.column('id');
  return questionReader(row, () => ({ id: row.optional(id) ?? null }));
}

export function expectationReader(row: Row): RecordReader<ExpectationRow> {
  const channel = row.column('channel');
  const recipient = row.column('recipient');
  const expected = row.column('expected');
  return questionReader(row, () => {
    const through = row.requiredValue(channel, channels, 'unknown-channel');
    const who = row.required(recipient);
    const answer = row.requiredValue(expected, yesOrNo);
    if (who === '*' && answer === true) row.problem('bad-value', recipient, who, { variant: 'everybody' });
    if (through === undefined || answer === undefined) return undefined;
    return { channel: through, recipient: who, expected: answer };
  });
}

/** @param rest reads the columns that only one of the files has; undefined where they can't be read */
function questionReader<T extends object>(
  row: Row,
  rest: () => T | undefined,
): () => { readonly row: (QuestionFields & T) | null; readonly part: Partial<QuestionFields> | null } {
  const event = row.column('event');
  const company = row.column('company');
  const universe = row.column('universe');
  return () => {
    const what = row.requiredValue(event, events, 'unknown-event');
    const code = row.required(company);
    const within = row.value(universe, universesOrAll, 'unknown-universe') ?? '*';
    const others = rest();
    if (row.problems !== null || what === undefined || others === undefined) {
      return { row: null, part: code === '' ? null : { company: code } };
    }
    return { row: { event: what, company: code, universe: within === '*' ? null : within, ...others }, part: null };
  };
}
