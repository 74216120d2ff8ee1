/**
 * A file of questions (events, expectations), resolved one batch after the other at flat memory.
 * Source: cli.md, `simulate --events` and "Expectations".
 * Unless wrong lines are to be skipped, the whole file is checked before the first answer.
 */
import type { CsvFile } from '../csv/open.js';
import type { EventRow, ExpectationRow } from '../csv/rows/questions.js';
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

type QuestionRow = EventRow | ExpectationRow;

/** A row's answer, with the row. */
export interface AnsweredRow<R extends QuestionRow> extends SimulationAnswer {
  readonly origin: Origin;
  readonly row: R;
}

interface AskedRow<R extends QuestionRow> extends SimulationQuestion {
  readonly origin: Origin;
  readonly row: R;
}

/**
 * The answers in the order of the file.
 *
 * @param onProblem called with what is wrong with a line that is skipped; without it, any problem rejects the file
 * @throws RejectedInput with every problem
 */
export async function* answerRows<R extends QuestionRow>(
  reader: Reader,
  file: CsvFile<R>,
  onProblem: ((problem: Problem) => void) | null,
): AsyncIterable<readonly AnsweredRow<R>[]> {
  if (file.problems.length > 0) throw new RejectedInput(file.problems, [file]);
  if (onProblem === null) await check(reader, file);
  const simulator = new Simulator(reader);
  for await (const { records, problems } of file.batches()) {
    problems.forEach((problem) => onProblem?.(problem));
    const asked = records.flatMap(({ origin, row }) => (row === null ? [] : askedRow(origin, row)));
    const answers = await simulator.answer(asked);
    const answered: AnsweredRow<R>[] = [];
    for (const [i, event] of asked.entries()) {
      const problem = problemOf(event, simulator);
      const answer = answers[i];
      if (problem !== null) onProblem?.(problem);
      else if (answer !== null && answer !== undefined) {
        answered.push({ ...answer, origin: event.origin, row: event.row });
      }
    }
    if (answered.length > 0) yield answered;
  }
}

function askedRow<R extends QuestionRow>(origin: Origin, row: R): AskedRow<R> {
  const { event, company } = row;
  // Whatever universe an expectation is about, the whole answer is needed to say what it does not list.
  const universe = 'expected' in row ? null : row.universe;
  return { ...whatHappens(event), company, universe, origin, row };
}

/** Every problem of the file, with the nearest codes of unknown companies. */
async function check(reader: Reader, file: CsvFile<QuestionRow>): Promise<void> {
  const found: Problem[] = [];
  const known = new Map<string, ReturnType<Simulator['company']>>();
  for await (const { records, problems } of file.batches()) {
    found.push(...problems);
    const asked = records.flatMap(({ origin, row }) => (row === null ? [] : askedRow(origin, row)));
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
function problemOf(event: AskedRow<QuestionRow>, known: Pick<Simulator, 'company'>): Problem | null {
  const { origin, company, category } = event;
  const { universe } = event.row;
  const state = known.company(company);
  if (state === undefined) return { code: 'unknown-company', origin, column: 'company', value: company, detail: {} };
  if (universeNotHeld(state, { category, universe }) === null) return null;
  return {
    code: 'universe-not-held',
    origin,
    column: 'universe',
    value: universe,
    detail: { expected: state.company.universes },
  };
}
