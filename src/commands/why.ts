/** `abo why`: why somebody is or isn't notified, who decided it, and the command that would change it. */
import { whatHappens } from '../app/simulating.js';
import { answerWhy } from '../app/why.js';
import { EXIT } from '../errors.js';
import { writeDocument } from '../views/json.js';
import { whyDocument } from '../views/why-data.js';
import { writeWhy } from '../views/why.js';
import { formatAmong } from './answering.js';
import type { Noun, Run } from './command.js';
import { commandOf } from './offering.js';
import { eventOrCategory } from './values.js';

const run: Run = async (session, [contact = '', event = ''], options) => {
  const format = formatAmong(session, ['table', 'json']);
  const happens = whatHappens(eventOrCategory(event));
  const { oneCompany: company = null, oneUniverse: universe = null } = options;
  const store = await session.store();
  return store.read(async (reader) => {
    const found = await answerWhy(reader, { contact, ...happens, company, universe });
    const { terminal, messages, globals } = session;
    const answer = {
      ...found,
      commandOf: (step: Parameters<typeof commandOf>[0]) => commandOf(step, found.why.contact, globals),
    };
    if (format === 'json') await writeDocument(whyDocument(answer), terminal.stdout);
    else await writeWhy(answer, terminal.stdout, messages);
    return EXIT.done;
  });
};

export const why: Noun = {
  name: 'why',
  commands: [{ operands: ['<contact>', '<event>'], flags: ['oneCompany', 'oneUniverse'], run }],
};
