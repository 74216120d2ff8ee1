/** Showing, confirming and carrying out a plan, in each of its formats. Source: docs/contract/cli.md, "Every command that changes something". */
import { plannerOf } from '../../app/access/acting-store.js';
import { carryOut, type ChangeIntent, type ChangeUi } from '../../app/change/carry-out.js';
import type { Planned } from '../../app/change/plan-requests.js';
import type { Format, Session } from '../../context.js';
import { AboError, type ExitCode } from '../../errors.js';
import { maskedLocation } from '../../passwords.js';
import type { ReaderNow, Store } from '../../storage/store.js';
import { ClosedPipe } from '../../terminal/output.js';
import type { Page } from '../../views/page.js';
import { writeChangeJson, writePlanJson } from '../../views/plan-json.js';
import { writePlanMarkdown } from '../../views/plan-markdown.js';
import { errorsJson } from '../../views/rejected.js';
import { writeApplied, writePlan, type PlanContext } from '../../views/plan.js';
import { writeSavedPlan } from '../../views/saved-plan.js';
import { shellCommand } from '../../views/shell.js';
import { formatAmong } from './answer.js';
import type { Options } from './flags.js';
import { databaseFlags } from './offered-commands.js';
import { outputsAmong, requirePlaces, writeFiles, type Output } from './outputs.js';
import { nameToType, requireWritable } from './writable.js';
import { requirePlace, writePrivate, type NamedFile } from './written-files.js';

/** In which a plan is written. */
export const PLAN_FORMATS = ['table', 'json', 'markdown'] as const satisfies readonly Format[];
type PlanFormat = (typeof PLAN_FORMATS)[number];

type Input = ChangeIntent['input'];
type Undoes = ChangeIntent['undoes'];

/** What a plan comes from. */
interface Source {
  readonly input: Input;
  readonly undoes: Undoes;
}

export interface ToChange extends Partial<Source> {
  readonly planned: Planned;
  /** Why, where `--message` does not say. */
  readonly message?: string | null;
}

/** Plans on one snapshot of the database, then shows, confirms and applies. */
export async function change(
  session: Session,
  options: Options,
  plan: (reader: ReaderNow, store: Store) => Promise<ToChange>,
): Promise<ExitCode> {
  const format = formatAmong(session, PLAN_FORMATS);
  const outputs = outputsAmong(PLAN_FORMATS, options.output ?? []);
  const saved = options.planOut === undefined ? [] : [planFile(options.planOut)];
  await requirePlaces(session, outputs, [], saved);
  for (const file of saved) await requirePlace(session, file);
  if (options.dryRun !== true) requireWritable(session, options.confirm);
  const store = await session.store();
  if (options.dryRun !== true && (await store.isReadOnly())) {
    throw new AboError('database-read-only', { name: store.name, isFile: store.engine === 'sqlite' });
  }
  const {
    planned,
    input = null,
    undoes = null,
    ...made
  } = await store.read((reader) => plan(reader, store), {
    repeatable: true,
  });
  const source: Source = { input, undoes };
  const message = options.message ?? made.message ?? null;
  const savePlan = savingOf(session, options, store, source, message);
  return carryOut(
    store,
    planned,
    { command: session.command, actor: session.actor, clock: session.clock, ...source },
    {
      dryRun: options.dryRun ?? false,
      detailedExitcode: options.detailedExitcode ?? false,
      // A protected profile's name is asked for whatever `--yes` says.
      yes: (session.globals.yes ?? false) && nameToType(session, options.confirm) === null,
      message,
      limits: { losses: options.maxLosses ?? null, silenced: options.maxSilenced ?? null },
    },
    { ...(format === 'table' ? textUi : documentUi(format))(session, options, store, source, outputs), savePlan },
  );
}

function contextOf(session: Session, store: Store, { input, undoes }: Source, planned: Planned): PlanContext {
  const { profile } = session.database();
  return {
    database: {
      identity: store.identity,
      name: maskedLocation(store.name),
      engine: store.engine,
      profile: profile?.name,
    },
    input,
    undoes: undoes?.number ?? null,
    undoCommand: undoCommandOf(session),
    companyName: (code) => planned.companyName(code) ?? null,
    errors: planned.rejected && errorsJson(planned.rejected, session.messages),
  };
}

/** For the database that was changed; null for a contact who acts, since it is the staff's. */
export function undoCommandOf({ globals }: Session): PlanContext['undoCommand'] {
  if (globals.as !== undefined) return null;
  return (changeSet) => shellCommand(['abo', 'undo', String(changeSet), ...databaseFlags(globals)]);
}

