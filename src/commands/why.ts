/** `abo why`: why a contact is or isn't notified, who decided it, and the command that would change it. */
import { whatHappens } from '../app/ask/simulate.js';
import { actorOf } from '../app/access/acting-store.js';
import { pastAnswer, whyAt } from '../app/ask/why-then.js';
import { answerWhy, type AnsweredWhy } from '../app/ask/why.js';
import { plainLines } from '../csv/line.js';
import type { Contact } from '../domain/model.js';
import type { SuggestedChange } from '../domain/suggested-change.js';
import { EXIT } from '../errors.js';
import { writeDocument } from '../views/json.js';
import { whyDocument } from '../views/why-data.js';
import { writeWhy } from '../views/why.js';
import { formatAmong } from './lib/answer.js';
import { command, type Noun } from './lib/command.js';
import { commandOf, flagsOf } from './lib/offered-commands.js';
import { reading } from './lib/read-world.js';
import { eventOrCategory } from './lib/flag-values.js';

const explainContact = command({
  operands: ['<contact>', '<event>'],
  flags: ['oneCompany', 'oneUniverse', 'at', 'with'],
  run: async (session, [contact, event], options) => {
    const format = formatAmong(session, ['table', 'json']);
    const happens = whatHappens(eventOrCategory(event));
    const { oneCompany: company = null, oneUniverse: universe = null, with: files } = options;
    return reading(session, options, async (reader, { now, moment, imported }) => {
      const { terminal, messages, globals } = session;
      const request = { contact, ...happens, company, universe };
      // Earlier answers of the day are those of the real world, not of one with files.
      const { answer: found, ...then } =
        moment === null || imported.length > 0
          ? { answer: await answerWhy(reader, request), earlier: null, refused: null }
          : await whyAt(now, moment, request);

      const actor = actorOf(now);
      const csvLine = await plainLines();
      const withCommands = (answer: AnsweredWhy) => ({
        ...answer,
        commandOf: (change: SuggestedChange, may: readonly Contact[]) => {
          const actorMay = actor !== null && may.some(({ id }) => id === actor.id);
          return commandOf(change, flagsOf(globals, actorMay), csvLine);
        },
        worldFlags: files.includes('-')
          ? null
          : [
              ...(moment === null ? [] : ['--at', String(moment.number)]),
              ...files.flatMap((file) => ['--with', file]),
              ...flagsOf(globals, true),
            ],
      });
      const earlier = then.earlier?.map((each) =>
        each.answer === null ? each : { ...each, answer: withCommands(each.answer) },
      );
      const world = { past: moment && { moment, ...then, earlier: earlier ?? null }, imported };
      const answer = withCommands(moment === null ? found : pastAnswer(found));
      if (format === 'json') await writeDocument(whyDocument(answer, world), terminal.stdout);
      else await writeWhy(answer, world, terminal.stdout, messages);
      return EXIT.done;
    });
  },
});

export const why: Noun = { name: 'why', commands: [explainContact] };
