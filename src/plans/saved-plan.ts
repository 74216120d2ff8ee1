/**
 * Reads a plan that `--plan-out` saved. Nothing in it is trusted: planning again must give the same edits, and the changes and
 * totals must follow from them. Source: docs/contract/cli.md, "--plan-out".
 */
import { isDeepStrictEqual } from 'node:util';
import type { InputFile } from '../domain/change-set.js';
import type { AddressCheck } from '../domain/address.js';
import type { Finding } from '../domain/audit/finding.js';
import { DocumentFault, ObjectReader, readWhole } from '../domain/object-reader.js';
import { changeRecord, editFrom } from '../domain/plan/edit-record.js';
import { changesOf, countChanges, type Change, type Edit } from '../domain/plan/edits.js';
import {
  auditErrorFrom,
  byCompany,
  impactFrom,
  lossFrom,
  silencedFrom,
  type ImpactOfCell,
} from '../domain/plan/effect-record.js';
import type { Silenced } from '../domain/plan/impact.js';
import { countInert, inertCells } from '../domain/plan/inert-cells.js';
import type { Loss } from '../domain/plan/losses.js';
import type { Plan } from '../domain/plan/plan.js';
import { replay, worldBefore } from '../domain/plan/replay.js';
import { AboError } from '../errors.js';
import { JsonParts, NotJson, type PartHandler } from './json-stream.js';

export interface SavedPlan {
  /** As it was saved. */
  readonly plan: Plan;
  readonly database: {
    readonly identity: string;
    readonly name: string;
    readonly engine: string;
    readonly profile: string | null;
  };
  readonly input: InputFile | null;
  /** The change set that it undoes. */
  readonly undoes: number | null;
  /** UTC. */
  readonly at: string;
  readonly actor: string;
  /** The words of the command that made it. */
  readonly command: string;
  readonly message: string | null;
  /** The names of the companies that it changes, after the change. */
  readonly companyNames: ReadonlyMap<string, string>;
}

/**
 * @param file its name in messages
 * @throws AboError `not-a-plan`, `bad-plan` (exit 4)
 */
export async function readSavedPlan(
  file: string,
  bytes: AsyncIterable<Uint8Array>,
  isAddress: AddressCheck,
): Promise<SavedPlan> {
  const document = new SavedDocument(isAddress);
  try {
    const parts = new JsonParts(document);
    const decoder = new TextDecoder('utf-8', { fatal: true });
    for await (const chunk of bytes) parts.push(decoder.decode(chunk, { stream: true }));
    parts.push(decoder.decode());
    parts.end();
    return document.plan();
  } catch (error) {
    throw errorOf(file, error);
  }
}

function errorOf(file: string, error: unknown): unknown {
  if (error instanceof OtherDocument) return new AboError('not-a-plan', { file, why: error.why, line: null });
  if (error instanceof NotJson) {
    return new AboError('not-a-plan', { file, why: error.cut ? 'cut-short' : 'not-json', line: error.line });
  }
  if (error instanceof TypeError && 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
    return new AboError('not-a-plan', { file, why: 'not-json', line: null }, { cause: error });
  }
  if (error instanceof DocumentFault) {
    const { code, at, value } = error;
    return new AboError('bad-plan', { file, fault: code, at, value: value === null ? null : JSON.stringify(value) });
  }
  return error;
}

/** The text is JSON, but not a saved plan. */
class OtherDocument extends Error {
  constructor(readonly why: 'other-document' | 'not-saved') {
    super(why);
  }
}

/** Plans of earlier versions lack them; `impact` is null without `--impact`. */
const OPTIONAL: readonly string[] = ['audit_errors', 'impact'];

