/**
 * A file of questions (events, expectations), answered in batches, in constant memory.
 * Source: docs/contract/cli.md, "simulate --events" and "Expectations".
 * Unless wrong lines are to be skipped, the whole file is checked before the first answer.
 */
import type { CsvFile, CsvRecord } from '../../csv/open.js';
import type { EventRow, ExpectationRow } from '../../csv/rows/questions.js';
import type { Origin, Problem } from '../../domain/problems.js';
import { RejectedInput } from '../../errors.js';
import type { Reader } from '../../storage/store.js';
import { each } from '../read/batches.js';
import { Simulator, universeNotHeld, whatHappens, type SimulationAnswer, type SimulationQuestion } from './simulate.js';
import { companyNames, withSuggestions } from '../import/suggestions.js';

type QuestionRow = EventRow | ExpectationRow;

export interface AnsweredRow<R extends QuestionRow> extends SimulationAnswer {
  readonly origin: Origin;
  readonly row: R;
}

interface RowQuestion<R extends QuestionRow> extends SimulationQuestion {
  readonly origin: Origin;
  readonly row: R;
}

/**
 * Yields the answers in file order.
 *
 * @param onProblem called with each problem of a skipped line; without it, any problem rejects the file
 * @throws RejectedInput with every problem
 */
export async function* answerRows<R extends QuestionRow>(
  reader: Reader,
  file: CsvFile<R>,
  onProblem: ((problem: Problem) => void) | null,
): AsyncIterable<readonly AnsweredRow<R>[]> {
  if (file.header.problems.length > 0) throw new RejectedInput(file.header.problems, [file]);
  if (onProblem === null) await check(reader, file);
  const simulator = new Simulator(reader);
  const namesFor = companyNames(reader);
  for await (const { records, problems } of file.batches()) {
    const questions = records.flatMap(({ origin, row }) => (row === null ? [] : questionOf(origin, row)));
    const answers = await simulator.answer(questions);
    await simulator.know(records.flatMap(({ part }) => part?.company ?? []));
    const wrong = [...problems, ...problemsOf(records, simulator)];
    for (const problem of await withSuggestions(wrong, namesFor)) onProblem?.(problem);
    const answered: AnsweredRow<R>[] = [];
    for (const [i, question] of questions.entries()) {
      const answer = answers[i];
      if (answer === null || answer === undefined || problemOf(question, simulator) !== null) continue;
      answered.push({ ...answer, origin: question.origin, row: question.row });
    }
    if (answered.length > 0) yield answered;
  }
}

function questionOf<R extends QuestionRow>(origin: Origin, row: R): RowQuestion<R> {
  const { event, company } = row;
  // Every universe is needed, even those an expectation doesn't name, so that unlisted deliveries can be reported.
  const universe = 'expected' in row ? null : row.universe;
  return { ...whatHappens(event), company, universe, origin, row };
}

/** Checks the whole file. Suggests codes for unknown companies. */
async function check(reader: Reader, file: CsvFile<QuestionRow>): Promise<void> {
  const found: Problem[] = [];
  const known = new Map<string, ReturnType<Simulator['company']>>();
  for await (const { records, problems } of file.batches()) {
    found.push(...problems);
    const codes = records.flatMap(({ row, part }) => row?.company ?? part?.company ?? []);
    const fresh = [...new Set(codes)].filter((code) => !known.has(code));
    for (const code of fresh) known.set(code, undefined);
    for await (const company of each(reader.companies({ codes: fresh }))) {
      known.set(company.code, { company, contacts: [], mailboxes: {} });
    }
    found.push(...problemsOf(records, { company: (code) => known.get(code) }));
  }
  if (found.length > 0) throw new RejectedInput(await withSuggestions(found, companyNames(reader)), [file]);
}

/** Returns problems with company and universe. In a record with another error, the company is still checked if it could be read. */
function problemsOf(records: readonly CsvRecord<QuestionRow>[], known: Pick<Simulator, 'company'>): readonly Problem[] {
  return records.flatMap(({ origin, row, part }) => {
    if (row !== null) return problemOf(questionOf(origin, row), known) ?? [];
    const company = part?.company;
    return company === undefined || known.company(company) !== undefined ? [] : unknownCompany(origin, company);
  });
}

function unknownCompany(origin: Origin, company: string): Problem {
  return { code: 'unknown-company', origin, column: 'company', value: company, detail: {} };
}

/** The problem of a question that could be read: an unknown company, or a universe that it does not hold. */
function problemOf(question: RowQuestion<QuestionRow>, known: Pick<Simulator, 'company'>): Problem | null {
  const { origin, company, audience } = question;
  const { universe } = question.row;
  const state = known.company(company);
  if (state === undefined) return unknownCompany(origin, company);
  if (universeNotHeld(state, { audience, universe }) === null) return null;
  return {
    code: 'universe-not-held',
    origin,
    column: 'universe',
    value: universe,
    detail: { expected: state.company.universes },
  };
}
