/**
 * Why a contact is or isn't notified: finds the contact, reads what the answer needs and its journal, and answers with the core.
 * Source: docs/contract/cli.md, "why".
 */
import type { ChangeSet } from '../../domain/change-set.js';
import { addressKey, normaliseAddress } from '../../domain/address.js';
import type { Snapshot } from '../../domain/model.js';
import type { JournaledEdit } from '../../domain/plan/edits.js';
import { audienceCompany, audienceOfCategory } from '../../domain/resolution.js';
import type { Category, Universe } from '../../domain/vocabulary.js';
import { bearsOn, why, type Why, type WhyQuestion } from '../../domain/why/why.js';
import { AboError, isErrorOf } from '../../errors.js';
import type { Reader } from '../../storage/store.js';
import { all } from '../read/batches.js';
import { requireCompanies } from '../read/find-companies.js';
import { findContact, findContacts, type FoundContact } from '../read/find-contacts.js';
import { changeSetsByNumber, formerContacts } from '../read/history.js';
import { Loader } from '../read/loader.js';
import { requireUniverse } from './simulate.js';

export interface WhyRequest {
  /** An address, a name, or CODE/ADDRESS. */
  readonly contact: string;
  /** The event's code; null when a category stands for its events. */
  readonly event: string | null;
  readonly category: Category;
  /** The company that the event concerns; null for the contact's own. */
  readonly company: string | null;
  readonly universe: Universe | null;
}

export interface AnsweredWhy extends Pick<WhyRequest, 'event' | 'category' | 'universe'> {
  readonly why: Why;
  /** The change sets that the answer names. */
  readonly changeSet: (number: number) => ChangeSet | undefined;
}

/** @throws AboError `unknown-company`, `unknown-contact`, `ambiguous-contact`, `universe-not-held` */
export async function answerWhy(reader: Reader, request: WhyRequest): Promise<AnsweredWhy> {
  const { event, category, universe } = request;
  if (request.company !== null) await requireCompanies(reader, [request.company]);
  const { contact } = await findContactOf(reader, request);
  const company = request.company ?? contact.company;
  const loader = new Loader(reader);
  await loader.ensure([contact.company, company]);
  const { snapshot } = loader;
  const concerned = snapshot.company(company);
  if (concerned !== undefined) requireUniverse(concerned, { audience: audienceOfCategory(category), universe });
  return answerOn(reader, snapshot, event, { contact, category, company, universe });
}

/** @param snapshot holds what `why` needs of it */
export async function answerOn(
  reader: Reader,
  snapshot: Snapshot,
  event: string | null,
  question: WhyQuestion,
): Promise<AnsweredWhy> {
  const { category, universe } = question;
  const answer = why(snapshot, question, await editsThatBearOn(reader, question));
  return { event, category, universe, why: answer, changeSet: await changeSetsOf(reader, answer) };
}

/**
 * Where several contacts match and the company of the event is given, takes the one in the company whose contacts the event
 * notifies (the partner, for example), else the one in the company itself. Otherwise the text must name exactly one contact.
 */
async function findContactOf(reader: Reader, { contact, company, category }: WhyRequest): Promise<FoundContact> {
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
    throw isErrorOf(error, ['unknown-contact']) ? await withHint(reader, contact, error) : error;
  }
}

/** An unknown contact may be a former one, or the address of a mailbox. */
async function withHint(reader: Reader, contact: string, error: AboError): Promise<AboError> {
  const [last] = await formerContacts(reader, contact);
  if (last !== undefined) {
    const { changeSet, since } = last;
    return new AboError('unknown-contact', { contact, former: { changeSet, renamedTo: since } });
  }
  const mailboxes = await reader.companiesWithAddress([addressKey(normaliseAddress(contact))], 'mailbox');
  return mailboxes.length === 0 ? error : new AboError('unknown-contact', { contact, isMailbox: true });
}

async function audienceCode(reader: Reader, company: string, category: Category): Promise<string> {
  const [row] = await all(reader.companies({ codes: [company] }));
  return (row === undefined ? null : audienceCompany(row, audienceOfCategory(category))?.company) ?? company;
}

/** Newest first, of both companies together. */
async function editsThatBearOn(reader: Reader, question: WhyQuestion): Promise<readonly JournaledEdit[]> {
  const edits = await all(reader.editsSince(0, [question.contact.company, question.company]));
  return edits.filter(({ edit }) => bearsOn(edit, question)).sort((a, b) => b.changeSet - a.changeSet);
}

async function changeSetsOf(reader: Reader, { results, inAudienceUntil }: Why): Promise<AnsweredWhy['changeSet']> {
  const cells = results.flatMap((result) => result.cells);
  const known = await changeSetsByNumber(reader, [
    ...cells.flatMap(({ timeline }) => timeline.map(({ changeSet }) => changeSet)),
    ...cells.map(({ mailbox }) => mailbox?.since ?? null),
    ...inAudienceUntil.map(({ entry }) => entry.changeSet),
  ]);
  return (number) => known.get(number);
}
