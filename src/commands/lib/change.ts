/** Shows, confirms and applies a plan, in each format. Source: docs/contract/cli.md, "Every command that changes something". */
import { plannerOf } from '../../app/access/acting-store.js';
import { carryOut, type ChangeUi } from '../../app/change/carry-out.js';
import { planRequests, type Planned, type PlanningOptions } from '../../app/change/plan-requests.js';
import type { Undoes } from '../../app/change/undo.js';
import { hasCondition, resolveFilters, type Filters, type Scope } from '../../app/read/filters.js';
import type { Format, Session } from '../../context.js';
import type { ChangeSet, InputFile } from '../../domain/change-set.js';
import type { Request } from '../../domain/plan/request.js';
import { AboError, type ExitCode } from '../../errors.js';
import type { Messages } from '../../messages/index.js';
import { maskedLocation } from '../../passwords.js';
import type { NewChangeSet, Reader, ReaderNow, Store } from '../../storage/store.js';
import { ClosedPipe } from '../../terminal/output.js';
import { writeLines, type Page } from '../../views/page.js';
import { layoutOf } from '../../views/style.js';
import { writePlanJson, writeSavedPlan } from '../../views/plan-json.js';
import { writePlanMarkdown } from '../../views/plan-markdown.js';
import { errorsJson } from '../../views/problems.js';
import { appliedLines, planLines, type PlanContext, type PlanDocument } from '../../views/plan.js';
import { shellCommand } from '../../views/shell.js';
import { formatAmong, namedOutputs, outputsAmong, writeFiles } from './answer.js';
import { planAuditOf } from './audit-settings.js';
import { excluded, type OutputFile } from './flag-values.js';
import type { ChangeFlag, Options } from './flags.js';
import { databaseFlags } from './offered-commands.js';
import { requireWritable } from './writable.js';
import { requirePlaces, writeNamed, type NamedFile } from './written-files.js';

/** In which a plan is written. */
export const PLAN_FORMATS = ['table', 'json', 'markdown'] as const satisfies readonly Format[];
type PlanFormat = (typeof PLAN_FORMATS)[number];

/** What a command wants to change. */
export interface RequestedChange extends Planned {
  readonly input?: InputFile | null;
  /** The change set that this undoes. */
  readonly undoes?: Undoes | null;
  /** Why, where `--message` does not say. */
  readonly message?: string | null;
}

/** Plans on one snapshot of the database, then shows, confirms and applies. */
export async function change(
  session: Session,
  options: Options<ChangeFlag>,
  plan: (reader: ReaderNow, planning: PlanningOptions, store: Store) => Promise<RequestedChange>,
): Promise<ExitCode> {
  const format = formatAmong(session, PLAN_FORMATS);
  const outputs = outputsAmong(PLAN_FORMATS, options.output);
  await requirePlaces(session, [...planFiles(options), ...namedOutputs(outputs)]);
  const nameToType = options.dryRun ? null : requireWritable(session, options.confirm);
  const store = await session.store();
  if (!options.dryRun && (await store.isReadOnly())) {
    throw new AboError('database-read-only', { name: store.name, isFile: store.engine === 'sqlite' });
  }
  const planning = { impact: options.impact, audit: planAuditOf(session) };
  const requested = await store.read((reader) => plan(reader, planning, store), { repeatable: true });
  const { input = null, undoes = null, message = null, ...planned } = requested;
  const { clock, actor, command } = session;
  const entry = {
    clock,
    actor,
    command,
    message: options.message ?? message,
    input,
    undoes: undoes?.number ?? null,
  };
  const limits = { losses: options.maxLosses ?? null, silenced: options.maxSilenced ?? null };
  // The name of a protected profile must be typed even with `--yes`.
  const yes = (session.globals.yes ?? false) && nameToType === null;
  const ui = changeUi({ session, options, nameToType, store, entry, format, outputs });
  return carryOut(store, planned, entry, { ...options, yes, limits, given: undoes?.gave ?? [] }, ui);
}

/**
 * Changes all that filters reach. Patterns that reach nothing are no error, but a notice names them.
 *
 * @param wanted what `requestsIn` requests for each thing that is reached
 * @throws AboError `needs-filter` without a filter and `--all`; `flags-exclude` with both: one of them is a mistake
 */
export async function changeInScope<T>(
  session: Session,
  options: Options<ChangeFlag | 'all'> & Partial<Filters>,
  requestsIn: (reader: Reader, scope: Scope, wanted: T) => Promise<readonly Request[]>,
  wanted: T,
): Promise<ExitCode> {
  const { messages, command, notice } = session;
  return change(session, options, async (reader, planning) => {
    const isFiltered = hasCondition(options);
    if (!isFiltered && !options.all) throw new AboError('needs-filter', { command: `abo ${command}` });
    if (isFiltered && options.all) throw excluded('--all', messages.notices.aFilter);
    const scope = await resolveFilters(reader, options);
    const requests = await requestsIn(reader, scope, wanted);
    if (requests.length === 0 && scope.patterns.length > 0) await notice(messages.notices.noMatch(scope.patterns));
    return planRequests(reader, requests, planning);
  });
}

/** For the database that was changed; null for a contact who acts: only support staff may undo. */
export function undoCommandOf({ globals }: Session): PlanContext['undoCommand'] {
  if (globals.as !== undefined) return null;
  return (changeSet) => shellCommand(['abo', 'undo', String(changeSet), ...databaseFlags(globals)]);
}

