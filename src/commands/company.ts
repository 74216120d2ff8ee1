/** `abo company …`: the directory of companies. */
import { companyRequests, planCompanyRemoval, planNewCompany } from '../app/change/company-changes.js';
import { readCompanyPage } from '../app/read/find.js';
import { companiesIn } from '../app/read/lists.js';
import { companies } from '../views/directory-lists.js';
import { companyDocument, writeCompanyPage } from '../views/directory-pages.js';
import { answerPage } from './lib/answer.js';
import { companyAssignments } from './lib/assignments.js';
import { change, changeInScope } from './lib/change.js';
import { command, type Noun } from './lib/command.js';
import { exportCommand, importCommand, listCommand } from './lib/directory.js';
import { CHANGE_FLAGS, COMPANY_FILTERS } from './lib/flags.js';
import { reading } from './lib/read-world.js';

const show = command({
  verb: 'show',
  operands: ['<code>'],
  flags: ['at'],
  run: (session, [code], options) =>
    answerPage(session, writeCompanyPage, companyDocument, () =>
      reading(session, options, (reader) => readCompanyPage(reader, code)),
    ),
});

const add = command({
  verb: 'add',
  operands: ['<code>', '<name=value...>'],
  flags: ['allowDuplicate', ...CHANGE_FLAGS],
  run: (session, [code, ...assignments], options) => {
    const fields = companyAssignments(assignments);
    const { allowDuplicate } = options;
    return change(session, options, (reader, planning) =>
      planNewCompany(reader, code.trim(), fields, { ...planning, allowDuplicate }),
    );
  },
});

const set = command({
  verb: 'set',
  operands: ['<name=value...>'],
  flags: [...COMPANY_FILTERS, 'all', ...CHANGE_FLAGS],
  run: (session, assignments, options) =>
    changeInScope(session, options, companyRequests, companyAssignments(assignments)),
});

const remove = command({
  verb: 'remove',
  operands: ['<code>'],
  flags: CHANGE_FLAGS,
  run: (session, [code], options) =>
    change(session, options, (reader, planning) => planCompanyRemoval(reader, code, planning)),
});

export const company: Noun = {
  name: 'company',
  commands: [
    listCommand(COMPANY_FILTERS, companies, companiesIn),
    show,
    add,
    set,
    remove,
    importCommand('companies'),
    exportCommand('companies', COMPANY_FILTERS),
  ],
};
