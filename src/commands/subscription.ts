/** `abo subscription …`: what contacts are subscribed to. */
import { findContact } from '../app/read/filters.js';
import { CompanyNames, subscriptionsIn } from '../app/read/lists.js';
import { planRequests } from '../app/change/plan-requests.js';
import { copyRequests, subscriptionRequests } from '../app/change/cell-requests.js';
import { CATEGORIES, CHANNELS } from '../domain/vocabulary.js';
import { AboError, EXIT } from '../errors.js';
import { writeGrid } from '../views/grid.js';
import { subscriptions } from '../views/subscriptions.js';
import { answerList, noticeNothing } from './lib/answer.js';
import { choiceAssignments } from './lib/assignments.js';
import { change } from './lib/change.js';
import type { Noun, Run } from './lib/command.js';
import { exportKind } from './lib/export.js';
import { noticeNoMatch, scopeOf, scopeOfChange, selectionOf } from './lib/filter-flags.js';
import { CHANGE_FLAGS, IMPORT_FLAGS, REJECT_FLAGS, SUBSCRIPTION_FILTERS } from './lib/flags.js';
import { importFiles, planningOptionsOf } from './lib/import.js';
import { withProgress } from './lib/progress.js';
import { reading } from './lib/read-world.js';

/** For people, the portal's dashboard; for programs, one record a cell. */
const list: Run = async (session, _, options) => {
  return reading(session, options, async (reader) => {
    const scope = await scopeOf(reader, options);
    if (session.format !== 'table') {
      return answerList(session, subscriptions, subscriptionsIn(reader, scope), scope.patterns);
    }
    const { categories, channels } = scope.filters;
    const names = new CompanyNames();
    const rows = await writeGrid(
      withProgress(session, 'reading', subscriptionsIn(reader, scope, names)),
      {
        categories: CATEGORIES.filter((category) => categories.length === 0 || categories.includes(category)),
        channels: CHANNELS.filter((channel) => channels.length === 0 || channels.includes(channel)),
        companyName: (code) => names.of(code),
      },
      session.terminal.stdout,
      session.messages,
    );
    if (rows === 0) await noticeNothing(session, scope.patterns);
    return EXIT.done;
  });
};

const set: Run = async (session, operands, options) => {
  const asked = choiceAssignments(operands);
  return change(session, options, async (reader) => {
    const scope = await scopeOfChange(session, reader, options);
    const requests = await subscriptionRequests(reader, scope, asked, options.pin ?? false);
    await noticeNoMatch(session, scope, requests);
    return { planned: await planRequests(reader, requests, planningOptionsOf(session, options)) };
  });
};

const copy: Run = async (session, [from = '', to = ''], options) =>
  change(session, options, async (reader) => {
    const selection = await selectionOf(reader, options);
    const source = (await findContact(reader, from, selection)).contact;
    const target = (await findContact(reader, to, selection)).contact;
    if (source.contact.id === target.contact.id) throw new AboError('same-contact', { contact: to });
    const requests = copyRequests(source, target, options.universe ?? [], options.mode ?? 'add');
    return { planned: await planRequests(reader, requests, planningOptionsOf(session, options)) };
  });

const importSubscriptions: Run = (session, [file = ''], options) =>
  importFiles(session, [{ path: file, kind: 'subscriptions' }], options, file);

const exportSubscriptions: Run = (session, _, options) => exportKind(session, 'subscriptions', options);

export const subscription: Noun = {
  name: 'subscription',
  alias: 'sub',
  commands: [
    { verb: 'list', flags: [...SUBSCRIPTION_FILTERS, 'at'], run: list },
    {
      verb: 'set',
      operands: ['<cell=value...>'],
      flags: [...SUBSCRIPTION_FILTERS, 'all', 'pin', ...CHANGE_FLAGS],
      staffOnly: false,
      run: set,
    },
    {
      verb: 'copy',
      operands: ['<from>', '<to>'],
      flags: ['company', 'universe', 'mode', ...CHANGE_FLAGS],
      staffOnly: false,
      run: copy,
    },
    {
      verb: 'import',
      operands: ['<file>'],
      flags: ['constantCompany', 'constantUniverse', 'empty', ...IMPORT_FLAGS, ...REJECT_FLAGS],
      staffOnly: false,
      run: importSubscriptions,
    },
    {
      verb: 'export',
      flags: [...SUBSCRIPTION_FILTERS, 'layout', 'values', 'excel', 'at'],
      run: exportSubscriptions,
    },
  ],
};
