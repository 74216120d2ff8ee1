/**
 * A plan that `--plan-out` saved, read back and held to what a plan can be. Nothing in it is taken on trust: what it says
 * of its edits must follow from them. Source: docs/contract/cli.md, "--plan-out".
 */
import type { AddressCheck } from '../domain/address.js';
import type { Finding } from '../domain/audit/finding.js';
import { FieldFault, ObjectReader } from '../domain/object-reader.js';
import { changeRecord, sameJson } from '../domain/plan/change-record.js';
import { Consistency, PlanFault } from '../domain/plan/consistency.js';
import { auditErrorFrom, byCompany, impactFrom, type ImpactOfCell } from '../domain/plan/effect-record.js';
import { editFrom } from '../domain/plan/edit-record.js';
import { changesOf, countChanges, type Change, type Edit } from '../domain/plan/edits.js';
import { countInert, type DeliveryCounts, type Loss, type Silenced } from '../domain/plan/impact.js';
import { inertCells } from '../domain/plan/inert-cells.js';
import type { Plan, PlanSummary } from '../domain/plan/plan.js';
import { CATEGORIES, UNIVERSES } from '../domain/vocabulary.js';
import { AboError } from '../errors.js';
import { JsonParts, NotJson, type PartHandler } from './json-stream.js';

export interface SavedPlan {
  /** What it would do, as it was when it was saved. */
  readonly plan: Plan;
  readonly database: {
    readonly identity: string;
    readonly name: string;
    readonly engine: string;
    readonly profile: string | null;
  };
  readonly input: { readonly name: string; readonly sha256: string } | null;
  /** The change set that it takes back. */
  readonly undoes: number | null;
  /** UTC. */
  readonly at: string;
  readonly actor: string;
  /** The words of the command that made it. */
  readonly command: string;
  readonly message: string | null;
  /** What the companies touched are called, as they will be. */
  readonly companyNames: ReadonlyMap<string, string>;
}

export const SAVED_SCHEMA = 'abo.plan/1';

/**
 * @param file what errors call it
 * @throws AboError `not-a-plan`, `bad-plan` (exit 4)
 */
export async function readSavedPlan(
  file: string,
  bytes: AsyncIterable<Uint8Array>,
  isAddress: AddressCheck,
): Promise<SavedPlan> {
  const reader = new SavedPlanReader(isAddress);
  try {
    const parts = new JsonParts(reader);
    const decoder = new TextDecoder('utf-8', { fatal: true });
    for await (const chunk of bytes) parts.push(decoder.decode(chunk, { stream: true }));
    parts.push(decoder.decode());
    parts.end();
    return reader.plan();
  } catch (error) {
    throw asTold(file, error);
  }
}

function asTold(file: string, error: unknown): unknown {
  if (error instanceof OtherDocument) return new AboError('not-a-plan', { file, why: error.why, line: null });
  if (error instanceof NotJson) {
    return new AboError('not-a-plan', { file, why: error.cut ? 'cut-short' : 'not-json', line: error.line });
  }
  if (error instanceof TypeError && 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
    return new AboError('not-a-plan', { file, why: 'not-json', line: null }, { cause: error });
  }
  if (error instanceof PlanFault || error instanceof FieldFault) {
    const { code, at, value } = error;
    return new AboError('bad-plan', { file, fault: code, at, value: value === null ? null : JSON.stringify(value) });
  }
  return error;
}

/** JSON, and something else. */
class OtherDocument extends Error {
  constructor(readonly why: 'other-document' | 'not-saved') {
    super(why);
  }
}

const LISTS = [
  'companies',
  'edits',
  'changes',
  'losing',
  'silenced',
  'inert',
  'without_admin',
  'audit_errors',
  'impact',
] as const;
type List = (typeof LISTS)[number];
/** A plan that was saved before there were such keys has none; `impact` is null where nobody asked. */
const OPTIONAL: readonly List[] = ['audit_errors', 'impact'];
const VALUES = [
  'schema',
  'database',
  'input',
  'undoes',
  'saved',
  'has_changes',
  'summary',
  'deliveries',
  'losses',
  'recipients',
] as const;

