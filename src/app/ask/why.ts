/**
 * Why a contact is or isn't notified: the contact is found, what the answer looks at is read, the journal is read back,
 * and the core is asked. Source: docs/contract/cli.md, "why".
 */
import { addressKey, normaliseAddress } from '../../domain/address.js';
import type { CompanyState, Contact, Snapshot } from '../../domain/model.js';
import type { Edit, JournaledEdit } from '../../domain/plan/edits.js';
import { audienceOfCategory, audienceCompany } from '../../domain/resolution.js';
import type { Category, Universe } from '../../domain/vocabulary.js';
import { bearsOn, why, withoutReversals, type Why, type WhyQuestion } from '../../domain/why/why.js';
import { AboError, isErrorOf } from '../../errors.js';
import type { ChangeSet, Reader } from '../../storage/store.js';
import { requireCompanies } from '../read/find-companies.js';
import { contactMatcher, findContact, findContacts, type FoundContact } from '../read/find-contacts.js';
import { formerContacts } from '../read/former-contacts.js';
import { Loader } from '../read/loader.js';
import { earlierAnswers, lastWithin, type EarlierAnswer, type Moment } from '../read/moments.js';
import { PastReader } from '../read/past-reader.js';
import { requireUniverse, universeNotHeld } from './simulate.js';

const WHY_REFUSED = ['unknown-contact', 'unknown-company', 'universe-not-held'] as const;
/** Why there was no answer at another time. */
export type WhyRefused = (typeof WHY_REFUSED)[number];

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

