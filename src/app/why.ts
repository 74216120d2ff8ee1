/**
 * Why a contact is or isn't notified: the contact is found, what the answer looks at is read, the journal is read back,
 * and the core is asked. Source: cli.md, `why`.
 */
import type { Snapshot } from '../domain/model.js';
import type { JournaledEdit } from '../domain/plan/edits.js';
import { audienceOfCategory, partnerAudienceOf } from '../domain/resolution.js';
import type { Category, Universe } from '../domain/vocabulary.js';
import { bearsOn, why, withoutTurns, type Why, type WhyQuestion } from '../domain/why/why.js';
import type { ChangeSet, Reader } from '../storage/store.js';
import { findContact, findContacts, requireCompanies, type FoundContact } from './filters.js';
import { Loader } from './loading.js';
import { earlierAnswers, type EarlierAnswer, type Moment } from './moments.js';
import { requireUniverse, universeNotHeld } from './simulating.js';

/** Why there was no answer at another time. */
export type WhyRefused = 'unknown-contact' | 'unknown-company' | 'universe-not-held';

export interface WhyAsked {
  /** An address, a name, or CODE/ADDRESS. */
  readonly contact: string;
  /** The event's code; null when a category stands for its events. */
  readonly event: string | null;
  readonly category: Category;
  /** The company that the event concerns; null for the contact's own. */
  readonly company: string | null;
  readonly universe: Universe | null;
}

export interface WhyAnswer {
  readonly event: string | null;
  readonly category: Category;
  /** The one that was asked for. */
  readonly universe: Universe | null;
  readonly why: Why;
  /** The change sets that the answer names. */
  readonly changeSet: (number: number) => ChangeSet | undefined;
}

/** @throws AboError `unknown-company`, `unknown-contact`, `ambiguous-contact`, `universe-not-held` */
export async function answerWhy(reader: Reader, asked: WhyAsked): Promise<WhyAnswer> {
  const { event, category, universe } = asked;
  if (asked.company !== null) await requireCompanies(reader, [asked.company]);
  const { contact } = (await contactAskedAbout(reader, asked)).contact;
  const company = asked.company ?? contact.company;
  const loader = new Loader(reader);
  await loader.ensure([contact.company, company]);
  const { snapshot } = loader;
  const concerned = snapshot.company(company);
  if (concerned !== undefined) requireUniverse(concerned, { audience: audienceOfCategory(category), universe });

  return answered(reader, snapshot, event, { contact, category, company, universe });
}

async function answered(
  reader: Reader,
  snapshot: Snapshot,
  event: string | null,
  question: WhyQuestion,
): Promise<WhyAnswer> {
  const answer = why(snapshot, question, await editsThatBearOn(reader, question));
  return {
    event,
    category: question.category,
    universe: question.universe,
    why: answer,
    changeSet: await changeSetsOf(reader, answer),
  };
}

/** An answer of another time, when the contact or the company may not have been there. */
export type WhyThen =
  { readonly answer: WhyAnswer; readonly refused: null } | { readonly answer: null; readonly refused: WhyRefused };

/** The answers that a day held before the one at its end, newest first. @param now reads the world as it is */
export async function whyEarlier(
  now: Reader,
  moment: Moment,
  last: WhyAnswer,
): Promise<readonly EarlierAnswer<WhyThen>[]> {
  const { event, category, universe } = last;
  const { contact, concerned } = last.why;
  const question: WhyQuestion = { contact, category, company: concerned.code, universe };
  return earlierAnswers<WhyThen>(
    now,
    moment,
    { answer: pastAnswer(last), refused: null },
    (then) => [contact.company, concerned.code, then.answer?.why.asked?.company.code ?? []].flat(),
    (past) => whyThen(past, event, question),
    (a, b) => JSON.stringify(gistOf(a)) === JSON.stringify(gistOf(b)),
  );
}

/** What was can't be turned round any more. */
export function pastAnswer(answer: WhyAnswer): WhyAnswer {
  return { ...answer, why: withoutTurns(answer.why) };
}

async function whyThen(past: Reader, event: string | null, question: WhyQuestion): Promise<WhyThen> {
  const loader = new Loader(past);
  await loader.ensure([question.contact.company, question.company]);
  const { snapshot } = loader;
  const concerned = snapshot.company(question.company);
  if (concerned === undefined) return { answer: null, refused: 'unknown-company' };
  const state = snapshot.company(question.contact.company);
  // The same person, whatever the address was.
  if (state?.contacts.some(({ contact: { id } }) => id === question.contact.id) !== true) {
    return { answer: null, refused: 'unknown-contact' };
  }
  const { category, universe } = question;
  if (universeNotHeld(concerned, { audience: audienceOfCategory(category), universe }) !== null)
    return { answer: null, refused: 'universe-not-held' };
  return { answer: pastAnswer(await answered(past, snapshot, event, question)), refused: null };
}

/** What makes an answer another one: not how it came about. */
function gistOf({ answer, refused }: WhyThen): unknown {
  if (answer === null) return refused;
  const { asked, reason, results } = answer.why;
  return [
    asked && [asked.company.code, asked.universes],
    reason,
    results.map(({ universe, cells }) => [
      universe,
      cells.map(({ notified, reason: rule, mailbox }) => [notified, rule, mailbox?.email]),
    ]),
  ];
}

/** Of several contacts, the one whom an event at the company given asks: else it is for the person to say. */
async function contactAskedAbout(reader: Reader, { contact, company, category }: WhyAsked): Promise<FoundContact> {
  if (company !== null) {
    const found = await findContacts(reader, contact, {});
    const [only, another] = found;
    if (only !== undefined && another === undefined) return only;
    for (const code of [await audienceCode(reader, company, category), company]) {
      const [one, more] = found.filter(({ state }) => state.company.code === code);
      if (one !== undefined && more === undefined) return one;
    }
  }
  return findContact(reader, contact, {});
}

async function audienceCode(reader: Reader, company: string, category: Category): Promise<string> {
  if (audienceOfCategory(category) === 'company') return company;
  for await (const batch of reader.companies({ codes: [company] })) {
    for (const row of batch) return partnerAudienceOf(row)?.company ?? company;
  }
  return company;
}

/** Newest first, whichever of the two companies they are of. */
async function editsThatBearOn(reader: Reader, question: WhyQuestion): Promise<readonly JournaledEdit[]> {
  const edits: JournaledEdit[] = [];
  for await (const batch of reader.editsSince(0, [question.contact.company, question.company])) {
    edits.push(...batch.filter(({ edit }) => bearsOn(edit, question)));
  }
  return edits.sort((a, b) => b.changeSet - a.changeSet);
}

async function changeSetsOf(reader: Reader, { results }: Why): Promise<WhyAnswer['changeSet']> {
  const cells = results.flatMap((result) => result.cells);
  const numbers = new Set(
    cells.flatMap(({ timeline, mailbox }) => [...timeline.map(({ changeSet }) => changeSet), mailbox?.since ?? null]),
  );
  const known = new Map<number, ChangeSet>();
  for (const number of numbers) {
    const changeSet = number === null ? undefined : await reader.changeSet(number);
    if (changeSet !== undefined) known.set(changeSet.number, changeSet);
  }
  return (number) => known.get(number);
}
