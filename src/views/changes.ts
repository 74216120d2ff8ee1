/**
 * Changes for people: a line each, by company, each marked `+`, `~` or `-`; up to a limit, then how many more.
 * Used by plans and by the history. Source: docs/contract/cli.md, "Every command that changes something".
 */
import type { Stored } from '../domain/cells.js';
import { fieldText } from '../domain/fields.js';
import { changesOf, type Change, type ChangeAction, type ChangeValue, type Edit } from '../domain/plan/edits.js';
import { isInert } from '../domain/vocabulary.js';
import type { Messages } from '../messages/index.js';
import type { Layout, Style } from './style.js';
import { visible } from './visible.js';
import { GAP, padTo, widthOf, wrapWords } from './width.js';

/** How many changes are shown; the rest is counted. */
export interface ChangeLimits {
  readonly perCompany: number;
  readonly total: number;
}

export interface ChangeLinesContext {
  /** The company's name; null when it is not known. */
  readonly companyName: (code: string) => string | null;
  /** Null shows every change. */
  readonly limits: ChangeLimits | null;
}

const MARK: Readonly<Record<ChangeAction, string>> = { add: '+', change: '~', remove: '-' };
const INDENT = '  ';
/** Lines aligned together: memory stays flat in a company with any number of changes. */
const ALIGNED = 1_000;

/** The lines of the changes that edits make, each company's below a heading; the edits come by company. */
export async function* changeLines(
  edits: AsyncIterable<readonly Edit[]>,
  { companyName, limits }: ChangeLinesContext,
  layout: Layout,
): AsyncGenerator<string> {
  let last: string | null = null;
  for await (const { company, text } of changesByCompany(edits, limits, layout)) {
    if (company !== null && company !== last) yield headingOf(company, companyName(company), layout.style);
    last = company;
    yield text;
  }
}

/** A line about a company's changes; without a company: how many more there are elsewhere. */
interface CompanyLine {
  readonly company: string | null;
  readonly text: string;
}

/** The same lines without the headings. */
export async function* changesByCompany(
  edits: AsyncIterable<readonly Edit[]>,
  limits: ChangeLimits | null,
  { columns, style, messages }: Layout,
): AsyncGenerator<CompanyLine> {
  const texts = messages.views.plan;
  const { perCompany, total } = limits ?? { perCompany: Infinity, total: Infinity };
  const elsewhere = { changes: 0, companies: 0 };
  let shown = 0;
  let here = { company: '', shown: 0, hidden: 0 };
  let waiting: Line[] = [];

  function* waitingLines(): Generator<CompanyLine> {
    for (const text of aligned(waiting, columns, style)) yield { company: here.company, text };
    waiting = [];
  }

  function* endCompany(): Generator<CompanyLine> {
    yield* waitingLines();
    const { company, hidden } = here;
    if (hidden > 0 && here.shown > 0) yield { company, text: style.dim(INDENT + texts.moreHere(hidden)) };
    else if (hidden > 0) {
      elsewhere.changes += hidden;
      elsewhere.companies++;
    }
  }

  for await (const batch of edits) {
    // An edit at a time: a batch may be a plan of 500,000.
    for (const change of Iterator.from(batch).flatMap(changesOf)) {
      const { company } = change;
      if (company !== here.company) {
        yield* endCompany();
        here = { company, shown: 0, hidden: 0 };
      }
      if (here.shown >= perCompany || shown >= total) {
        here.hidden++;
        continue;
      }
      waiting.push(lineOf(change, messages));
      here.shown++;
      shown++;
      if (waiting.length >= ALIGNED) yield* waitingLines();
    }
  }
  yield* endCompany();
  if (elsewhere.changes > 0) yield { company: null, text: style.dim(texts.moreElsewhere(elsewhere)) };
}

/** What stands above a company's changes: its code, in bold, and its name. */
export function headingOf(code: string, name: string | null, style: Style): string {
  return style.bold(visible(code)) + (name === null ? '' : GAP + visible(name));
}

/** What a line says, in parts: those of one shape are aligned under one another. */
interface Line {
  readonly action: ChangeAction;
  readonly kind: string;
  /** `directory`: of a company or contact. `setting`: of a cell. */
  readonly shape: 'directory' | 'setting';
  readonly parts: readonly string[];
  /** Behind all: what is worth knowing of this change. */
  readonly note: string | null;
}