/** With the address, by which somebody who was removed and added again is known. */
interface AtAddress {
  readonly contact: Pick<Contact, 'company' | 'id' | 'email'>;
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
  const { contact } = await contactAskedAbout(reader, asked);
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

/** An answer of the past. */
export interface PastWhy {
  /** Where it is refused, the last that there was: of whom and of what it is not so any more. */
  readonly answer: WhyAnswer;
  /** Why there is none at the end of the day. */
  readonly refused: WhyRefused | null;
  /** The answers that a day held before the one at its end, newest first. */
  readonly earlier: readonly EarlierAnswer<WhyThen>[];
}

/**
 * As it was, and all that a day held: of a contact or a company that went within it too.
 *
 * @param now reads the world as it is
 * @throws AboError `unknown-company`, `unknown-contact`, `ambiguous-contact`, `universe-not-held`
 */
export async function whyAt(now: Reader, moment: Moment, asked: WhyAsked): Promise<PastWhy> {
  const atEnd = new PastReader(now, moment.number);
  const found = await answerOrError(atEnd, asked);
  if (!(found instanceof AboError)) return withEarlier(now, moment, found, { answer: found, refused: null });

  const departures = { kinds: ['company', 'contact'], isDeparture: isDepartureOf(asked, found) } as const;
  const last = await lastWithin(now, moment, departures, async (past) => {
    const answer = await answerOrError(past, asked);
    return answer instanceof AboError ? null : answer;
  });
  if (last === null) {
    const since = await answerUnderAddressSince(now, atEnd, asked);
    if (since === null) throw found;
    return withEarlier(now, moment, since, { answer: since, refused: null });
  }
  // Under another address, it may be there still.
  return withEarlier(now, moment, last, await whyThen(atEnd, last.event, questionOf(last)));
}

/** Of somebody who had another address then than the one that they are asked for by now; null when there was nobody. */
async function answerUnderAddressSince(now: Reader, past: Reader, asked: WhyAsked): Promise<WhyAnswer | null> {
  const { event, category, universe } = asked;
  const [only, another] = await findContacts(now, asked.contact, {});
  if (only === undefined || another !== undefined) return null;
  const { contact } = only;
  return (await whyThen(past, event, { contact, category, company: asked.company ?? contact.company, universe }))
    .answer;
}

async function withEarlier(now: Reader, moment: Moment, last: WhyAnswer, end: WhyThen): Promise<PastWhy> {
  const question = questionOf(last);
  const earlier = await earlierAnswers<WhyThen>(
    now,
    moment,
    end.answer === null ? end : { answer: pastAnswer(end.answer), refused: null },
    (then) => [question.contact.company, question.company, then.answer?.why.target?.company.code ?? []].flat(),
    (past) => whyThen(past, last.event, question),
    (a, b) => JSON.stringify(gistOf(a)) === JSON.stringify(gistOf(b)),
  );
  return { answer: end.answer ?? last, refused: end.refused, earlier };
}

function questionOf({ category, universe, why: { contact, concerned } }: WhyAnswer): WhyQuestion & AtAddress {
  return { contact, category, company: concerned.code, universe };
}

/** An answer, or why there is none. */
async function answerOrError(reader: Reader, asked: WhyAsked): Promise<WhyAnswer | AboError<WhyRefused>> {
  try {
    return await answerWhy(reader, asked);
  } catch (error) {
    if (isErrorOf(error, WHY_REFUSED)) return error;
    throw error;
  }
}

/**
 * May the change have taken away the contact asked about, under the name that was given, or the company concerned, or a
 * universe of it?
 */
function isDepartureOf({ contact, company }: WhyAsked, { params }: AboError<WhyRefused>): (edit: Edit) => boolean {
  const isContact = contactMatcher(contact);
  const concerned = company ?? params.company;
  return (edit) => {
    if (edit.kind === 'contact') return edit.before !== null && isContact(edit.before);
    return edit.kind === 'company' && edit.before !== null && edit.company === concerned;
  };
}

/** What was can't be turned round any more. */
export function pastAnswer(answer: WhyAnswer): WhyAnswer {
  return { ...answer, why: withoutReversals(answer.why) };
}

async function whyThen(past: Reader, event: string | null, asked: WhyQuestion & AtAddress): Promise<WhyThen> {
  const loader = new Loader(past);
  await loader.ensure([asked.contact.company, asked.company]);
  const { snapshot } = loader;
  const concerned = snapshot.company(asked.company);
  if (concerned === undefined) return { answer: null, refused: 'unknown-company' };
  const contact = samePerson(snapshot.company(asked.contact.company), asked.contact);
  if (contact === undefined) return { answer: null, refused: 'unknown-contact' };
  const question = { ...asked, contact };
  const { category, universe } = question;
  if (universeNotHeld(concerned, { audience: audienceOfCategory(category), universe }) !== null)
    return { answer: null, refused: 'universe-not-held' };
  return { answer: pastAnswer(await answered(past, snapshot, event, question)), refused: null };
}

/** Whatever the address was; else whoever had the address: somebody removed and added again is another contact. */
function samePerson(state: CompanyState | undefined, asked: AtAddress['contact']): Contact | undefined {
  const contacts = state?.contacts.map(({ contact }) => contact);
  const key = addressKey(asked.email);
  return contacts?.find(({ id }) => id === asked.id) ?? contacts?.find(({ email }) => addressKey(email) === key);
}

/** What makes an answer another one: not how it came about. */
function gistOf({ answer, refused }: WhyThen): unknown {
  if (answer === null) return refused;
  const { target, reason, results } = answer.why;
  return [
    target && [target.company.code, target.universes],
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
  try {
    return await findContact(reader, contact, {});
  } catch (error) {
    if (!isErrorOf(error, ['unknown-contact'])) throw error;
    const [last] = await formerContacts(reader, contact);
    if (last !== undefined) {
      const { changeSet, since } = last;
      throw new AboError('unknown-contact', { contact, gone: { changeSet, since } });
    }
    const mailboxes = await reader.companiesWithAddress([addressKey(normaliseAddress(contact))], 'mailbox');
    throw mailboxes.length === 0 ? error : new AboError('unknown-contact', { contact, isMailbox: true });
  }
}

async function audienceCode(reader: Reader, company: string, category: Category): Promise<string> {
  for await (const batch of reader.companies({ codes: [company] })) {
    for (const row of batch) return audienceCompany(row, audienceOfCategory(category))?.company ?? company;
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

async function changeSetsOf(reader: Reader, { results, inAudienceUntil }: Why): Promise<WhyAnswer['changeSet']> {
  const cells = results.flatMap((result) => result.cells);
  const numbers = new Set([
    ...cells.flatMap(({ timeline, mailbox }) => [
      ...timeline.map(({ changeSet }) => changeSet),
      mailbox?.since ?? null,
    ]),
    ...inAudienceUntil.map(({ entry }) => entry.changeSet),
  ]);
  const known = new Map<number, ChangeSet>();
  for (const number of numbers) {
    const changeSet = number === null ? undefined : await reader.changeSet(number);
    if (changeSet !== undefined) known.set(changeSet.number, changeSet);
  }
  return (number) => known.get(number);
}
