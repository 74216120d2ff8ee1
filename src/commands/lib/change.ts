/** Shows, confirms and applies a plan, in each format. Source: docs/contract/cli.md, "Every command that changes something". */
import { plannerOf } from '../../app/access/acting-store.js';
import { carryOut, type ChangeIntent, type ChangeUi } from '../../app/change/carry-out.js';
import type { Planned, PlanningOptions } from '../../app/change/plan-requests.js';
import type { Format, Session } from '../../context.js';
import { AboError, type ExitCode } from '../../errors.js';
import { maskedLocation } from '../../passwords.js';
import type { ChangeSet } from '../../domain/change-set.js';
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
import { planAuditOf } from './audit-settings.js';
import type { OutputFile } from './flag-values.js';
import type { ChangeFlag, Options } from './flags.js';
import { databaseFlags } from './offered-commands.js';
import { namedOutputs, outputsAmong, writeFiles } from './outputs.js';
import { nameToType, requireWritable } from './writable.js';
import { requirePlaces, writePrivate, type NamedFile } from './written-files.js';

/** In which a plan is written. */
export const PLAN_FORMATS = ['table', 'json', 'markdown'] as const satisfies readonly Format[];
type PlanFormat = (typeof PLAN_FORMATS)[number];

/** What a plan comes from. */
type ChangeSource = Pick<ChangeIntent, 'input' | 'undoes'>;

/** What a command wants to change. */
export interface RequestedChange extends Partial<ChangeSource> {
  readonly planned: Planned;
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
  if (!options.dryRun) requireWritable(session, options.confirm);
  const store = await session.store();
  if (!options.dryRun && (await store.isReadOnly())) {
    throw new AboError('database-read-only', { name: store.name, isFile: store.engine === 'sqlite' });
  }
  const planning = { impact: options.impact, audit: planAuditOf(session) };
  const requested = await store.read((reader) => plan(reader, planning, store), { repeatable: true });
  const { planned, input = null, undoes = null } = requested;
  const message = options.message ?? requested.message ?? null;
  return carryOut(
    store,
    planned,
    { command: session.command, actor: session.actor, clock: session.clock, input, undoes },
    {
      dryRun: options.dryRun,
      detailedExitcode: options.detailedExitcode,
      // The name of a protected profile must be typed even with `--yes`.
      yes: (session.globals.yes ?? false) && nameToType(session, options.confirm) === null,
      message,
      limits: { losses: options.maxLosses ?? null, silenced: options.maxSilenced ?? null },
    },
    new ChangeOutput(session, options, store, { input, undoes, message }, format, outputs),
  );
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
  return { flag: '--plan-out', file, kept: true };
}

type OutputFlag = 'dryRun' | 'planOut' | 'confirm' | 'maxChars';
type Outputs = readonly OutputFile<PlanFormat>[];

/**
 * One change on the terminal and in its files. As a table, the plan is shown before anything else; a document is written
 * once: the plan of a dry run, or the change that was applied.
 */
class ChangeOutput implements ChangeUi {
  readonly #session: Session;
  readonly #options: Options<OutputFlag>;
  readonly #store: Store;
  readonly #source: ChangeSource & { readonly message: string | null };
  readonly #format: PlanFormat;
  readonly #outputs: Outputs;

  constructor(
    session: Session,
    options: Options<OutputFlag>,
    store: Store,
    source: ChangeSource & { readonly message: string | null },
    format: PlanFormat,
    outputs: Outputs,
  ) {
    this.#session = session;
    this.#options = options;
    this.#store = store;
    this.#source = source;
    this.#format = format;
    this.#outputs = outputs;
  }

  async showPlan(planned: Planned): Promise<boolean> {
    const { terminal, messages, notice } = this.#session;
    if (this.#format !== 'table') return this.#options.dryRun ? reaches(this.#writeAll(planned, undefined)) : true;
    const shown = await reaches(writePlan(planned.plan, this.#context(planned), terminal.stdout, messages));
    if (this.#options.dryRun) {
      await this.#writeFiles(planned, undefined);
      await notice(messages.notices.dryRun);
    }
    return shown;
  }

  get savePlan(): ChangeUi['savePlan'] {
    const { planOut: file } = this.#options;
    if (file === undefined) return null;
    return async (planned) => {
      const { clock, actor, command, globals, notice, messages } = this.#session;
      const origin = {
        at: clock(),
        actor: await plannerOf(this.#store, actor),
        command,
        message: this.#source.message,
      };
      const context = this.#context(planned);
      await writePrivate(this.#session, planFile(file), (page) => writeSavedPlan(planned.plan, context, origin, page));
      const apply = shellCommand(['abo', 'apply', file, ...databaseFlags(globals)]);
      await notice(messages.notices.planSaved(file, apply));
    };
  }

  get confirm(): ChangeUi['confirm'] {
    const { prompter, messages } = this.#session;
    if (this.#format !== 'table' || !prompter.available) return null;
    const name = nameToType(this.#session, this.#options.confirm);
    return () =>
      name === null
        ? prompter.confirm(messages.notices.confirm)
        : prompter.confirmByName(messages.notices.confirmName(name), name);
  }

  async showApplied(planned: Planned, changeSet: ChangeSet | null): Promise<void> {
    const number = changeSet?.number ?? null;
    const writing = this.#format === 'table' ? this.#writeApplied(planned, number) : this.#writeAll(planned, number);
    if (number !== null) await survives(this.#session, number, writing);
    else if (this.#format === 'table') await writing;
    else await reaches(writing);
  }

  /** The plan itself has been shown. */
  async #writeApplied(planned: Planned, changeSet: number | null): Promise<void> {
    const { terminal, messages } = this.#session;
    await this.#writeFiles(planned, changeSet);
    await writeApplied(changeSet, terminal.stdout, messages, this.#context(planned), planned.plan.erasure);
  }

  async #writeAll(planned: Planned, changeSet: number | null | undefined): Promise<void> {
    await this.#writeFiles(planned, changeSet);
    const document = { planned, context: this.#context(planned), changeSet };
    await writeDocument(document, this.#format, this.#options, this.#session.terminal.stdout, this.#session);
  }

  async #writeFiles(planned: Planned, changeSet: number | null | undefined): Promise<void> {
    const document = { planned, context: this.#context(planned), changeSet };
    await writeDocuments(document, this.#outputs, this.#options, this.#session);
  }

  #context(planned: Planned): PlanContext {
    const { identity, name, engine } = this.#store;
    const { profile } = this.#session.database();
    const { input, undoes } = this.#source;
    return {
      database: { identity, name: maskedLocation(name), engine, profile: profile?.name },
      input,
      undoes: undoes?.number ?? null,
      undoCommand: undoCommandOf(this.#session),
      companyName: (code) => planned.companyName(code) ?? null,
      errors: planned.rejected && errorsJson(planned.rejected, this.#session.messages),
    };
  }
}

/** A plan, or with the number of its change set the applied change. Null: there was nothing to change. */
interface PlanDocument {
  readonly planned: Pick<Planned, 'plan'>;
  readonly context: PlanContext;
  readonly changeSet: number | null | undefined;
}

export async function writeDocument(
  { planned: { plan }, context, changeSet }: PlanDocument,
  format: PlanFormat,
  { maxChars }: Options<'maxChars'>,
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
  options: Options<'maxChars'>,
  session: Session,
): Promise<void> {
  await writeFiles(session, outputs, (format, page) => writeDocument(document, format, options, page, session));
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
