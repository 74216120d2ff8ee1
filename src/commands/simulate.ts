/** `abo simulate`: who would be notified of an event, or of a file of events, and why. Nothing is sent. */
import { answerEvents, type AnsweredEvent } from '../app/events.js';
import { requireCompanies } from '../app/filters.js';
import { simulate as ask, simulateEarlier, whatHappens } from '../app/simulating.js';
import type { Session } from '../context.js';
import { openEvents } from '../csv/open.js';
import { csvLine, PLAIN } from '../csv/write.js';
import type { Problem } from '../domain/problems.js';
import { AboError, EXIT, type ExitCode } from '../errors.js';
import { startProgress } from '../terminal/progress.js';
import { writeEvents, type EventSummary } from '../views/events.js';
import { writeDocument } from '../views/json.js';
import { LIST_FORMATS } from '../views/list.js';
import { renderProblem } from '../views/problems.js';
import { simulationDocument } from '../views/simulation-data.js';
import { writeSimulation } from '../views/simulation.js';
import { formatAmong } from './answering.js';
import type { Noun, Run } from './command.js';
import type { Options } from './flags.js';
import { reading } from './reading.js';
import { eventOrCategory } from './values.js';

const run: Run = (session, [event], options) => {
  if (options.events === undefined) {
    if (event === undefined)
      throw new AboError('missing-operand', { operand: 'EVENT', command: `abo ${session.command}` });
    return simulateOne(session, event, options);
  }
  if (event !== undefined) throw new AboError('flags-exclude', { first: 'EVENT', second: '--events' });
  for (const [name, flag] of [
    ['oneCompany', '--company'],
    ['oneUniverse', '--universe'],
    ['explain', '--explain'],
  ] as const) {
    if (options[name] !== undefined) throw new AboError('flags-exclude', { first: '--events', second: flag });
  }
  return simulateMany(session, options.events, options);
};

async function simulateOne(session: Session, event: string, options: Options): Promise<ExitCode> {
  const format = formatAmong(session, LIST_FORMATS);
  const happens = whatHappens(eventOrCategory(event));
  const { oneCompany: company, oneUniverse: universe = null, explain = false } = options;
  if (company === undefined)
    throw new AboError('missing-flag', { flag: '--company', command: `abo ${session.command}` });
  return reading(session, options, async (reader, { now, moment }) => {
    await requireCompanies(reader, [company]);
    const answer = await ask(reader, { ...happens, company, universe });
    const { terminal, messages } = session;
    const { companyName } = answer;
    if (format === 'table' || format === 'json') {
      const past = moment === null ? null : { moment, earlier: await simulateEarlier(now, moment, answer) };
      if (format === 'json') await writeDocument(simulationDocument(answer, past), terminal.stdout);
      else await writeSimulation(answer, { explain, companyName, past }, terminal.stdout, messages);
    } else {
      const events = asEvents([{ ...answer, eventNo: 1, id: null }]);
      await writeEvents(events, format, terminal.stdout, messages, (cells) => csvLine(cells, PLAIN));
    }
    return EXIT.done;
  });
}

async function* asEvents(answers: readonly AnsweredEvent[]): AsyncIterable<readonly AnsweredEvent[]> {
  yield answers;
}

/** Wrong lines shown to a person, before "and so many more". */
const PROBLEMS_SHOWN = 50;

async function simulateMany(session: Session, path: string, options: Options): Promise<ExitCode> {
  const { terminal, messages, globals } = session;
  const format = formatAmong(session, LIST_FORMATS);
  const file = await openEvents(path === '-' ? { name: messages.notices.standardInput, stream: terminal.stdin } : path);
  const skipped: Problem[] = [];
  const progress = startProgress(terminal.stderr, {
    label: messages.views.progress.simulating,
    quiet: globals.quiet ?? false,
    messages,
  });
  async function* reported(answers: AsyncIterable<readonly AnsweredEvent[]>): AsyncIterable<readonly AnsweredEvent[]> {
    let events = 0;
    for await (const batch of answers) {
      events += batch.length;
      progress.report(events);
      yield batch;
    }
  }
  let summary: EventSummary;
  try {
    summary = await reading(session, options, async (reader) => {
      const onProblem = options.onError === 'skip' ? (problem: Problem) => skipped.push(problem) : null;
      const answers = reported(answerEvents(reader, file, onProblem));
      return writeEvents(answers, format, terminal.stdout, messages, (cells) => csvLine(cells, PLAIN));
    });
  } finally {
    await progress.stop();
    await file.close();
  }
  for (const problem of skipped.slice(0, PROBLEMS_SHOWN)) {
    await terminal.stderr.write(`${renderProblem(problem, [file], messages)}\n`);
  }
  const more = skipped.length - PROBLEMS_SHOWN;
  if (more > 0) await terminal.stderr.write(`${messages.notices.moreProblems(more)}\n`);
  await session.notice(messages.notices.events({ ...summary, skipped: skipped.length }));
  return skipped.length > 0 ? EXIT.partial : EXIT.done;
}

export const simulate: Noun = {
  name: 'simulate',
  commands: [
    {
      operands: ['[event]'],
      flags: ['oneCompany', 'oneUniverse', 'explain', 'events', 'onError', 'at'],
      run,
    },
  ],
};