function lineOf(change: Change, messages: Messages): Line {
  const texts = messages.views.plan;
  const { action, kind, universe, category, channel } = change;
  const line = { action, kind: texts.kind[kind] };
  if (kind === 'company' || kind === 'contact') {
    const who = change.contact === null ? [] : [visible(change.contact)];
    const parts =
      change.field === null
        ? [...who, fieldsOf(change.after ?? change.before)]
        : [...who, change.field, `${valueOf(change.before)} → ${valueOf(change.after)}`];
    return { ...line, shape: 'directory', parts, note: null };
  }
  const cell = [category, channel].filter((code) => code !== null).join('.');
  const parts =
    kind === 'mailbox'
      ? [universe ?? '', cell, arrow(addressOf(change.before), addressOf(change.after))]
      : [universe ?? '', cell, visible(change.contact ?? ''), choiceChange(change, messages)];
  const inert = universe !== null && category !== null && isInert(universe, category);
  return { ...line, shape: 'setting', parts, note: inert ? `(${texts.inertNote})` : null };
}

function arrow(before: string | null, after: string | null): string {
  return [before, after].filter((value) => value !== null).join(' → ');
}

function addressOf(value: ChangeValue): string | null {
  return value === null ? null : valueOf(value);
}

/** A contact that is added or removed has one side only: there is no one to notify on the other. */
function choiceChange(change: Change, messages: Messages): string {
  const before = choiceOf(change.before, change.effectiveBefore, messages);
  const after = choiceOf(change.after, change.effectiveAfter, messages);
  if (change.effectiveBefore === null && change.effectiveAfter !== null) return after;
  if (change.effectiveAfter === null && change.effectiveBefore !== null) return before;
  return arrow(before, after);
}

/** The stored choice, and what it comes to where that is something else: `default (on)`, `on (no effect)`. */
function choiceOf(value: ChangeValue, notified: boolean | null, { views }: Messages): string {
  const stored = valueOf(value);
  const DEFAULT: Stored = 'default';
  if (notified === null) return stored;
  if (stored === DEFAULT) return `${stored} (${notified ? 'on' : 'off'})`;
  return stored === 'on' && !notified ? `${stored} (${views.plan.noEffect})` : stored;
}

/** The fields of a whole company or contact, as a command sets them; its address stands before them. */
function fieldsOf(value: ChangeValue): string {
  if (value === null || typeof value !== 'object' || isList(value)) return valueOf(value);
  return Object.entries(value)
    .filter(([field, content]) => field !== 'email' && content !== null)
    .map(([field, content]) => `${field}=${quoted(textOf(content))}`)
    .join(' ');
}

function isList(value: ChangeValue): value is readonly string[] {
  return Array.isArray(value);
}

function valueOf(value: ChangeValue): string {
  return visible(textOf(value));
}

/** As CSV and commands write it. */
function textOf(value: ChangeValue): string {
  return value === null || typeof value !== 'object' || isList(value) ? fieldText(value, '-') : fieldsOf(value);
}

/** In quotes where there is a space to hold together, or a sign that could be taken for the line's own. */
function quoted(text: string): string {
  return /[\s"=]/u.test(text) ? `"${visible(text.replaceAll('"', '\\"'))}"` : visible(text);
}

function aligned(lines: readonly Line[], columns: number | null, style: Style): readonly string[] {
  const kindWidth = Math.max(0, ...lines.map(({ kind }) => widthOf(kind)));
  const widths: Record<Line['shape'], number[]> = { directory: [], setting: [] };
  for (const { shape, parts } of lines) {
    // The last part of a line is not padded: one that is longer elsewhere does not move it.
    parts.slice(0, -1).forEach((part, i) => {
      widths[shape][i] = Math.max(widths[shape][i] ?? 0, widthOf(part));
    });
  }
  return lines.flatMap((line) => {
    const head = `${INDENT}${MARK[line.action]} ${padTo(line.kind, kindWidth)}`;
    const before = line.parts.slice(0, -1).map((part, i) => padTo(part, widths[line.shape][i] ?? 0));
    const end = [line.parts.at(-1) ?? '', ...(line.note === null ? [] : [line.note])].join(GAP);
    return fitted(head, before, end, columns).map(colorOf(line.action, style));
  });
}

/** One line where it fits; else its end goes on below: whole under what it is about, or broken at spaces. */
function fitted(head: string, before: readonly string[], end: string, columns: number | null): readonly string[] {
  const start = [head, ...before].join(GAP);
  const whole = `${start}${GAP}${end}`;
  if (columns === null || widthOf(whole) <= columns) return [whole];
  const tight = `${start.trimEnd()}${GAP}${end}`;
  if (widthOf(tight) <= columns) return [tight];
  const under = [head, ...before.slice(0, -1)].join(GAP);
  const indent = Math.min(widthOf(under) + GAP.length, columns - widthOf(end));
  const margin = widthOf(head) + GAP.length;
  if (indent >= margin && widthOf(start.trimEnd()) <= columns) return [start.trimEnd(), ' '.repeat(indent) + end];
  return wrapWords(tight, columns, margin);
}

function colorOf(action: ChangeAction, { good, caution, bad }: Style): (text: string) => string {
  return { add: good, change: caution, remove: bad }[action];
}