function isListKey(key: string): key is List {
  return (LISTS as readonly string[]).includes(key);
}

class SavedPlanReader implements PartHandler {
  private readonly values = new Map<string, unknown>();
  private readonly ended = new Set<string>();
  private readonly companyNames = new Map<string, string>();
  private readonly edits: Edit[] = [];
  private readonly losses: Loss[] = [];
  private readonly silenced: Silenced[] = [];
  private readonly inert: unknown[] = [];
  private readonly withoutAdmin: string[] = [];
  private readonly auditErrors: Finding[] = [];
  private readonly impact: ImpactOfCell[] = [];
  private consistency: Consistency | undefined;
  private changes: Iterator<Change, undefined> | undefined;

  constructor(private readonly isAddress: AddressCheck) {}

  isList(key: string): boolean {
    if (this.ended.has(key) || this.values.has(key)) throw new PlanFault('given-twice', key);
    return isListKey(key);
  }

  value(key: string, value: unknown): void {
    if (isListKey(key) && (key !== 'impact' || value !== null)) throw new PlanFault('bad-value', key, value);
    if (!isListKey(key) && !(VALUES as readonly string[]).includes(key)) throw new PlanFault('unknown', key);
    if (this.values.has(key)) throw new PlanFault('given-twice', key);
    this.values.set(key, value);
    if (key === 'schema' && value !== SAVED_SCHEMA) throw new OtherDocument('other-document');
  }

  record(key: string, index: number, value: unknown): void {
    try {
      if (isListKey(key)) this.take(key, value);
    } catch (error) {
      if (!(error instanceof PlanFault || error instanceof FieldFault)) throw error;
      const place = `${key}[${index}]`;
      throw new PlanFault(error.code, error.at === '' ? place : `${place}.${error.at}`, error.value);
    }
  }

  private take(key: List, value: unknown): void {
    switch (key) {
      case 'companies': {
        const fields = new ObjectReader(value);
        this.companyNames.set(fields.text('code'), fields.text('name'));
        fields.end();
        return;
      }
      case 'edits':
        this.takeEdit(editFrom(value));
        return;
      case 'changes':
        this.takeChange(value);
        return;
      case 'losing':
        this.losses.push(lossFrom(new ObjectReader(value)));
        return;
      case 'silenced':
        this.silenced.push(silencedFrom(new ObjectReader(value)));
        return;
      case 'inert':
        this.inert.push(value);
        return;
      case 'without_admin':
        if (typeof value !== 'string') throw new PlanFault('bad-value', '', value);
        this.withoutAdmin.push(value);
        return;
      case 'audit_errors':
        this.auditErrors.push(auditErrorFrom(new ObjectReader(value)));
        return;
      case 'impact':
        this.impact.push(impactFrom(new ObjectReader(value)));
        return;
    }
  }

  private takeEdit(edit: Edit): void {
    this.consistency ??= new Consistency(this.isAddress, this.undoes() !== null);
    this.consistency.add(edit);
    this.edits.push(edit);
  }

  private takeChange(value: unknown): void {
    // A dry run's document has no edits at all.
    if (!this.values.has('saved')) throw new OtherDocument('not-saved');
    if (!this.ended.has('edits')) throw new PlanFault('out-of-order', '');
    const { done, value: expected } = this.changesLeft().next();
    if (done === true || !sameJson(changeRecord(expected), value)) throw new PlanFault('does-not-follow', '', value);
  }

  private changesLeft(): Iterator<Change, undefined> {
    return (this.changes ??= changesOfAll(this.edits));
  }

  listEnd(key: string): void {
    this.ended.add(key);
    if (key === 'changes' && this.changesLeft().next().done !== true) throw new PlanFault('missing', 'changes');
  }

  /** Stands before the edits, which it decides about. */
  private undoes(): number | null {
    return this.top().wholeOrNull('undoes', 1);
  }