export function planFiles({ planOut }: Options<'planOut'>): readonly NamedFile[] {
  return planOut === undefined ? [] : [planFile(planOut)];
}

function planFile(file: string): NamedFile {
  return { flag: '--plan-out', file, kept: true, private: true };
}

/** One change on the terminal and in its files. */
interface ChangeOutput {
  readonly session: Session;
  readonly options: Options<'dryRun' | 'planOut' | 'maxChars'>;
  /** Of the protected profile. */
  readonly nameToType: string | null;
  readonly store: Store;
  readonly entry: NewChangeSet;
  readonly format: PlanFormat;
  readonly outputs: readonly OutputFile<PlanFormat>[];
}

/**
 * As a table, the plan is shown before anything else; a document is written once: the plan of a dry run, or the change that
 * was applied.
 */
function changeUi(output: ChangeOutput): ChangeUi {
  const { session, options, format, nameToType: name } = output;
  const { prompter, messages } = session;
  const { planOut } = options;
  return {
    showPlan: (planned) => showPlan(output, planned),
    savePlan: planOut === undefined ? null : (planned) => savePlan(output, planned, planOut),
    confirm:
      format !== 'table' || !prompter.available
        ? null
        : () =>
            name === null
              ? prompter.confirm(messages.notices.confirm)
              : prompter.confirmByName(messages.notices.confirmName(name), name),
    showApplied: (planned, changeSet) => showApplied(output, planned, changeSet),
  };
}

async function showPlan(output: ChangeOutput, planned: Planned): Promise<boolean> {
  const { format, options, session } = output;
  const { terminal, messages, notice } = session;
  if (format !== 'table') return options.dryRun ? reaches(writeAnswer(output, planned, undefined)) : true;
  const shown = await reaches(
    writeLines(
      planLines(planned.plan, contextOf(output, planned), layoutOf(terminal.stdout, messages)),
      terminal.stdout,
    ),
  );
  if (options.dryRun) {
    await writeAnswer(output, planned, undefined);
    await notice(messages.notices.dryRun);
  }
  return shown;
}

async function savePlan(output: ChangeOutput, planned: Planned, file: string): Promise<void> {
  const { session, store, entry } = output;
  const { globals, notice, messages } = session;
  const { command, message } = entry;
  const origin = { at: entry.clock(), actor: await plannerOf(store, session.actor), command, message };
  const context = contextOf(output, planned);
  await writeNamed(session, planFile(file), (page) => writeSavedPlan(planned.plan, context, origin, page));
  const apply = shellCommand(['abo', 'apply', file, ...databaseFlags(globals)]);
  await notice(messages.notices.planSaved(file, apply));
}

async function showApplied(output: ChangeOutput, planned: Planned, changeSet: ChangeSet | null): Promise<void> {
  const writing = writeAnswer(output, planned, changeSet?.number ?? null);
  if (changeSet !== null) await survives(output.session, changeSet.number, writing);
  else if (output.format === 'table') await writing;
  else await reaches(writing);
}

/** Writes the files, then stdout: a document whole; as a table, what follows the plan, which has been shown. */
async function writeAnswer(
  output: ChangeOutput,
  planned: Planned,
  changeSet: PlanDocument['changeSet'],
): Promise<void> {
  const { session, outputs, format, options } = output;
  const { terminal, messages } = session;
  const { plan } = planned;
  const context = contextOf(output, planned);
  const document = { plan, context, changeSet };
  await writeFiles(session, outputs, (each, page) => writeDocument(document, each, options, page, messages));
  if (format !== 'table') await writeDocument(document, format, options, terminal.stdout, messages);
  else if (changeSet !== undefined) await writeLines(appliedLines(document, messages), terminal.stdout);
}

function contextOf({ session, store, entry }: ChangeOutput, planned: Planned): PlanContext {
  const { identity, name, engine } = store;
  return {
    database: { identity, name: maskedLocation(name), engine, profile: session.database().profile?.name },
    input: entry.input,
    undoes: entry.undoes,
    undoCommand: undoCommandOf(session),
    companyName: (code) => planned.companyName(code) ?? null,
    errors: planned.rejected && errorsJson(planned.rejected, session.messages),
  };
}

export async function writeDocument(
  document: PlanDocument,
  format: PlanFormat,
  { maxChars }: Options<'maxChars'>,
  page: Page,
  messages: Messages,
): Promise<void> {
  const { plan, context, changeSet } = document;
  switch (format) {
    case 'table':
      await writeLines(planLines(plan, context, layoutOf(page, messages)), page);
      return writeLines(appliedLines(document, messages), page);
    case 'json':
      return writePlanJson(plan, context, changeSet, page);
    case 'markdown':
      return writePlanMarkdown(document, maxChars ?? null, page, messages);
  }
}

/** Returns whether there was a reader to the end. */
async function reaches(writing: Promise<void>): Promise<boolean> {
  try {
    await writing;
    return true;
  } catch (error) {
    if (error instanceof ClosedPipe) return false;
    throw error;
  }
}

/** An answer that could not be written is no error here: the change was made, and a second run would make it twice. */
async function survives({ notice, messages }: Session, changeSet: number, writing: Promise<void>): Promise<void> {
  try {
    await writing;
  } catch (error) {
    if (error instanceof ClosedPipe) return;
    await notice(messages.notices.writtenNotShown(changeSet)).catch(() => undefined);
  }
}