function savingOf(
  session: Session,
  { planOut: file }: Options,
  store: Store,
  source: Source,
  message: string | null,
): ChangeUi['savePlan'] {
  if (file === undefined) return null;
  return async (planned) => {
    const actor = await plannerOf(store, session.actor);
    const origin = { at: session.clock(), actor, command: session.command, message };
    const context = contextOf(session, store, source, planned);
    await writePrivate(session, planFile(file), (page) => writeSavedPlan(planned.plan, context, origin, page));
    const apply = shellCommand(['abo', 'apply', file, ...databaseFlags(session.globals)]);
    await session.notice(session.messages.notices.planSaved(file, apply));
  };
}

export function planFile(file: string): NamedFile {
  return { flag: '--plan-out', file, kept: true };
}

type Ui = Omit<ChangeUi, 'savePlan'>;
type Outputs = readonly Output<PlanFormat>[];

function textUi(session: Session, options: Options, store: Store, source: Source, outputs: Outputs): Ui {
  const { messages, prompter, terminal } = session;
  const name = nameToType(session, options.confirm);
  return {
    showPlan: async (planned) => {
      const context = contextOf(session, store, source, planned);
      const shown = await reaches(writePlan(planned.plan, context, terminal.stdout, messages));
      if (options.dryRun === true) {
        await writeDocuments({ planned, context, changeSet: undefined }, outputs, options, session);
        await session.notice(messages.notices.dryRun);
      }
      return shown;
    },
    confirm: !prompter.available
      ? null
      : () =>
          name === null
            ? prompter.confirm(messages.notices.confirm)
            : prompter.confirmByName(messages.notices.confirmName(name), name),
    showApplied: async (planned, changeSet) => {
      const number = changeSet?.number ?? null;
      const context = contextOf(session, store, source, planned);
      // The plan itself has said that there is nothing to do.
      const told = async (): Promise<void> => {
        await writeDocuments({ planned, context, changeSet: number }, outputs, options, session);
        await writeApplied(number, terminal.stdout, messages, context, planned.plan.erasure);
      };
      await (number === null ? told() : toldAnyway(session, number, told()));
    },
  };
}

/** One document: the plan of a dry run, or the change that was made. */
function documentUi(
  format: PlanFormat,
): (session: Session, options: Options, store: Store, source: Source, outputs: Outputs) => Ui {
  return (session, options, store, source, outputs) => {
    const { stdout } = session.terminal;
    const write = async (planned: Planned, changeSet: number | null | undefined): Promise<void> => {
      const document = { planned, context: contextOf(session, store, source, planned), changeSet };
      await writeDocuments(document, outputs, options, session);
      await writeDocument(document, format, options, stdout, session);
    };
    return {
      showPlan: async (planned) => (options.dryRun === true ? reaches(write(planned, undefined)) : true),
      confirm: null,
      showApplied: async (planned, changeSet) => {
        const number = changeSet?.number ?? null;
        const written = write(planned, number);
        await (number === null ? reaches(written) : toldAnyway(session, number, written));
      },
    };
  };
}

/** A plan or, with the number of its change set (null: there was nothing to do), what was made of it. */
interface PlanDocument {
  readonly planned: Pick<Planned, 'plan'>;
  readonly context: PlanContext;
  readonly changeSet: number | null | undefined;
}

export async function writeDocument(
  { planned: { plan }, context, changeSet }: PlanDocument,
  format: PlanFormat,
  { maxChars }: Options,
  page: Page,
  { messages }: Session,
): Promise<void> {
  switch (format) {
    case 'table':
      await writePlan(plan, context, page, messages);
      return writeApplied(changeSet ?? null, page, messages, context, plan.erasure);
    case 'json':
      return changeSet === undefined
        ? writePlanJson(plan, context, page)
        : writeChangeJson(plan, context, changeSet, page);
    case 'markdown':
      return writePlanMarkdown(plan, context, changeSet, maxChars ?? null, page, messages);
  }
}

/** Each of the files that `-o` names. */
export async function writeDocuments(
  document: PlanDocument,
  outputs: Outputs,
  options: Options,
  session: Session,
): Promise<void> {
  await writeFiles(session, outputs, (format, page) => writeDocument(document, format, options, page, session));
}

/** Writes; gives whether there was a reader to the end. */
async function reaches(writing: Promise<void>): Promise<boolean> {
  try {
    await writing;
    return true;
  } catch (error) {
    if (error instanceof ClosedPipe) return false;
    throw error;
  }
}

/** What became of the answer doesn't change what was done: run again, it would be done twice. */
async function toldAnyway({ notice, messages }: Session, changeSet: number, writing: Promise<void>): Promise<void> {
  try {
    await writing;
  } catch (error) {
    if (error instanceof ClosedPipe) return;
    await notice(messages.notices.writtenNotShown(changeSet)).catch(() => undefined);
  }
}
