/** `abo simulate`: who would be notified of an event, or of a file of events, and why. Nothing is sent. */
import { answerRows, type AnsweredRow } from '../app/ask/question-file.js';
import { expectedNow } from '../app/ask/verify.js';
import { selectCompanies } from '../app/read/filters.js';
import { simulate as ask, simulateAt, whatHappens } from '../app/ask/simulate.js';
import type { Session } from '../context.js';
import { openEvents } from '../csv/open.js';
import type { EventRow } from '../csv/rows/questions.js';
import { plainLines } from '../csv/line.js';
import type { Problem } from '../domain/problems.js';
import { AboError, EXIT, type ExitCode } from '../errors.js';
import { expectationColumns, expectationRow } from '../views/verification.js';
import { writeEvents, type EventSummary } from '../views/events.js';
import { writeDocument } from '../views/json.js';
import { inBatches, LIST_FORMATS, mapBatches, writeCsv } from '../views/list.js';
import { problemLines } from '../views/problems.js';
import { simulationDocument, type EventSimulation } from '../views/simulation-data.js';
import { writeSimulation } from '../views/simulation.js';
import { formatAmong, requireCsv } from './lib/answer.js';
import { command, type Noun } from './lib/command.js';
import type { Options } from './lib/flags.js';
import { inputOf } from './lib/inputs.js';
import { withProgress } from './lib/progress.js';
import { reading } from './lib/read-world.js';
import { eventOrCategory, exactlyOne, excluded, missingFlag } from './lib/flag-values.js';

const FLAGS = [
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
] as const;
type SimulateOptions = Options<(typeof FLAGS)[number]>;

const simulateEvents = command({
  operands: ['[event]'],
  flags: FLAGS,
  run: (session, [event], options) => {
    const { asExpectations, events, company, excludeCompany, partner } = options;
    if (asExpectations) return writeExpectations(session, event, options);
    const needsExpectations = firstGiven({
      '--all-events': options.allEvents,
      '--exclude-company': excludeCompany.length > 0,
      '--partner': partner.length > 0,
    });
    if (needsExpectations !== undefined) {
      throw new AboError('flag-needs', { flag: needsExpectations, needed: '--as-expectations' });
    }
    if (events === undefined) return simulateOne(session, requiredEvent(session, event), options);
    if (event !== undefined) throw excluded('EVENT', '--events');
    const second = firstGiven({
      '--company': company.length > 0,
      '--universe': options.oneUniverse !== undefined,
      '--explain': options.explain,
    });
    if (second !== undefined) throw excluded('--events', second);
    if (events === '-' && options.with.includes('-')) throw excluded('--with -', '--events -');
    return simulateMany(session, events, options);
  },
});

/** The first flag that was given. */
function firstGiven(flags: Readonly<Record<string, boolean>>): string | undefined {
  return Object.keys(flags).find((flag) => flags[flag]);
}

/** @throws AboError `missing-operand` */
function requiredEvent({ command }: Session, event: string | undefined): string {
  if (event === undefined) throw new AboError('missing-operand', { operand: 'EVENT', command: `abo ${command}` });
  return event;
}

async function simulateOne(session: Session, event: string, options: SimulateOptions): Promise<ExitCode> {
  const format = formatAmong(session, LIST_FORMATS);
  const happens = whatHappens(eventOrCategory(event));
  const { oneUniverse: universe = null, explain } = options;
  const company = exactlyOne(session, options.company, '--company');
  return reading(session, options, async (reader, { now, moment, imported }) => {
    const { terminal, messages } = session;
    const question = { ...happens, company, universe };
    if (format === 'table' || format === 'json') {
      // Earlier answers of the day are those of the real world, not of one with files.
      const { answer, ...then } =
        moment === null || imported.length > 0
          ? { answer: await ask(reader, question), earlier: null, refused: null }
          : await simulateAt(now, moment, question);
      const past = moment && { moment, ...then };
      if (format === 'json') await writeDocument(simulationDocument(answer, { past, imported }), terminal.stdout);
      else await writeSimulation(answer, { explain, past }, terminal.stdout, messages);
    } else {
      const answer = await ask(reader, question);
      const events = inBatches([{ ...answer, eventNo: 1, id: null }]);
      await writeEvents(events, format, terminal.stdout, messages, plainLines);
    }
    return EXIT.done;
  });
}

async function simulateMany(session: Session, path: string, options: SimulateOptions): Promise<ExitCode> {
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
      const answers = withProgress(session, 'simulating', answered, [file]);
      return writeEvents(answers, format, terminal.stdout, messages, plainLines);
    });
  } finally {
    await file.close();
  }
  const wrong = problemLines(skipped, [file], terminal.stderr.columns, messages);
  await terminal.stderr.write(wrong.map((line) => `${line}\n`).join(''));
  await session.notice(messages.notices.events({ ...summary, skipped: skipped.length }));
  return skipped.length > 0 ? EXIT.partial : EXIT.done;
}

/** The deliveries of today, as a file for `verify`. */
async function writeExpectations(
  session: Session,
  event: string | undefined,
  options: SimulateOptions,
): Promise<ExitCode> {
  requireCsv(session);
  const { allEvents, oneUniverse: universe = null } = options;
  if (event !== undefined && allEvents) throw excluded('EVENT', '--all-events');
  const code = allEvents ? null : requiredEvent(session, event);
  return reading(session, options, async (reader) => {
    const selection = await selectCompanies(reader, options);
    if (Object.keys(selection).length === 0) throw missingFlag(session, '--company');
    const happens = code === null ? null : eventOrCategory(code);
    const expected = expectedNow(reader, happens, universe, selection);
    await writeCsv(session.terminal.stdout, expectationColumns, mapBatches(expected, expectationRow), plainLines);
    return EXIT.done;
  });
}

export const simulate: Noun = { name: 'simulate', commands: [simulateEvents] };
