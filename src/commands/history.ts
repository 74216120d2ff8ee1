/** `abo history`, `abo history show N`: the change sets. Source: cli.md, "JSON" (history). */
import { findContacts, requireCompanies, unknownContact } from '../app/filters.js';
import { requireChangeSet } from '../app/looking.js';
import type { Contact } from '../domain/model.js';
import { EXIT } from '../errors.js';
import type { HistoryFilter, Reader } from '../storage/store.js';
import { changeSets, writeChangeSet, writeChangeSetJson } from '../views/history.js';
import { answerList, formatAmong } from './answering.js';
import type { Noun, Run } from './command.js';
import type { Options } from './flags.js';

const list: Run = async (session, _, options) => {
  const store = await session.store();
  return store.read(async (reader) => {
    const filter = await filterOf(reader, options);
    return answerList(session, changeSets, reader.changeSets(filter));
  });
};

async function filterOf(reader: Reader, options: Options): Promise<HistoryFilter> {
  const { company, contact, actor, since, until, limit } = options;
  await requireCompanies(reader, company ?? []);
  return {
    ...(company === undefined ? {} : { companies: company }),
    ...(contact === undefined ? {} : { contacts: await contactsNamed(reader, contact, company) }),
    ...(actor === undefined ? {} : { actor }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...(limit === undefined ? {} : { limit }),
  };
}

/** Everybody whom the patterns name: the history of an address may be that of several contacts. */
async function contactsNamed(
  reader: Reader,
  patterns: readonly string[],
  companies: readonly string[] | undefined,
): Promise<readonly Contact[]> {
  const selection = companies === undefined ? {} : { codes: companies };
  const named: Contact[] = [];
  for (const pattern of patterns) {
    const found = await findContacts(reader, pattern, selection);
    if (found.length === 0) throw await unknownContact(reader, pattern, selection);
    named.push(...found.map(({ contact }) => contact.contact));
  }
  return named;
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
