/** `abo why`: why a contact is or isn't notified, who decided it, and the command that would change it. */
import { whatHappens } from '../app/ask/simulate.js';
import { actorOf } from '../app/access/acting-store.js';
import { pastAnswer, whyAt } from '../app/ask/why-then.js';
import { answerWhy, type AnsweredWhy } from '../app/ask/why.js';
import type { Moment } from '../app/read/moments.js';
import { plainLines } from '../csv/line.js';
import type { Contact } from '../domain/model.js';
import type { Session } from '../context.js';
import { whyDocument, type WhyAnswer, type WhyWorld } from '../views/why-data.js';
import { writeWhy } from '../views/why.js';
import { answerPage } from './lib/answer.js';
import { command, type Noun } from './lib/command.js';
import type { Options } from './lib/flags.js';
import { commandOf, flagsOf } from './lib/offered-commands.js';
import { reading } from './lib/read-world.js';
import { eventOrCategory } from './lib/flag-values.js';

const explainContact = command({
  operands: ['<contact>', '<event>'],
  flags: ['oneCompany', 'oneUniverse', 'at', 'with'],
  run: (session, [contact, event], options) =>
    answerPage(
      session,
      ({ answer, world }, page, messages) => writeWhy(answer, world, page, messages),
      ({ answer, world }) => whyDocument(answer, world),
      () => answerIn(session, contact, event, options),
    ),
});

type WhyOptions = Options<'oneCompany' | 'oneUniverse' | 'at' | 'with'>;

async function answerIn(
  session: Session,
  contact: string,
  event: string,
  options: WhyOptions,
): Promise<{ readonly answer: WhyAnswer; readonly world: WhyWorld }> {
  const happens = whatHappens(eventOrCategory(event));
  const { oneCompany: company = null, oneUniverse: universe = null } = options;
  return reading(session, options, async (reader, { now, moment, imported }) => {
    const request = { contact, ...happens, company, universe };
    // Earlier answers of the day are those of the real world, not of one with files.
    const { answer: found, ...then } =
      moment === null || imported.length > 0
        ? { answer: await answerWhy(reader, request), earlier: null, refused: null }
        : await whyAt(now, moment, request);
    const withCommands = await offering(session, options, actorOf(now), moment);
    const earlier = then.earlier?.map((each) =>
      each.answer === null ? each : { ...each, answer: withCommands(each.answer) },
    );
    return {
      answer: withCommands(moment === null ? found : pastAnswer(found)),
      world: { past: moment && { moment, ...then, earlier: earlier ?? null }, imported },
    };
  });
}

/** Adds to an answer the commands that it offers. */
async function offering(
  { globals }: Session,
  { with: files }: WhyOptions,
  actor: Contact | null,
  moment: Moment | null,
): Promise<(answer: AnsweredWhy) => WhyAnswer> {
  const csvLine = await plainLines();
  const at = moment === null ? [] : ['--at', String(moment.number)];
  const worldFlags = [...at, ...files.flatMap((file) => ['--with', file]), ...flagsOf(globals, true)];
  return (answer) => ({
    ...answer,
    commandOf: (change, may) => {
      const actorMay = actor !== null && may.some(({ id }) => id === actor.id);
      return commandOf(change, flagsOf(globals, actorMay), csvLine);
    },
    worldFlags: files.includes('-') ? null : worldFlags,
  });
}

export const why: Noun = { name: 'why', commands: [explainContact] };
