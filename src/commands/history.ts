/** `abo history`, `abo history show N`: the change sets. Source: docs/contract/cli.md, "JSON". */
import { requireChangeSet } from '../app/read/find.js';
import { companyNamesOf, historyFilter } from '../app/read/history.js';
import { EXIT } from '../errors.js';
import { changeSetLines, changeSets, writeChangeSetJson } from '../views/history.js';
import { writeLines } from '../views/page.js';
import { layoutOf } from '../views/style.js';
import { answerList, formatAmong } from './lib/answer.js';
import { command, type Noun } from './lib/command.js';

const list = command({
  flags: ['company', 'contact', 'actor', 'since', 'until', 'limit'],
  run: async (session, _, options) => {
    const store = await session.store();
    return store.read(async (reader) => {
      const filter = await historyFilter(reader, options);
      return answerList(session, changeSets, reader.changeSets(filter));
    });
  },
});

const show = command({
  verb: 'show',
  operands: ['<n>'],
  run: async (session, [text]) => {
    const format = formatAmong(session, ['table', 'json']);
    const store = await session.store();
    return store.read(async (reader) => {
      const changeSet = await requireChangeSet(reader, text);
      const edits = reader.editsOf(changeSet.number);
      const { terminal, messages } = session;
      if (format === 'json') {
        await writeChangeSetJson(changeSet, edits, terminal.stdout);
      } else {
        const names = await companyNamesOf(reader, changeSet.number);
        const layout = layoutOf(terminal.stdout, messages);
        const lines = changeSetLines(changeSet, edits, (code) => names.get(code) ?? null, layout);
        await writeLines(lines, terminal.stdout);
      }
      return EXIT.done;
    });
  },
});

export const history: Noun = { name: 'history', commands: [list, show] };
