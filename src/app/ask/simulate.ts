/**
 * Who would be notified of an event: loads what the resolver needs, and resolves. Many events are resolved a batch at a time,
 * so that each company is read once a batch and memory stays flat.
 * Source: docs/contract/rules.md, "Who receives an event"; docs/contract/cli.md, "simulate".
 */
import { LoadedSnapshot, type CompanyState } from '../../domain/model.js';
import type { AnswerThen, PastAnswer, SimulationRefused } from '../../domain/past-answer.js';
import { audienceOfCategory, partnerAudienceOf, resolve, type Resolution } from '../../domain/resolution.js';
import {
  findEvent,
  isCategory,
  type Audience,
  type Category,
  type EventCode,
  type Universe,
} from '../../domain/vocabulary.js';
import { AboError } from '../../errors.js';
import type { Reader } from '../../storage/store.js';
import { each } from '../read/batches.js';
import { unknownCompany } from '../read/find-companies.js';
import { earlierAnswers, lastWithin, type Departures, type Moment } from '../read/moments.js';
import { PastReader } from '../read/past-reader.js';

export interface SimulationQuestion {
  /** The event's code; null when a category stands for its events. */
  readonly event: string | null;
  readonly category: Category;
  /** The audience of the event, or of the events of the category. */
  readonly audience: Audience;
  readonly company: string;
  readonly universe: Universe | null;
}

export interface SimulationAnswer extends SimulationQuestion {
  readonly resolution: Resolution;
  readonly companyName: (code: string) => string | null;
}

/** An event, or a category, which stands for its events. */
export function whatHappens(code: EventCode | Category): Pick<SimulationQuestion, 'event' | 'category' | 'audience'> {
  const event = findEvent(code);
  if (event !== undefined) return { event: event.code, category: event.category, audience: event.audience };
  if (isCategory(code)) return { event: null, category: code, audience: audienceOfCategory(code) };
  throw new Error(`neither an event nor a category: ${code}`);
}

/** @throws AboError `unknown-company`, `universe-not-held` */
export async function simulate(reader: Reader, question: SimulationQuestion): Promise<SimulationAnswer> {
  const snapshot = new LoadedSnapshot();
  await load(reader, snapshot, [question.company]);
  const state = snapshot.company(question.company);
  if (state === undefined) throw await unknownCompany(reader, question.company);
  requireUniverse(state, question);
  return answer(snapshot, question);
}

type SimulationThen = AnswerThen<SimulationAnswer, SimulationRefused>;

/**
 * Simulates as it was at a moment, and earlier on the same day: also for a company that was removed that day.
 *
 * @param now reads the world as it is now
 * @throws AboError `unknown-company`, `universe-not-held`
 */
export async function simulateAt(
  now: Reader,
  moment: Moment,
  question: SimulationQuestion,
): Promise<PastAnswer<SimulationAnswer, SimulationRefused>> {
  const { company } = question;
  const atEnd = new PastReader(now, moment.number);
  const end = await simulationThen(atEnd, question);
  const departures: Departures = {
    kinds: ['company'],
    companies: [company],
    isDeparture: ({ before }) => before !== null,
  };
  const last =
    end.answer ??
    (await lastWithin(now, moment, departures, async (past) => (await simulationThen(past, question)).answer)) ??
    // Throws the error that says why there is none.
    (await simulate(atEnd, question));
  const earlier = await earlierAnswers(
    now,
    moment,
    end,
    (then) => [company, ...(then.answer?.resolution.results.map((result) => result.company) ?? [])],
    (past) => simulationThen(past, question),
    (a, b) => JSON.stringify([a.answer?.resolution, a.refused]) === JSON.stringify([b.answer?.resolution, b.refused]),
  );
  return { answer: last, refused: end.refused, earlier };
}

async function simulationThen(past: Reader, question: SimulationQuestion): Promise<SimulationThen> {
  const snapshot = new LoadedSnapshot();
  await load(past, snapshot, [question.company]);
  const state = snapshot.company(question.company);
  if (state === undefined) return { answer: null, refused: 'unknown-company' };
  if (universeNotHeld(state, question) !== null) return { answer: null, refused: 'universe-not-held' };
  return { answer: answer(snapshot, question), refused: null };
}

/** @throws AboError `universe-not-held` */
export function requireUniverse(
  state: CompanyState,
  question: Pick<SimulationQuestion, 'audience' | 'universe'>,
): void {
  const missing = universeNotHeld(state, question);
  if (missing === null) return;
  const { code, universes } = state.company;
  throw new AboError('universe-not-held', { company: code, universe: missing, held: universes });
}

function answer(snapshot: LoadedSnapshot, question: SimulationQuestion): SimulationAnswer {
  return {
    ...question,
    resolution: resolve(snapshot, question),
    companyName: (code) => snapshot.companyRow(code)?.name ?? null,
  };
}

/** Returns the requested universe where the company is the audience and does not hold it; else null. */
export function universeNotHeld(
  { company }: CompanyState,
  { audience, universe }: Pick<SimulationQuestion, 'audience' | 'universe'>,
): Universe | null {
  if (universe === null || audience === 'partner') return null;
  return company.universes.includes(universe) ? null : universe;
}

async function load(reader: Reader, snapshot: LoadedSnapshot, codes: Iterable<string>): Promise<void> {
  const wanted = [...new Set(codes)].filter((code) => snapshot.company(code) === undefined);
  const partners = new Set<string>();
  for await (const state of each(reader.states({ codes: wanted }))) {
    snapshot.add(state);
    const audience = partnerAudienceOf(state.company);
    if (audience !== null && audience.company !== state.company.code) partners.add(audience.company);
  }
  const missing = [...partners].filter((code) => snapshot.company(code) === undefined);
  if (missing.length === 0) return;
  for await (const state of each(reader.states({ codes: missing }))) snapshot.add(state);
}

/** Contacts kept in memory between batches of events: above this, all are dropped and read again when needed. */
const CONTACTS_KEPT = 120_000;

/** Resolves batch after batch of questions. */
export class Simulator {
  readonly #reader: Reader;
  #snapshot = new LoadedSnapshot();

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  /** Returns the answers in the order of the questions; null where the company does not exist. */
  async answer(questions: readonly SimulationQuestion[]): Promise<readonly (SimulationAnswer | null)[]> {
    if (this.#snapshot.contactCount > CONTACTS_KEPT) this.#snapshot = new LoadedSnapshot();
    const snapshot = this.#snapshot;
    await load(
      this.#reader,
      snapshot,
      questions.map(({ company }) => company),
    );
    return questions.map((question) =>
      snapshot.company(question.company) === undefined ? null : answer(snapshot, question),
    );
  }

  /** Reads companies without a question. */
  async know(codes: readonly string[]): Promise<void> {
    if (codes.length > 0) await load(this.#reader, this.#snapshot, codes);
  }

  company(code: string): CompanyState | undefined {
    return this.#snapshot.company(code);
  }
}