class SavedDocument implements PartHandler {
  readonly #isAddress: AddressCheck;
  readonly #values = new Map<string, unknown>();
  readonly #ended = new Set<string>();
  readonly #companyNames = new Map<string, string>();
  readonly #edits: Edit[] = [];
  readonly #changes = changesOfAll(this.#edits);
  readonly #losses: Loss[] = [];
  readonly #silenced: Silenced[] = [];
  readonly #withoutAdmin: string[] = [];
  readonly #auditErrors: Finding[] = [];
  readonly #impact: ImpactOfCell[] = [];
  /** The keys of lists, and what is done with each record. */
  readonly #lists: ReadonlyMap<string, (value: unknown, place: string) => unknown> = new Map([
    [
      'companies',
      (value, place) =>
        readWhole(value, place, (fields) => this.#companyNames.set(fields.text('code'), fields.text('name'))),
    ],
    ['edits', (value, place) => this.#edits.push(editFrom(value, place))],
    ['changes', (value, place) => this.#compareChange(value, place)],
    ['losing', (value, place) => this.#losses.push(lossFrom(value, place))],
    ['silenced', (value, place) => this.#silenced.push(silencedFrom(value, place))],
    ['without_admin', (value, place) => this.#withoutAdmin.push(textFrom(value, place))],
    ['audit_errors', (value, place) => this.#auditErrors.push(auditErrorFrom(value, place))],
    ['impact', (value, place) => this.#impact.push(impactFrom(value, place))],
  ]);

  constructor(isAddress: AddressCheck) {
    this.#isAddress = isAddress;
  }

  isList(key: string): boolean {
    this.#requireNew(key);
    return this.#lists.has(key);
  }

  value(key: string, value: unknown): void {
    this.#requireNew(key);
    if (this.#lists.has(key) && (key !== 'impact' || value !== null)) throw new DocumentFault('bad-value', key, value);
    this.#values.set(key, value);
    if (key === 'schema' && value !== 'abo.plan/1') throw new OtherDocument('other-document');
  }

  record(key: string, index: number, value: unknown): void {
    this.#lists.get(key)?.(value, `${key}[${index}]`);
  }

  listEnd(key: string): void {
    this.#ended.add(key);
    if (key === 'edits') this.#replay();
    if (key === 'changes' && this.#changes.next().done !== true) throw new DocumentFault('missing', 'changes');
  }

  #requireNew(key: string): void {
    if (this.#ended.has(key) || this.#values.has(key)) throw new DocumentFault('given-twice', key);
  }

  #compareChange(value: unknown, place: string): void {
    // A dry run's document has no edits at all.
    if (!this.#values.has('saved')) throw new OtherDocument('not-saved');
    if (!this.#ended.has('edits')) throw new DocumentFault('out-of-order', place);
    const { done, value: expected } = this.#changes.next();
    if (done === true || !isDeepStrictEqual(changeRecord(expected), value)) {
      throw new DocumentFault('does-not-follow', place, value);
    }
  }

  /** Plans the edits again, from the state that their `before` values describe: the result must be the same. */
  #replay(): void {
    const edits = this.#edits;
    const isUndo = this.#undoes() !== null;
    for (const [i, edit] of edits.entries()) {
      if (edit.kind !== 'contact') continue;
      // Only a new contact has no identity yet; an undo restores that of a removed contact.
      const isNew = edit.before === null && !isUndo;
      if (isNew !== edit.id < 0) throw new DocumentFault('bad-value', `edits[${i}].id`, edit.id);
    }
    const { draft, problems } = replay(worldBefore(edits), edits, isUndo, this.#isAddress);
    const [first] = problems;
    if (first !== undefined)
      throw new DocumentFault('breaks-rule', `edits[${edits.indexOf(first.edit)}]`, first.problem.code);
    const planned = [...draft.edits()];
    for (let i = 0; i < Math.max(planned.length, edits.length); i++) {
      if (!isDeepStrictEqual(planned[i], edits[i])) throw new DocumentFault('does-not-fit', `edits[${i}]`);
    }
  }

  #undoes(): number | null {
    return new ObjectReader(Object.fromEntries(this.#values)).wholeOrNull('undoes', 1);
  }

  /** Returns the plan at the end of the document, which must be complete and consistent. */
  plan(): SavedPlan {
    if (!this.#values.has('schema')) throw new OtherDocument('other-document');
    if (!this.#ended.has('edits') || !this.#values.has('saved')) throw new OtherDocument('not-saved');
    const missing = [...this.#lists.keys()].find((key) => !this.#ended.has(key) && !OPTIONAL.includes(key));
    if (missing !== undefined) throw new DocumentFault('missing', missing);
    this.#values.delete('impact');
    return readWhole(Object.fromEntries(this.#values), '', (top) => this.#planFrom(top));
  }

  #planFrom(top: ObjectReader): SavedPlan {
    const edits = this.#edits;
    const follows = (at: string, is: unknown, expected: unknown): void => {
      if (!isDeepStrictEqual(is, expected)) throw new DocumentFault('does-not-follow', at, is);
    };
    follows('has_changes', top.boolean('has_changes'), edits.length > 0);
    follows('losses', top.whole('losses'), this.#losses.length);
    follows('inert', top.take('inert'), inertCells(edits));
    const counts = countChanges(edits);
    const plan: Plan = {
      edits,
      summary: top.object('summary', (fields) => {
        for (const action of ['add', 'change', 'remove'] as const) {
          follows(`summary.${action}`, fields.whole(action), counts[action]);
        }
        const [unchanged, kept] = [fields.whole('unchanged'), fields.whole('kept')];
        return { ...counts, unchanged, kept, conflicts: fields.whole('conflicts'), skipped: fields.whole('skipped') };
      }),
      deliveries: top.objectOrNull('deliveries', (fields) => ({
        gained: fields.whole('gained'),
        lost: fields.whole('lost'),
      })),
      losses: this.#losses,
      recipients: top.whole('recipients', this.#losses.length),
      silenced: this.#silenced,
      inert: countInert(edits),
      withoutAdmin: this.#withoutAdmin,
      auditErrors: this.#auditErrors,
      impact: this.#ended.has('impact') ? byCompany(this.#impact) : null,
    };
    return { plan, companyNames: this.#companyNames, ...headFrom(top) };
  }
}

function textFrom(value: unknown, place: string): string {
  if (typeof value === 'string') return value;
  throw new DocumentFault('bad-value', place, value);
}

function* changesOfAll(edits: readonly Edit[]): Generator<Change, undefined> {
  for (const edit of edits) yield* changesOf(edit);
  return undefined;
}

function headFrom(top: ObjectReader): Omit<SavedPlan, 'plan' | 'companyNames'> {
  top.text('schema');
  const { engine, profile, ...saved } = top.object('saved', (fields) => ({
    at: fields.text('at'),
    actor: fields.text('actor'),
    command: fields.text('command'),
    message: fields.textOrNull('message'),
    engine: fields.text('engine'),
    profile: fields.textOrNull('profile'),
  }));
  return {
    database: top.object('database', (fields) => ({
      identity: fields.text('identity'),
      name: fields.text('name'),
      engine,
      profile,
    })),
    input: top.objectOrNull('input', (fields) => ({ name: fields.text('name'), sha256: fields.text('sha256') })),
    undoes: top.wholeOrNull('undoes', 1),
    ...saved,
  };
}
