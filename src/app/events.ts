/**
 * A file of events, resolved one batch after the other at flat memory. Source: cli.md, `simulate --events`.
 * Unless wrong lines are to be skipped, the whole file is checked before the first answer.
 */
import type { CsvFile } from '../csv/open.js';
import type { EventRow } from '../csv/rows/questions.js';
import type { Origin, Problem } from '../domain/problems.js';
import { RejectedInput } from '../errors.js';
import type { Reader } from '../storage/store.js';
import { allCodes } from './filters.js';
import { nearest } from '../nearest.js';
import {
  Simulator,
  universeNotHeld,
  whatHappens,
  type SimulationAnswer,
  type SimulationQuestion,
} from './simulating.js';

export interface AnsweredEvent extends SimulationAnswer {
  /** The record's number in the file, from 1. */
  readonly eventNo: number;
  readonly id: string | null;
}

interface AskedEvent extends SimulationQuestion {
  readonly origin: Origin;
  readonly id: string | null;
}

/**
 * The answers in the order of the file.
 *
 * @param onProblem called with what is wrong with a line that is skipped; without it, any problem rejects the file
 * @throws RejectedInput with every problem
 */
export async function* answerEvents(
  reader: Reader,
  file: CsvFile<EventRow>,
  onProblem: ((problem: Problem) => void) | null,
): AsyncIterable<readonly AnsweredEvent[]> {
  if (file.problems.length > 0) throw new RejectedInput(file.problems, [file]);
  if (onProblem === null) await check(reader, file);
  const simulator = new Simulator(reader);
  for await (const { records, problems } of file.batches()) {
    problems.forEach((problem) => onProblem?.(problem));
    const asked = records.flatMap(({ origin, row }) => (row === null ? [] : askedEvent(origin, row)));
    const answers = await simulator.answer(asked);
    const answered: AnsweredEvent[] = [];
    for (const [i, event] of asked.entries()) {
      const problem = problemOf(event, simulator);
      const answer = answers[i];
      if (problem !== null) onProblem?.(problem);
      else if (answer !== null && answer !== undefined) {
        answered.push({ ...answer, eventNo: event.origin.record, id: event.id });
      }
    }
    if (answered.length > 0) yield answered;
  }
}

function askedEvent(origin: Origin, { event, company, universe, id }: EventRow): AskedEvent {
  return { ...whatHappens(event), company, universe, origin, id };
}

/** Every problem of the file, with the nearest codes of unknown companies. */
async function check(reader: Reader, file: CsvFile<EventRow>): Promise<void> {
  const found: Problem[] = [];
  const known = new Map<string, ReturnType<Simulator['company']>>();
  for await (const { records, problems } of file.batches()) {
    found.push(...problems);
    const asked = records.flatMap(({ origin, row }) => (row === null ? [] : askedEvent(origin, row)));
    const fresh = [...new Set(asked.map(({ company }) => company))].filter((code) => !known.has(code));
    for (const code of fresh) known.set(code, undefined);
    for await (const batch of reader.companies({ codes: fresh })) {
      for (const company of batch) known.set(company.code, { company, contacts: [], mailboxes: {} });
    }
    for (const event of asked) {
      const problem = problemOf(event, { company: (code) => known.get(code) });
      if (problem !== null) found.push(problem);
    }
  }
  if (found.length === 0) return;
  const codes = found.some(({ code }) => code === 'unknown-company') ? await allCodes(reader) : [];
  throw new RejectedInput(
    found
      .map((problem) => withSuggestion(problem, codes))
      .sort((a, b) => (a.origin?.line ?? 0) - (b.origin?.line ?? 0)),
    [file],
  );
}

function withSuggestion(problem: Problem, codes: readonly string[]): Problem {
  if (problem.code !== 'unknown-company' || problem.value === null) return problem;
  const suggestion = nearest(problem.value, codes);
  return suggestion === undefined ? problem : { ...problem, detail: { ...problem.detail, suggestion } };
}

/** What is wrong with an event that could be read: no such company, or a universe that it does not hold. */
function problemOf(event: AskedEvent, known: Pick<Simulator, 'company'>): Problem | null {
  const { origin, company, universe } = event;
  const state = known.company(company);
  if (state === undefined) return { code: 'unknown-company', origin, column: 'company', value: company, detail: {} };
  if (universeNotHeld(state, event) === null) return null;
  return {
    code: 'universe-not-held',
    origin,
    column: 'universe',
    value: universe,
    detail: { expected: state.company.universes },
  };
}
