/** `abo simulate`: who would be notified of an event, or of a file of events, and why. Nothing is sent. */
import { answerRows, type AnsweredRow } from '../app/ask/question-file.js';
import { expectedNow } from '../app/ask/expectations.js';
import { simulate as ask, simulateAt, whatHappens } from '../app/ask/simulate.js';
import type { Session } from '../context.js';
import { openEvents } from '../csv/open.js';
import type { EventRow } from '../csv/rows/questions.js';
import { csvLine, PLAIN } from '../csv/write.js';
import type { Problem } from '../domain/problems.js';
import { AboError, EXIT, type ExitCode } from '../errors.js';
import { expectationColumns, expectationRow } from '../views/expectations.js';
import { writeEvents, type EventSummary } from '../views/events.js';
import { writeDocument } from '../views/json.js';
import { inBatches, LIST_FORMATS, mapBatches } from '../views/list.js';
import { problemLines } from '../views/rejected.js';
import { simulationDocument, type EventSimulation } from '../views/simulation-data.js';
import { writeSimulation } from '../views/simulation.js';
import { PageWriter } from '../views/page.js';
import { formatAmong } from './lib/answer.js';
import type { Noun, Run } from './lib/command.js';
import { selectionOf } from './lib/filter-flags.js';
import type { Options } from './lib/flags.js';
import { inputOf } from './lib/inputs.js';
import { withProgress } from './lib/progress.js';
import { reading } from './lib/read-world.js';
import { badValue, eventOrCategory } from './lib/flag-values.js';

const run: Run = (session, [event], options) => {
  if (options.asExpectations === true) return writeExpectations(session, event ?? null, options);
  for (const [name, flag] of ONLY_AS_EXPECTATIONS) {
    if (options[name] !== undefined) throw new AboError('flag-needs', { flag, needed: '--as-expectations' });
  }
  if (options.events === undefined) {
    if (event === undefined)
      throw new AboError('missing-operand', { operand: 'EVENT', command: `abo ${session.command}` });
    return simulateOne(session, event, options);
  }
  if (event !== undefined) throw new AboError('flags-exclude', { first: 'EVENT', second: '--events' });
  for (const [name, flag] of [
    ['company', '--company'],
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
  const { company: companies = [], oneUniverse: universe = null, explain = false } = options;
  const [company, another] = companies;
  if (company === undefined)
    throw new AboError('missing-flag', { flag: '--company', command: `abo ${session.command}` });
  if (another !== undefined) throw new AboError('one-value', { flag: '--company', command: `abo ${session.command}` });
  return reading(session, options, async (reader, { now, moment, imported }) => {
    const { terminal, messages } = session;
    const question = { ...happens, company, universe };
    if (format === 'table' || format === 'json') {
      // What a day held before is told of what was, not of what would have been.
      const { answer, ...told } =
        moment === null || imported.length > 0
          ? { answer: await ask(reader, question), earlier: null, refused: null }
          : await simulateAt(now, moment, question);
      const past = moment && { moment, ...told };
      if (format === 'json') await writeDocument(simulationDocument(answer, { past, imported }), terminal.stdout);
      else await writeSimulation(answer, { explain, past }, terminal.stdout, messages);
    } else {
      const answer = await ask(reader, question);
      const events = inBatches([{ ...answer, eventNo: 1, id: null }]);
      await writeEvents(events, format, terminal.stdout, messages, (cells) => csvLine(cells, PLAIN));
    }
    return EXIT.done;
  });
}

async function simulateMany(session: Session, path: string, options: Options): Promise<ExitCode> {
  const { terminal, messages } = session;
  const format = formatAmong(session, LIST_FORMATS);
  const file = await openEvents(inputOf(session, path));
  const skipped: Problem[] = [];
  let summary: EventSummary;
  try {
    summary = await reading(session, options, async (reader) => {
      const onProblem = options.onError === 'skip' ? (problem: Problem) => skipped.push(problem) : null;
      const answered = mapBatches(
        answerRows(reader, file, onProblem),
        ({ origin, row, ...answer }: AnsweredRow<EventRow>): EventSimulation => ({
          ...answer,
          eventNo: origin.record,
          id: row.id,
        }),
      );
      const answers = withProgress(session, 'simulating', answered);
      return writeEvents(answers, format, terminal.stdout, messages, (cells) => csvLine(cells, PLAIN));
    });
  } finally {
    await file.close();
  }
  const wrong = problemLines(skipped, [file], terminal.stderr.columns, messages);
  await terminal.stderr.write(wrong.map((line) => `${line}\n`).join(''));
  await session.notice(messages.notices.events({ ...summary, skipped: skipped.length }));
  return skipped.length > 0 ? EXIT.partial : EXIT.done;
}

/** Flags that choose several companies or events. */
const ONLY_AS_EXPECTATIONS = [
  ['allEvents', '--all-events'],
  ['excludeCompany', '--exclude-company'],
  ['partner', '--partner'],
] as const;

/** What is so today, as a file for `verify`. */
async function writeExpectations(session: Session, event: string | null, options: Options): Promise<ExitCode> {
  const { format } = session.globals;
  if (format !== undefined && format !== 'csv') throw badValue('--format', format, ['csv']);
  if (event !== null && options.allEvents === true) {
    throw new AboError('flags-exclude', { first: 'EVENT', second: '--all-events' });
  }
  if (event === null && options.allEvents !== true) {
    throw new AboError('missing-operand', { operand: 'EVENT', command: `abo ${session.command}` });
  }
  const writer = new PageWriter(session.terminal.stdout);
  return reading(session, options, async (reader) => {
    const selection = await selectionOf(reader, options);
    if (Object.keys(selection).length === 0) {
      throw new AboError('missing-flag', { flag: '--company', command: `abo ${session.command}` });
    }
    await writer.add(csvLine(expectationColumns, PLAIN));
    for await (const batch of expectedNow(
      reader,
      event === null ? null : eventOrCategory(event),
      options.oneUniverse ?? null,
      selection,
    )) {
      for (const expected of batch) await writer.add(csvLine(expectationRow(expected), PLAIN));
    }
    await writer.flush();
    return EXIT.done;
  });
}

export const simulate: Noun = {
  name: 'simulate',
  commands: [
    {
      operands: ['[event]'],
      flags: [
        'company',
        'excludeCompany',
        'partner',
        'oneUniverse',
        'explain',
        'events',
        'onError',
        'at',
        'with',
        'asExpectations',
        'allEvents',
      ],
      run,
    },
  ],
};
