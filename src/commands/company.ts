/** `abo company …`: the directory of companies. */
import { companyRequests, planCompanyRemoval, planNewCompany } from '../app/change/company-changes.js';
import { resolveFilters } from '../app/read/filters.js';
import { readCompanyPage } from '../app/read/find.js';
import { companiesIn } from '../app/read/lists.js';
import { EXIT } from '../errors.js';
import { companies } from '../views/directory-lists.js';
import { writeCompanyJson, writeCompanyPage } from '../views/directory-pages.js';
import { answerList, formatAmong } from './lib/answer.js';
import { companyAssignments } from './lib/assignments.js';
import { changeInScope } from './lib/change-in-scope.js';
import { change } from './lib/change.js';
import { command, type Noun } from './lib/command.js';
import { exportKind } from './lib/export.js';
import { CHANGE_FLAGS, COMPANY_FILTERS, IMPORT_FLAGS, REJECT_FLAGS } from './lib/flags.js';
import { importFiles } from './lib/import.js';
import { reading } from './lib/read-world.js';

const list = command({
  verb: 'list',
  flags: [...COMPANY_FILTERS, 'at'],
  run: (session, _, options) =>
    reading(session, options, async (reader) => {
      const scope = await resolveFilters(reader, options);
      return answerList(session, companies, companiesIn(reader, scope));
    }),
});

const show = command({
  verb: 'show',
  operands: ['<code>'],
  flags: ['at'],
  run: (session, [code], options) => {
    const format = formatAmong(session, ['table', 'json']);
    return reading(session, options, async (reader) => {
      const page = await readCompanyPage(reader, code);
      const { terminal, messages } = session;
      if (format === 'json') await writeCompanyJson(page, terminal.stdout);
      else await writeCompanyPage(page, terminal.stdout, messages);
      return EXIT.done;
    });
  },
});

const add = command({
  verb: 'add',
  operands: ['<code>', '<name=value...>'],
  flags: ['allowDuplicate', ...CHANGE_FLAGS],
  run: (session, [code, ...assignments], options) => {
    const fields = companyAssignments(assignments);
    const { allowDuplicate } = options;
    return change(session, options, async (reader, planning) => ({
      planned: await planNewCompany(reader, code.trim(), fields, { ...planning, allowDuplicate }),
    }));
  },
});

const set = command({
  verb: 'set',
  operands: ['<name=value...>'],
  flags: [...COMPANY_FILTERS, 'all', ...CHANGE_FLAGS],
  run: (session, assignments, options) => {
    const fields = companyAssignments(assignments);
    return changeInScope(session, options, (reader, scope) => companyRequests(reader, scope, fields));
  },
});

const remove = command({
  verb: 'remove',
  operands: ['<code>'],
  flags: CHANGE_FLAGS,
  run: (session, [code], options) =>
    change(session, options, async (reader, planning) => ({
      planned: await planCompanyRemoval(reader, code, planning),
    })),
});

const importCompanies = command({
  verb: 'import',
  operands: ['<file>'],
  flags: ['constantCompany', 'allowDuplicate', ...IMPORT_FLAGS, ...REJECT_FLAGS],
  run: (session, [path], options) => {
    const others = { constantUniverse: undefined, empty: undefined };
    return importFiles(session, [{ path, kind: 'companies' }], { ...options, ...others }, path);
  },
});

const exportCompanies = command({
  verb: 'export',
  flags: [...COMPANY_FILTERS, 'excel', 'at'],
  run: (session, _, options) => exportKind(session, 'companies', options),
});

export const company: Noun = {
  name: 'company',
  commands: [list, show, add, set, remove, importCompanies, exportCompanies],
};
