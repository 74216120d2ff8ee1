/** Compares a file of expectations with the resolver's answers, and turns current deliveries into expectations. Source: docs/contract/cli.md, "Expectations". */
import type { CsvFile } from '../../csv/open.js';
import type { ExpectationRow } from '../../csv/rows/questions.js';
import { getOrCreate } from '../../domain/maps.js';
import type { Origin, Problem } from '../../domain/problems.js';
import { EVENTS, type Category, type EventCode, type Universe } from '../../domain/vocabulary.js';
import {
  expectationKey,
  expectationsOf,
  unlisted,
  verify,
  type EventExpectation,
  type Expectation,
  type DeliveryAt,
  type Verified,
} from '../../domain/verification.js';
import type { Resolution } from '../../domain/resolution.js';
import type { CompanySelection, Reader } from '../../storage/store.js';
import { RejectedInput } from '../../errors.js';
import { each } from '../read/batches.js';
import { answerRows } from './question-file.js';
import { Simulator, universeNotHeld, whatHappens } from './simulate.js';

export interface Verification {
  /** By line. */
  readonly rows: readonly Verified[];
  /** With `exact`: deliveries that no row lists, for the events and companies in the file. */
  readonly unlisted: readonly Verified[];
}

interface ExpectationGroup {
  readonly event: string;
  readonly category: Category;
  readonly company: string;
  readonly resolution: Resolution;
  readonly rows: Verified[];
}

/**
 * @param exact whether a delivery that no row lists also fails, for the events and companies in the file
 * @throws RejectedInput with every problem of the file
 */
export async function verifyFile(reader: Reader, file: CsvFile<ExpectationRow>, exact: boolean): Promise<Verification> {
  const rows: Verified[] = [];
  const groups = new Map<string, ExpectationGroup>();
  const seen = new Map<string, { readonly origin: Origin; readonly expected: boolean }>();
  const problems: Problem[] = [];
  for await (const batch of answerRows(reader, file, null)) {
    for (const { origin, row, category, resolution } of batch) {
      const { event, company } = row;
      const expectation = expectationKey(row);
      const first = seen.get(expectation);
      if (first === undefined) seen.set(expectation, { origin, expected: row.expected });
      else if (first.expected !== row.expected) problems.push(contradiction(origin, row.expected, first.origin));
      const verified = { ...row, line: origin.line, verdict: verify(row, resolution) };
      rows.push(verified);
      if (!exact) continue;
      const key = `${event}\0${company}`;
      getOrCreate(groups, key, () => ({ event, category, company, resolution, rows: [] })).rows.push(verified);
    }
  }
  // A file without rows, perhaps cut off after its header, would always pass.
  if (rows.length === 0) {
    const origin = { source: 0, line: 0, record: 0 };
    problems.push({ code: 'not-csv', origin, column: null, value: null, detail: { variant: 'header-alone' } });
  }
  if (problems.length > 0) throw new RejectedInput(problems, [file]);
  return { rows, unlisted: [...groups.values()].flatMap(unlistedOf) };
}

function contradiction(origin: Origin, expected: boolean, first: Origin): Problem {
  const said = (value: boolean): string => (value ? 'yes' : 'no');
  return {
    code: 'contradictory-rows',
    origin,
    column: 'expected',
    value: said(expected),
    detail: { other: { origin: first, value: said(!expected) } },
  };
}

function unlistedOf({ event, company, resolution, rows }: ExpectationGroup): Verified[] {
  return unlisted(rows, resolution).map((reached) => ({
    event,
    company,
    ...asExpectation(reached, false),
    line: null,
    verdict: { met: false, unexpected: [reached], missed: [] },
  }));
}

function asExpectation({ universe, delivery }: DeliveryAt, expected: boolean): Expectation {
  return { universe, channel: delivery.channel, recipient: delivery.recipient, expected };
}

/** Returns the expectations that are true now, each once: those of the file that are met stay as they are. */
export function updatedExpectations({ rows, unlisted: more }: Verification): readonly EventExpectation[] {
  const kept = new Map<string, EventExpectation>();
  for (const expectation of [...rows, ...more].flatMap(asDelivered)) {
    const key = expectationKey(expectation);
    if (!kept.has(key)) kept.set(key, expectation);
  }
  return [...kept.values()];
}

function asDelivered(verified: Verified): readonly EventExpectation[] {
  const { verdict, recipient, expected, event, company } = verified;
  if (verdict.met) return [verified];
  if (expected) return [{ ...verified, expected: false }];
  if (recipient !== '*') return [{ ...verified, expected: true }];
  // A row that expects no one, but is wrong, becomes a row for each recipient.
  return verdict.unexpected.map((reached) => ({ event, company, ...asExpectation(reached, true) }));
}

/**
 * By company, then event. A company that does not hold the requested universe has no expectations.
 *
 * @param requested an event or a category; null for every event
 */
export async function* expectedNow(
  reader: Reader,
  requested: EventCode | Category | null,
  universe: Universe | null,
  selection: CompanySelection,
): AsyncIterable<readonly EventExpectation[]> {
  const codes: readonly (EventCode | Category)[] = requested === null ? EVENTS.map(({ code }) => code) : [requested];
  const questions = codes.map(whatHappens);
  const simulator = new Simulator(reader);
  for await (const { code: company } of each(reader.companies(selection))) {
    const answers = await simulator.answer(questions.map((question) => ({ ...question, company, universe })));
    const state = simulator.company(company);
    yield answers.flatMap((answer, i) => {
      const event = codes[i];
      if (answer === null || event === undefined || state === undefined) return [];
      if (universeNotHeld(state, answer) !== null) return [];
      return expectationsOf(answer.resolution).map((expectation) => ({ event, company, ...expectation }));
    });
  }
}
