/** Pages about one company, one contact, one address: `show`. Source: docs/contract/cli.md, "Commands". */
import type { AddressCard } from '../domain/address-card.js';
import { SETTABLE_CONTACT_FIELDS, SINGLE_COMPANY_FIELDS } from '../domain/fields.js';
import type { Company, CompanyState, ContactState } from '../domain/model.js';
import { mailboxRecords, subscriptionRecords } from '../domain/records.js';
import { CATEGORIES, CHANNELS, type Universe } from '../domain/vocabulary.js';
import type { Messages } from '../messages/index.js';
import { companies, contacts, mailboxes } from './directory-lists.js';
import { fieldLines, named } from './fields.js';
import { writeGrid } from './grid.js';
import type { JsonObject } from './json.js';
import { CATEGORY, CHANNEL, property, inBatches, recordOf, writeListTable, type ListView } from './list.js';
import { writeLines, type Page } from './page.js';
import { becauseText } from './simulation.js';
import { becauseJson } from './simulation-data.js';
import { styleOf } from './style.js';
import { visible } from './visible.js';
import { GAP, wrapWords } from './width.js';

/** Without the column of the company, which the page is about. */
function within<T>(view: ListView<T>): ListView<T> {
  return {
    ...view,
    fields: view.fields.map(({ table, ...field }) =>
      table === undefined || field.key === 'company' ? field : { ...field, table },
    ),
  };
}

/** A heading and a table below it; nothing for an empty one. */
async function section<T>(
  title: string,
  view: ListView<T>,
  records: readonly T[],
  page: Page,
  messages: Messages,
): Promise<void> {
  if (records.length === 0) return;
  await page.write(`\n${styleOf(page).bold(title)}\n`);
  await writeListTable(view, inBatches(records), page, messages);
}

/** The heading of a page, then what is known, a line a fact. */
async function writeHead(code: string, name: string, facts: readonly string[], page: Page): Promise<void> {
  const head = styleOf(page).bold(visible(code)) + GAP + visible(name);
  const lines = [head, ...facts].flatMap((line) => wrapWords(line, page.columns, FACT_INDENT));
  await writeLines(lines, page);
}

/** Of a fact that goes on below. */
const FACT_INDENT = 4;

export interface CompanyPage {
  readonly state: CompanyState;
  /** The company's partner; null when it has none, or when it may not be seen. */
  readonly partner: Company | null;
  readonly clients: readonly Company[];
}

/** Without the name, which is in the heading. */
const COMPANY_LINES = SINGLE_COMPANY_FIELDS.filter(({ key }) => key !== 'name');
const CONTACT_LINES = SETTABLE_CONTACT_FIELDS.filter(({ key }) => key !== 'name');

/** Clients shown to a person, before "and so many more". */
const CLIENTS_SHOWN = 20;

export async function writeCompanyPage(
  { state, partner, clients }: CompanyPage,
  page: Page,
  messages: Messages,
): Promise<void> {
  const { labels, pages } = messages;
  const { company } = state;
  const facts = [...fieldLines(COMPANY_LINES, company, messages)];
  if (company.partner !== null) {
    const universe = company.partnerUniverse === null ? '' : ` (${labels.universe[company.partnerUniverse]})`;
    facts.push(pages.line(labels.column.partner, named(company.partner, partner?.name ?? null) + universe));
  }
  await writeHead(company.code, company.name, facts, page);
  const people = state.contacts.map(({ contact }) => contact);
  await section(pages.contacts(people.length), within(contacts), people, page, messages);
  await section(pages.mailboxes, within(mailboxes), mailboxRecords(state), page, messages);
  await section(pages.clients(clients.length), companies, clients.slice(0, CLIENTS_SHOWN), page, messages);
  if (clients.length > CLIENTS_SHOWN) await page.write(`${messages.views.more(clients.length - CLIENTS_SHOWN)}\n`);
}

/** `abo.company/1` */
export function companyDocument({ state, clients }: CompanyPage): JsonObject {
  return {
    schema: 'abo.company/1',
    ...recordOf(companies, state.company),
    contacts: state.contacts.map(({ contact }) => recordOf(contacts, contact)),
    mailboxes: mailboxRecords(state).map((record) => recordOf(mailboxes, record)),
    clients: clients.map(({ code }) => code),
  };
}

export async function writeContactPage(
  state: ContactState,
  company: Company,
  page: Page,
  messages: Messages,
): Promise<void> {
  const { labels, pages } = messages;
  const { contact } = state;
  const facts = [
    pages.line(labels.column.company, named(company.code, company.name)),
    ...fieldLines(CONTACT_LINES, contact, messages),
  ];
  await writeHead(contact.name, contact.email, facts, page);
  await page.write('\n');
  const options = { categories: CATEGORIES, channels: CHANNELS, companyName: () => company.name };
  await writeGrid(inBatches(subscriptionRecords(state)), options, page, messages);
}

/** `abo.contact/1` */
export function contactDocument(state: ContactState): JsonObject {
  const cells = subscriptionRecords(state).map((record) => {
    const { universe, category, channel, notified, stored, reason, inert } = record;
    return { universe, category, channel, notified, stored, reason, inert };
  });
  return { schema: 'abo.contact/1', ...recordOf(contacts, state.contact), subscriptions: cells };
}

export async function writeAddressPage(card: AddressCard, page: Page, messages: Messages): Promise<void> {
  const { pages } = messages;
  await page.write(`${styleOf(page).bold(visible(card.address))}\n`);
  const people = card.contacts.map(({ contact }) => contact);
  const boxes = card.mailboxes.map(({ mailbox }) => mailbox);
  await section(pages.contacts(people.length), contacts, people, page, messages);
  await section(pages.mailboxes, mailboxes, boxes, page, messages);
  await section(pages.receives(card.receives.length), receipts, card.receives, page, messages);
  if (card.receives.length === 0) await page.write(`\n${pages.receivesNothing}\n`);
}

type Receipt = AddressCard['receives'][number];

const receipts: ListView<Receipt> = {
  schema: 'receipts',
  fields: [
    property('company', { header: ({ labels }) => labels.column.company }),
    property('universe', {
      header: ({ labels }) => labels.column.universe,
      text: (universe: Universe, { labels }) => labels.universe[universe],
    }),
    property('category', CATEGORY),
    property('channel', CHANNEL),
    {
      key: 'because',
      json: ({ because }) => becauseJson(because),
      table: {
        header: (m) => m.pages.because,
        text: ({ because }, m) => [...new Set(because.map((each) => becauseText(each, m)))].join(', '),
      },
    },
  ],
};

/** `abo.address/1` */
export function addressDocument(card: AddressCard): JsonObject {
  return {
    schema: 'abo.address/1',
    address: card.address,
    contacts: card.contacts.map(({ contact }) => recordOf(contacts, contact)),
    mailboxes: card.mailboxes.map(({ mailbox }) => recordOf(mailboxes, mailbox)),
    receives: card.receives.map((receipt) => recordOf(receipts, receipt)),
  };
}
