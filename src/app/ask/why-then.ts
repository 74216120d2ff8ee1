/** `why … --at`: the answer at a moment, and those that the same day held before. Source: docs/contract/cli.md, "Looking back and ahead". */
import { addressKey } from '../../domain/address.js';
import type { CompanyState, Contact } from '../../domain/model.js';
import type { AnswerThen, PastAnswer, WhyRefused } from '../../domain/past-answer.js';
import type { Edit } from '../../domain/plan/edits.js';
import { audienceOfCategory } from '../../domain/resolution.js';
import { withoutReversals, type WhyQuestion } from '../../domain/why/why.js';
import { AboError, isErrorOf } from '../../errors.js';
import type { Reader } from '../../storage/store.js';
import { contactMatcher, findContacts } from '../read/find-contacts.js';
import { Loader } from '../read/loader.js';
import { earlierAnswers, lastWithin, type Moment } from '../read/moments.js';
import { PastReader } from '../read/past-reader.js';
import { universeNotHeld } from './simulate.js';
import { answerOn, answerWhy, type AnsweredWhy, type WhyRequest } from './why.js';

type WhyThen = AnswerThen<AnsweredWhy, WhyRefused>;

/** A question to ask again at another time. A contact who was removed and added again has another id, and the same address. */
interface RepeatedQuestion extends WhyQuestion {
  readonly contact: Pick<Contact, 'company' | 'id' | 'email'>;
}

/**
 * Answers as it was at a moment, and earlier on the same day: also for a contact or a company that was removed that day.
 *
 * @param now reads the world as it is now
 * @throws AboError `unknown-company`, `unknown-contact`, `ambiguous-contact`, `universe-not-held`
 */
export async function whyAt(
  now: Reader,
  moment: Moment,
  request: WhyRequest,
): Promise<PastAnswer<AnsweredWhy, WhyRefused>> {
  const atEnd = new PastReader(now, moment.number);
  const found = await answerOrError(atEnd, request);
  if (!(found instanceof AboError)) return withEarlier(now, moment, found, { answer: found, refused: null });

  const departures = { kinds: ['company', 'contact'], isDeparture: departureMatcher(request, found) } as const;
  const last = await lastWithin(now, moment, departures, async (past) => {
    const answer = await answerOrError(past, request);
    return answer instanceof AboError ? null : answer;
  });
  if (last !== null) {
    // The contact may still exist at the end of the day, with another address.
    return withEarlier(now, moment, last, await whyThen(atEnd, last.event, questionOf(last)));
  }
  const renamed = await answerOfRenamed(now, atEnd, request);
  if (renamed === null) throw found;
  return withEarlier(now, moment, renamed, { answer: renamed, refused: null });
}

/** Returns the answer for a contact who has got the requested address only since; null if there is no such contact. */
async function answerOfRenamed(now: Reader, past: Reader, request: WhyRequest): Promise<AnsweredWhy | null> {
  const { event, category, universe } = request;
  const [only, another] = await findContacts(now, request.contact, {});
  if (only === undefined || another !== undefined) return null;
  const { contact } = only;
  const company = request.company ?? contact.company;
  return (await whyThen(past, event, { contact, category, company, universe })).answer;
}

/** @param last the last answer that there was, and `end` the one at the end of the day */
async function withEarlier(
  now: Reader,
  moment: Moment,
  last: AnsweredWhy,
  end: WhyThen,
): Promise<PastAnswer<AnsweredWhy, WhyRefused>> {
  const question = questionOf(last);
  const earlier = await earlierAnswers<AnsweredWhy, WhyRefused>(
    now,
    moment,
    end.answer === null ? end : { answer: pastAnswer(end.answer), refused: null },
    (then) => [question.contact.company, question.company, then.answer?.why.target?.company.code ?? []].flat(),
    (past) => whyThen(past, last.event, question),
    (a, b) => JSON.stringify(gistOf(a)) === JSON.stringify(gistOf(b)),
  );
  return { answer: end.answer ?? last, refused: end.refused, earlier };
}

function questionOf({ category, universe, why: { contact, concerned } }: AnsweredWhy): RepeatedQuestion {
  return { contact, category, company: concerned.code, universe };
}

const WHY_REFUSED = ['unknown-contact', 'unknown-company', 'universe-not-held'] as const satisfies WhyRefused[];

async function answerOrError(reader: Reader, request: WhyRequest): Promise<AnsweredWhy | AboError<WhyRefused>> {
  try {
    return await answerWhy(reader, request);
  } catch (error) {
    if (isErrorOf(error, WHY_REFUSED)) return error;
    throw error;
  }
}

/** Matches edits that may have removed or renamed the contact, or removed the company concerned or a universe of it. */
function departureMatcher({ contact, company }: WhyRequest, { params }: AboError<WhyRefused>): (edit: Edit) => boolean {
  const isContact = contactMatcher(contact);
  const concerned = company ?? params.company;
  return (edit) => {
    if (edit.kind === 'contact') return edit.before !== null && isContact(edit.before);
    return edit.kind === 'company' && edit.before !== null && edit.company === concerned;
  };
}

/** An answer of the past suggests no change. */
export function pastAnswer(answer: AnsweredWhy): AnsweredWhy {
  return { ...answer, why: withoutReversals(answer.why) };
}

async function whyThen(past: Reader, event: string | null, question: RepeatedQuestion): Promise<WhyThen> {
  const { category, universe } = question;
  const loader = new Loader(past);
  await loader.ensure([question.contact.company, question.company]);
  const { snapshot } = loader;
  const concerned = snapshot.company(question.company);
  if (concerned === undefined) return { answer: null, refused: 'unknown-company' };
  const contact = samePerson(snapshot.company(question.contact.company), question.contact);
  if (contact === undefined) return { answer: null, refused: 'unknown-contact' };
  if (universeNotHeld(concerned, { audience: audienceOfCategory(category), universe }) !== null) {
    return { answer: null, refused: 'universe-not-held' };
  }
  const answer = await answerOn(past, snapshot, event, { ...question, contact });
  return { answer: pastAnswer(answer), refused: null };
}

/** The contact with this id, under any address; else the contact with this address. */
function samePerson(state: CompanyState | undefined, { id, email }: RepeatedQuestion['contact']): Contact | undefined {
  const contacts = state?.contacts.map(({ contact }) => contact);
  const key = addressKey(email);
  return (
    contacts?.find((contact) => contact.id === id) ?? contacts?.find((contact) => addressKey(contact.email) === key)
  );
}

/** What makes two answers different; how they came about does not. */
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
