/** The deliveries of today as expectations for `verify`. Source: docs/contract/cli.md, "Expectations" (`--as-expectations`). */
import { expectationsOf, type EventExpectation } from '../../domain/verification.js';
import { EVENTS, type Category, type EventCode, type Universe } from '../../domain/vocabulary.js';
import type { CompanySelection, Reader } from '../../storage/store.js';
import { Simulator, universeNotHeld, whatHappens } from './simulate.js';

/**
 * By company, then event. A company that does not hold the requested universe has no expectations.
 *
 * @param event an event or a category; null for every event
 */
export async function* expectedNow(
  reader: Reader,
  event: EventCode | Category | null,
  universe: Universe | null,
  selection: CompanySelection,
): AsyncIterable<readonly EventExpectation[]> {
  const codes: readonly (EventCode | Category)[] = event === null ? EVENTS.map(({ code }) => code) : [event];
  const questions = codes.map((code) => ({ code, ...whatHappens(code) }));
  const simulator = new Simulator(reader);
  for await (const batch of reader.companies(selection)) {
    for (const { code: company } of batch) {
      const answers = await simulator.answer(questions.map((question) => ({ ...question, company, universe })));
      const state = simulator.company(company);
      yield answers.flatMap((answer, i) => {
        const question = questions[i];
        if (answer === null || question === undefined || state === undefined) return [];
        if (universeNotHeld(state, { ...question, universe }) !== null) return [];
        return expectationsOf(answer.resolution).map((expectation) => ({
          event: question.code,
          company,
          ...expectation,
        }));
      });
    }
  }
}
