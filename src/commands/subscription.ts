/** `abo subscription …`: what contacts are subscribed to. */
import { planCopy, subscriptionRequests } from '../app/change/cell-requests.js';
import { isAmong, resolveFilters, selectCompanies } from '../app/read/filters.js';
import { CompanyNames, subscriptionsIn } from '../app/read/lists.js';
import { CATEGORIES, CHANNELS } from '../domain/vocabulary.js';
import { EXIT } from '../errors.js';
import { writeGrid } from '../views/grid.js';
import { subscriptions } from '../views/directory-lists.js';
import { answerList, noticeNothing } from './lib/answer.js';
import { choiceAssignments } from './lib/assignments.js';
import { change, changeInScope } from './lib/change.js';
import { command, type Noun } from './lib/command.js';
import { exportCommand, importCommand } from './lib/directory.js';
import { CHANGE_FLAGS, SUBSCRIPTION_FILTERS } from './lib/flags.js';
import { withProgress } from './lib/progress.js';
import { reading } from './lib/read-world.js';

/** For people, the portal's dashboard; for programs, one record a cell. */
const list = command({
  verb: 'list',
  flags: [...SUBSCRIPTION_FILTERS, 'at'],
  run: (session, _, options) =>
    reading(session, options, async (reader) => {
      const scope = await resolveFilters(reader, options);
      if (session.format !== 'table') {
        return answerList(session, subscriptions, subscriptionsIn(reader, scope), scope.patterns);
      }
      const names = new CompanyNames();
      const rows = await writeGrid(
        withProgress(session, 'reading', subscriptionsIn(reader, scope, names)),
        {
          categories: CATEGORIES.filter((category) => isAmong(options.category, category)),
          channels: CHANNELS.filter((channel) => isAmong(options.channel, channel)),
          companyName: (code) => names.of(code),
        },
        session.terminal.stdout,
        session.messages,
      );
      if (rows === 0) await noticeNothing(session, scope.patterns);
      return EXIT.done;
    }),
});

const set = command({
  verb: 'set',
  operands: ['<cell=value...>'],
  flags: [...SUBSCRIPTION_FILTERS, 'all', 'pin', ...CHANGE_FLAGS],
  staffOnly: false,
  run: (session, operands, options) => {
    const choices = choiceAssignments(operands);
    return changeInScope(session, options, subscriptionRequests, { choices, pin: options.pin });
  },
});

const copy = command({
  verb: 'copy',
  operands: ['<from>', '<to>'],
  flags: ['company', 'universe', 'mode', ...CHANGE_FLAGS],
  staffOnly: false,
  run: (session, [from, to], options) =>
    change(session, options, async (reader, planning) => {
      const { universe, mode = 'add' } = options;
      const selection = await selectCompanies(reader, options);
      return planCopy(reader, { from, to, selection, universe, mode }, planning);
    }),
});

export const subscription: Noun = {
  name: 'subscription',
  alias: 'sub',
  commands: [list, set, copy, importCommand('subscriptions'), exportCommand('subscriptions', SUBSCRIPTION_FILTERS)],
};
