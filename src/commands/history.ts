/** `abo history`, `abo history show N`: the change sets. Source: docs/contract/cli.md, "The history as JSON". */
import { findContacts, requireCompanies, unknownContact } from '../app/read/filters.js';
import { companiesEver, goneContacts } from '../app/read/former-contacts.js';
import { requireChangeSet } from '../app/read/find.js';
import type { Contact } from '../domain/model.js';
import { EXIT } from '../errors.js';
import type { HistoryFilter, Reader } from '../storage/store.js';
import { changeSets, writeChangeSet, writeChangeSetJson } from '../views/history.js';
import { answerList, formatAmong } from './lib/answer.js';
import type { Noun, Run } from './lib/command.js';
import type { Options } from './lib/flags.js';

const list: Run = async (session, _, options) => {
  const store = await session.store();
  return store.read(async (reader) => {
    const filter = await filterOf(reader, options);
    return answerList(session, changeSets, reader.changeSets(filter));
  });
};

async function filterOf(reader: Reader, options: Options): Promise<HistoryFilter> {
  const { company, contact, actor, since, until, limit } = options;
  await requireCompaniesEver(reader, company ?? []);
  return {
    ...(company === undefined ? {} : { companies: company }),
    ...(contact === undefined ? {} : { contacts: await contactsNamed(reader, contact, company ?? null) }),
    ...(actor === undefined ? {} : { actor }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...(limit === undefined ? {} : { limit }),
  };
}

/** Whether they are there still or not. @throws AboError `unknown-company`, with the nearest code */
async function requireCompaniesEver(reader: Reader, codes: readonly string[]): Promise<void> {
  const ever = codes.length === 0 ? new Set<string>() : await companiesEver(reader, codes);
  await requireCompanies(
    reader,
    codes.filter((code) => !ever.has(code)),
  );
}

/**
 * Everybody whom the patterns name, or once named: the history of an address may be that of several contacts.
 *
 * @throws AboError `unknown-contact`, with the nearest one
 */
async function contactsNamed(
  reader: Reader,
  patterns: readonly string[],
  companies: readonly string[] | null,
): Promise<readonly Contact[]> {
  const selection = companies === null ? {} : { codes: companies };
  const named: Contact[][] = [];
  for (const pattern of patterns) {
    const found = (await findContacts(reader, pattern, selection)).map(({ contact: { contact } }) => contact);
    const gone = found.length > 0 ? [] : await goneContacts(reader, pattern, companies);
    if (found.length === 0 && gone.length === 0) throw await unknownContact(reader, pattern, selection);
    named.push(
      found,
      gone.map(({ contact }) => contact),
    );
  }
  return named.flat();
}

const show: Run = async (session, [text = '']) => {
  const format = formatAmong(session, ['table', 'json']);
  const store = await session.store();
  return store.read(async (reader) => {
    const changeSet = await requireChangeSet(reader, text);
    const { number } = changeSet;
    const { terminal, messages } = session;
    const edits = reader.editsOf(number);
    if (format === 'json') {
      await writeChangeSetJson(changeSet, edits, terminal.stdout);
    } else {
      const names = await companyNames(reader, number);
      await writeChangeSet(changeSet, edits, (code) => names.get(code) ?? null, terminal.stdout, messages);
    }
    return EXIT.done;
  });
};

/** Companies as they are called now; those removed since have only their code. */
async function companyNames(reader: Reader, number: number): Promise<ReadonlyMap<string, string>> {
  const codes = new Set<string>();
  for await (const batch of reader.editsOf(number)) for (const { company } of batch) codes.add(company);
  const names = new Map<string, string>();
  for await (const batch of reader.companies({ codes: [...codes] })) {
    for (const { code, name } of batch) names.set(code, name);
  }
  return names;
}

export const history: Noun = {
  name: 'history',
  commands: [
    { flags: ['company', 'contact', 'actor', 'since', 'until', 'limit'], run: list },
    { verb: 'show', operands: ['<n>'], run: show },
  ],
};
