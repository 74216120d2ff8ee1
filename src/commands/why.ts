/** `abo why`: why somebody is or isn't notified, who decided it, and the command that would change it. */
import { whatHappens } from '../app/simulating.js';
import { answerWhy, pastAnswer, whyEarlier, type WhyAnswer } from '../app/why.js';
import { EXIT } from '../errors.js';
import { writeDocument } from '../views/json.js';
import { whyDocument } from '../views/why-data.js';
import { writeWhy } from '../views/why.js';
import { formatAmong } from './answering.js';
import type { Noun, Run } from './command.js';
import { commandOf } from './offering.js';
import { reading } from './reading.js';
import { eventOrCategory } from './values.js';

const run: Run = async (session, [contact = '', event = ''], options) => {
  const format = formatAmong(session, ['table', 'json']);
  const happens = whatHappens(eventOrCategory(event));
  const { oneCompany: company = null, oneUniverse: universe = null } = options;
  return reading(session, options, async (reader, { now, moment, imported }) => {
    const found = await answerWhy(reader, { contact, ...happens, company, universe });
    const { terminal, messages, globals } = session;
    const told = (answer: WhyAnswer) => ({
      ...answer,
      commandOf: (step: Parameters<typeof commandOf>[0]) => commandOf(step, answer.why.contact, globals),
      worldFlags: [
        ...(moment === null ? [] : ['--at', String(moment.number)]),
        ...(options.with ?? []).flatMap((file) => ['--with', file]),
      ],
    });
    // What a day held before is told of what was, not of what would have been.
    const earlier = moment === null || imported.length > 0 ? null : await whyEarlier(now, moment, found);
    const past = moment && {
      moment,
      earlier:
        earlier?.map(({ number, endedBy, answer: { answer, refused } }) => ({
          number,
          endedBy,
          ...(answer === null ? { answer: null, refused } : { answer: told(answer), refused: null }),
        })) ?? null,
    };
    const answer = told(moment === null ? found : pastAnswer(found));
    if (format === 'json') await writeDocument(whyDocument(answer, { past, imported }), terminal.stdout);
    else await writeWhy(answer, past, terminal.stdout, messages);
    return EXIT.done;
  });
};

export const why: Noun = {
  name: 'why',
  commands: [{ operands: ['<contact>', '<event>'], flags: ['oneCompany', 'oneUniverse', 'at', 'with'], run }],
};