  private top(): ObjectReader {
    return new ObjectReader(Object.fromEntries(this.values));
  }

  /** The document is over: all of it must be there, and agree. */
  plan(): SavedPlan {
    if (!this.values.has('schema')) throw new OtherDocument('other-document');
    if (!this.ended.has('edits') || !this.values.has('saved')) throw new OtherDocument('not-saved');
    const missing = LISTS.find((key) => !this.ended.has(key) && !OPTIONAL.includes(key));
    if (missing !== undefined) throw new PlanFault('missing', missing);
    const top = this.top();
    const plan: Plan = {
      edits: this.edits,
      summary: this.summary(top.object('summary')),
      deliveries: deliveriesFrom(top.objectOrNull('deliveries')),
      losses: this.losses,
      recipients: top.whole('recipients', this.losses.length),
      silenced: this.silenced,
      inert: countInert(this.edits),
      withoutAdmin: this.withoutAdmin,
      auditErrors: this.auditErrors,
      impact: this.ended.has('impact') ? byCompany(this.impact) : null,
    };
    if (top.whole('losses') !== this.losses.length) throw new PlanFault('does-not-follow', 'losses');
    if (top.boolean('has_changes') !== this.edits.length > 0) throw new PlanFault('does-not-follow', 'has_changes');
    if (!sameJson(inertCells(this.edits), this.inert)) throw new PlanFault('does-not-follow', 'inert');
    return { plan, undoes: this.undoes(), companyNames: this.companyNames, ...headFrom(top) };
  }

  private summary(fields: ObjectReader): PlanSummary {
    const counts = countChanges(this.edits);
    for (const action of ['add', 'change', 'remove'] as const) {
      const value = fields.whole(action);
      if (value !== counts[action]) throw new PlanFault('does-not-follow', `summary.${action}`, value);
    }
    const summary = {
      ...counts,
      unchanged: fields.whole('unchanged'),
      kept: fields.whole('kept'),
      conflicts: fields.whole('conflicts'),
      skipped: fields.whole('skipped'),
    };
    fields.end();
    return summary;
  }
}

function* changesOfAll(edits: readonly Edit[]): Generator<Change, undefined> {
  for (const edit of edits) yield* changesOf(edit);
  return undefined;
}

function headFrom(top: ObjectReader): Pick<SavedPlan, 'database' | 'input' | 'at' | 'actor' | 'command' | 'message'> {
  const database = top.object('database');
  const saved = top.object('saved');
  const input = top.objectOrNull('input');
  const head = {
    database: {
      identity: database.text('identity'),
      name: database.text('name'),
      engine: saved.text('engine'),
      profile: saved.textOrNull('profile'),
    },
    input: input && { name: input.text('name'), sha256: input.text('sha256') },
    at: saved.text('at'),
    actor: saved.text('actor'),
    command: saved.text('command'),
    message: saved.textOrNull('message'),
  };
  for (const fields of [database, saved, input]) fields?.end();
  return head;
}

function deliveriesFrom(fields: ObjectReader | null): DeliveryCounts | null {
  if (fields === null) return null;
  const counts = { gained: fields.whole('gained'), lost: fields.whole('lost') };
  fields.end();
  return counts;
}

function lossFrom(fields: ObjectReader): Loss {
  const company = fields.text('company');
  const contact = fields.textOrNull('contact');
  const universe = fields.oneOfOrNull('universe', UNIVERSES);
  fields.end();
  if (contact !== null && universe === null) return { kind: 'contact', company, contact };
  if (contact === null && universe !== null) return { kind: 'mailbox', company, universe };
  throw fields.fault('universe', universe);
}

function silencedFrom(fields: ObjectReader): Silenced {
  const silenced = {
    company: fields.text('company'),
    universe: fields.oneOf('universe', UNIVERSES),
    category: fields.oneOf('category', CATEGORIES),
  };
  fields.end();
  return silenced;
}
