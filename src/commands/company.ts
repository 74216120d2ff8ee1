/** `abo company …`: the directory of companies. */
import { requireCompanies } from '../app/read/filters.js';
import { companiesIn } from '../app/read/lists.js';
import { Loader } from '../app/read/loader.js';
import { finishPlan, newPlanner, planRequests } from '../app/change/plan-requests.js';
import { AboError, EXIT } from '../errors.js';
import type { Reader } from '../storage/store.js';
import { companies } from '../views/companies.js';
import { writeCompanyJson, writeCompanyPage } from '../views/directory-pages.js';
import { answerList, formatAmong } from './lib/answer.js';
import { companyAssignments, type CompanyFields } from './lib/assignments.js';
import { change } from './lib/change.js';
import type { Noun, Run } from './lib/command.js';
import { exportKind } from './lib/export.js';
import { scopeOf, scopeOfChange } from './lib/filter-flags.js';
import { CHANGE_FLAGS, COMPANY_FILTERS, IMPORT_FLAGS, REJECT_FLAGS } from './lib/flags.js';
import { importFiles, planningOptionsOf } from './lib/import.js';
import { reading } from './lib/read-world.js';

const list: Run = async (session, _, options) => {
  return reading(session, options, async (reader) => {
    const scope = await scopeOf(reader, options);
    return answerList(session, companies, companiesIn(reader, scope), scope.patterns);
  });
};

const show: Run = async (session, [code = ''], options) => {
  const format = formatAmong(session, ['table', 'json']);
  return reading(session, options, async (reader) => {
    await requireCompanies(reader, [code]);
    const loader = new Loader(reader);
    await loader.ensure([code]);
    const state = loader.snapshot.company(code);
    if (state === undefined) throw new AboError('unknown-company', { company: code });
    const { partner } = state.company;
    const page = {
      state,
      partner: partner === null ? null : (loader.snapshot.companyRow(partner) ?? null),
      clients: loader.snapshot.clientsOf(code),
    };
    const { terminal, messages } = session;
    if (format === 'json') await writeCompanyJson(page, terminal.stdout);
    else await writeCompanyPage(page, terminal.stdout, messages);
    return EXIT.done;
  });
};

const add: Run = async (session, [code = '', ...assignments], options) => {
  const fields = companyAssignments(assignments);
  const company = code.trim();
  return change(session, options, async (reader) => {
    for await (const batch of reader.companies({ codes: [company] })) {
      if (batch.length > 0) throw new AboError('company-exists', { company });
    }
    // A company that names itself is a circle, not an unknown one.
    if (fields.partner !== company) await requirePartner(reader, fields);
    const request = { kind: 'company', origin: null, mode: 'upsert', company, ...fields } as const;
    return { planned: await planRequests(reader, [request], planningOptionsOf(session, options)) };
  });
};

const set: Run = async (session, assignments, options) => {
  const fields = companyAssignments(assignments);
  return change(session, options, async (reader) => {
    const scope = await scopeOfChange(session, reader, options);
    await requirePartner(reader, fields);
    const codes: string[] = [];
    for await (const batch of companiesIn(reader, scope)) codes.push(...batch.map(({ code }) => code));
    const requests = codes.map(
      (company) => ({ kind: 'company', origin: null, mode: 'set', company, ...fields }) as const,
    );
    return { planned: await planRequests(reader, requests, planningOptionsOf(session, options)) };
  });
};

async function requirePartner(reader: Reader, { partner }: CompanyFields): Promise<void> {
  if (typeof partner === 'string') await requireCompanies(reader, [partner]);
}

const CLIENTS_NAMED = 10;

const remove: Run = async (session, [code = ''], options) =>
  change(session, options, async (reader) => {
    await requireCompanies(reader, [code]);
    const loader = new Loader(reader);
    await loader.ensure([code]);
    const clients = loader.snapshot.clientsOf(code).map((client) => client.code);
    if (clients.length > 0) {
      throw new AboError('company-is-partner', {
        company: code,
        clients: clients.slice(0, CLIENTS_NAMED),
        more: Math.max(0, clients.length - CLIENTS_NAMED),
      });
    }
    const planner = await newPlanner(reader, loader, []);
    planner.draft.removeCompany(code);
    return { planned: finishPlan(planner, planningOptionsOf(session, options)) };
  });

const importCompanies: Run = (session, [file = ''], options) =>
  importFiles(session, [{ path: file, kind: 'companies' }], options, file);

const exportCompanies: Run = (session, _, options) => exportKind(session, 'companies', options);

export const company: Noun = {
  name: 'company',
  commands: [
    { verb: 'list', flags: [...COMPANY_FILTERS, 'at'], run: list },
    { verb: 'show', operands: ['<code>'], flags: ['at'], run: show },
    {
      verb: 'add',
      operands: ['<code>', '<name=value...>'],
      flags: ['allowDuplicate', ...CHANGE_FLAGS],
      run: add,
    },
    {
      verb: 'set',
      operands: ['<name=value...>'],
      flags: [...COMPANY_FILTERS, 'all', ...CHANGE_FLAGS],
      run: set,
    },
    { verb: 'remove', operands: ['<code>'], flags: CHANGE_FLAGS, run: remove },
    {
      verb: 'import',
      operands: ['<file>'],
      flags: ['constantCompany', 'allowDuplicate', ...IMPORT_FLAGS, ...REJECT_FLAGS],
      run: importCompanies,
    },
    { verb: 'export', flags: [...COMPANY_FILTERS, 'excel', 'at'], run: exportCompanies },
  ],
};
