/** `abo apply PLAN`, `abo plan show PLAN`: a plan that was saved with `--plan-out`. Source: docs/contract/cli.md, "Every command that changes something". */
import { isAddress } from '../app/address-check.js';
import { asStalePlan, planSaved, requireOwnPlan, undoneBy } from '../app/change/apply-saved-plan.js';
import type { Planned } from '../app/change/plan-requests.js';
import type { Session } from '../context.js';
import { openInput } from '../csv/input.js';
import { EXIT } from '../errors.js';
import { readSavedPlan, type SavedPlan } from '../plans/saved-plan.js';
import { savedText } from '../views/plan.js';
import { styleOf } from '../views/style.js';
import { formatAmong, namedOutputs, outputsAmong, writeFiles } from './lib/answer.js';
import { planAuditOf } from './lib/audit-settings.js';
import { change, PLAN_FORMATS, undoCommandOf, writeDocument } from './lib/change.js';
import { command, type Noun } from './lib/command.js';
import { APPLY_FLAGS } from './lib/flags.js';
import { inputOf } from './lib/inputs.js';
import { requirePlaces } from './lib/written-files.js';

const apply = command({
  operands: ['<plan>'],
  flags: APPLY_FLAGS,
  staffOnly: false,
  run: async (session, [path], options) => {
    await requirePlaces(session, namedOutputs(options.output), [path]);
    const { file, saved } = await open(session, path);
    try {
      return await change(session, { ...options, planOut: undefined }, async (reader, planning, store) => {
        requireOwnPlan(file, saved, store);
        const planned = await planSaved(reader, saved, planning);
        const undoes = await undoneBy(reader, file, saved);
        return { ...planned, input: saved.input, undoes, message: saved.message };
      });
    } catch (error) {
      throw asStalePlan(file, error);
    }
  },
});

async function open(session: Session, path: string): Promise<{ readonly file: string; readonly saved: SavedPlan }> {
  const input = await openInput(inputOf(session, path));
  try {
    return { file: input.name, saved: await readSavedPlan(input.name, input.chunks(), isAddress) };
  } finally {
    await input.close();
  }
}

/** Needs no database: a reviewer may have none. With `--as` it is read, to show what that contact may see of the plan. */
const show = command({
  verb: 'show',
  operands: ['<plan>'],
  flags: ['output', 'maxChars'],
  run: async (session, [path], options) => {
    const format = formatAmong(session, PLAN_FORMATS);
    const outputs = outputsAmong(PLAN_FORMATS, options.output);
    await requirePlaces(session, namedOutputs(outputs), [path]);
    const { file, saved } = await open(session, path);
    const { terminal, messages } = session;
    const { database, input, undoes, companyNames } = saved;
    const { plan, companyName } =
      session.globals.as === undefined
        ? { plan: saved.plan, companyName: (code: string) => companyNames.get(code) }
        : await asSeen(session, file, saved);
    const context = {
      database: { ...database, profile: database.profile ?? undefined },
      input,
      undoes,
      undoCommand: undoCommandOf(session),
      companyName: (code: string) => companyName(code) ?? null,
    };
    const document = { plan, context, changeSet: undefined };
    await writeFiles(session, outputs, (each, page) => writeDocument(document, each, options, page, messages));
    const { dim } = styleOf(terminal.stdout);
    if (format === 'table') await terminal.stdout.write(`${dim(savedText(saved, messages))}\n`);
    await writeDocument(document, format, options, terminal.stdout, messages);
    return EXIT.done;
  },
});

/**
 * The plan as `apply` would show it to the contact who acts: what they may not apply is refused in the same words, and its
 * effects are worked out on what they see.
 */
async function asSeen(session: Session, file: string, saved: SavedPlan): Promise<Planned> {
  const store = await session.store();
  try {
    return await store.read(async (reader) => {
      requireOwnPlan(file, saved, store);
      return planSaved(reader, saved, { impact: saved.plan.impact !== null, audit: planAuditOf(session) });
    });
  } catch (error) {
    throw asStalePlan(file, error);
  }
}

export const applyNoun: Noun = { name: 'apply', commands: [apply] };

export const plan: Noun = { name: 'plan', commands: [show] };
